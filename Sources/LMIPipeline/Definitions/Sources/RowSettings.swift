internal import LMIModel
internal import LMITransform

/// Decodes `rows:` and `split:`: what rows say of one another, and labels that say several things.
enum RowSettings {
    /// - Returns: How two rows are one figure, where the table has figures and they are.
    static func rows(
        _ keys: inout Keys, into layout: inout RowLayout, hasFigures: Bool
    ) throws(Diagnostic) -> PairLayout? {
        var pairs: PairLayout?
        if var rows = try keys.keys("rows") {
            if hasFigures {
                pairs = try rows.keys("pairs").map { keys throws(Diagnostic) in try Self.pairs(keys) }
            }
            if let setting = rows.take("carry down") { layout.carryDown = try carryDown(setting) }
            if let setting = rows.take("section") { layout.sections = try sections(setting) }
            try rows.finish()
        }
        for entry in try keys.keys("split")?.entries ?? [] {
            let templates = try templates(entry.value, entry.key)
            layout.splits.append(Split(label: entry.key, templates: templates))
        }
        return pairs
    }

    private static func pairs(_ keys: Keys) throws(Diagnostic) -> PairLayout {
        var keys = keys
        let layout = PairLayout(
            label: try keys.demandText("label", like: "measures"),
            value: try keys.demandText("value", like: "Value"),
            confidence: try keys.demandText("confidence", like: "Confidence"))
        try keys.finish()
        return layout
    }

    /// `[area, year]`, or `{line: {says: kind, filled: count, empty: percent}}`, or a list of both.
    private static func carryDown(_ setting: Setting) throws(Diagnostic) -> [CarryDown] {
        if case .map(let entries) = setting.value {
            var rules: [CarryDown] = []
            for entry in entries {
                var keys = try entry.value.keys(entry.key)
                let says = CarryDown.Says(
                    label: try keys.demandText("says", like: "kind"),
                    filled: try keys.demandText("filled", like: "count"),
                    empty: try keys.demandText("empty", like: "percent"))
                try keys.finish()
                rules.append(CarryDown(label: entry.key, says: says))
            }
            return rules
        }
        var rules: [CarryDown] = []
        for item in try setting.items("carry down") {
            if case .map = item.value {
                rules += try carryDown(item)
            } else {
                rules.append(CarryDown(label: try item.text("carry down")))
            }
        }
        return rules
    }

    /// One section, or a list of them, outermost first.
    private static func sections(_ setting: Setting) throws(Diagnostic) -> [SectionLayout] {
        if case .map = setting.value { return [try section(setting.keys("section"))] }
        var sections: [SectionLayout] = []
        for item in try setting.items("section") { sections.append(try section(item.keys("section"))) }
        return sections
    }

    private static func section(_ keys: Keys) throws(Diagnostic) -> SectionLayout {
        var keys = keys
        let column = try keys.demandText("in", like: "worker")
        let layout: SectionLayout
        if let written = keys.take("written") {
            var with: [String: String] = [:]
            for pair in try keys.pairs("with") { with[pair.key] = pair.value }
            let template = try written.template("written")
            layout = SectionLayout(column: column, mark: .written(template), with: with)
        } else {
            layout = SectionLayout(column: column, says: try keys.demandText("says", like: "pay"))
        }
        try keys.finish()
        return layout
    }

    private static func templates(_ setting: Setting, _ key: String) throws(Diagnostic) -> [Template] {
        var templates: [Template] = []
        for item in try setting.items(key) { templates.append(try item.template(key)) }
        return templates
    }
}
