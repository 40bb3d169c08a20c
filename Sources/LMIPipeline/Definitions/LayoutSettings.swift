internal import LMIModel
internal import LMITransform

/// Decodes `columns:`, `rows:`, `cells:` and `observations:` of a source's definition.
enum LayoutSettings {
    static func layout(
        _ keys: inout Keys, source: String, path: String, above: [String: String], shared: SharedLists
    ) throws(Diagnostic) -> Layout {
        var columnKeys = try keys.demand("columns", like: "{labels: …, values: …}").keys("columns")
        let columns = try columns(&columnKeys)
        try columnKeys.finish()
        var pairs: PairLayout?
        var section: SectionLayout?
        if var rows = try keys.keys("rows") {
            pairs = try rows.keys("pairs").map { keys throws(Diagnostic) in try Self.pairs(keys) }
            section = try rows.keys("section").map { keys throws(Diagnostic) in try Self.section(keys) }
            try rows.finish()
        }
        let hasConfidence = pairs != nil || columns.values.contains { $0.parts.contains(.confidence) }
        let cells = try CellSettings.cells(&keys, hasConfidence: hasConfidence)
        var observationKeys = try keys.demand("observations", like: "{measure: …}").keys("observations")
        let observations = try ObservationSettings.observations(
            &observationKeys, shared: shared, cells: cells, source: source, path: path)
        try observationKeys.finish()
        return Layout(
            source: source, definition: path, above: above, columns: columns, pairs: pairs, section: section,
            cells: cells,
            observations: observations)
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

    private static func section(_ keys: Keys) throws(Diagnostic) -> SectionLayout {
        var keys = keys
        let layout = SectionLayout(
            column: try keys.demandText("in", like: "worker"), says: try keys.demandText("says", like: "pay"))
        try keys.finish()
        return layout
    }

    /// A column by heading, or by place where the text is a number in a list of places: `ignore: [1, 2]`.
    static func column(_ setting: Setting, _ key: String) throws(Diagnostic) -> ColumnName {
        let text = try setting.text(key)
        if let place = Int(text), (1...999).contains(place), "\(place)" == text { return .position(place) }
        return .heading(text)
    }

    private static func columns(_ keys: inout Keys) throws(Diagnostic) -> ColumnLayout {
        var labels: [(name: String, column: ColumnName)] = []
        if let given = try keys.keys("labels") {
            for entry in given.entries { labels.append((entry.key, try column(entry.value, entry.key))) }
        }
        var expect: [(column: ColumnName, text: String)] = []
        for pair in try keys.pairs("expect") { expect.append((.heading(pair.key), pair.value)) }
        let values = try keys.demand("values", like: "[OBS_VALUE]")
        var groups: [ColumnLayout.Values] = []
        switch values.value {
        case .map: groups = [try Self.values(values.keys("values"))]
        case .list(let items) where items.contains(where: { if case .map = $0.value { true } else { false } }):
            for item in items { groups.append(try Self.values(item.keys("values"))) }
        default:
            var names: [ColumnName] = []
            for item in try values.items("values") { names.append(try column(item, "values")) }
            groups = [.init(parts: [.value], selection: .named(names), headingSays: nil)]
        }
        let rowFlag = try keys.take("row flag").map { setting throws(Diagnostic) in
            try column(setting, "row flag")
        }
        var ignore: [ColumnLayout.Selection] = []
        for item in try keys.take("ignore")?.items("ignore") ?? [] { ignore.append(try ignored(item)) }
        return ColumnLayout(labels: labels, values: groups, rowFlag: rowFlag, expect: expect, ignore: ignore)
    }

    private static func ignored(_ item: Setting) throws(Diagnostic) -> ColumnLayout.Selection {
        switch item.value {
        case .map:
            var keys = try item.keys("ignore")
            let range = try Self.range(&keys)
            _ = try keys.demandText("because", like: "the same jobs in 18 groups")
            try keys.finish()
            return range
        case .text("rest"): return .rest
        default: return .named([try column(item, "ignore")])
        }
    }

    private static func range(_ keys: inout Keys) throws(Diagnostic) -> ColumnLayout.Selection {
        let from = try column(keys.demand("from", like: "\"A : Agriculture\""), "from")
        let to = try column(keys.demand("to", like: "\"U : Activities\""), "to")
        return .range(from: from, to: to)
    }

    private static func values(_ keys: Keys) throws(Diagnostic) -> ColumnLayout.Values {
        var keys = keys
        var parts: [ColumnLayout.Part] = []
        for item in try keys.take("each")?.items("each") ?? [] {
            parts.append(try item.choice("each", of: ColumnLayout.Part.self))
        }
        let selection: ColumnLayout.Selection
        if let of = keys.take("of") {
            if case .text("rest") = of.value {
                selection = .rest
            } else {
                var names: [ColumnName] = []
                for item in try of.items("of") { names.append(try column(item, "of")) }
                selection = .named(names)
            }
        } else {
            selection = try range(&keys)
        }
        let says = try keys.text("heading says")
        try keys.finish()
        return .init(parts: parts.isEmpty ? [.value] : parts, selection: selection, headingSays: says)
    }
}
