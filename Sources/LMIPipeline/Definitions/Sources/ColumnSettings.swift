internal import LMIModel
internal import LMITransform

/// Decodes `columns:`: what each column of a table holds.
enum ColumnSettings {
    /// - Parameter hasFigures: Whether the table has columns of figures: a register has none.
    static func columns(_ keys: inout Keys, hasFigures: Bool) throws(Diagnostic) -> ColumnLayout {
        var keys = try keys.demand("columns", like: "{labels: …, values: …}").keys("columns")
        var layout = ColumnLayout(labels: [], values: [])
        for entry in try keys.keys("labels")?.entries ?? [] {
            layout.labels.append((entry.key, try columns(entry.value, entry.key)))
        }
        for pair in try keys.pairs("expect") { layout.expect.append((column(pair.key), pair.value)) }
        if hasFigures {
            layout.values = try groups(keys.demand("values", like: "[OBS_VALUE]"))
            layout.rowFlag = try keys.text("row flag").map(column)
        }
        for item in try keys.take("ignore")?.items("ignore") ?? [] { layout.ignore.append(try ignored(item)) }
        try keys.finish()
        return layout
    }

    /// A column by heading, or by place where the text is a number: `ignore: [1, 2]`.
    private static func column(_ text: String) -> ColumnName {
        if let place = Int(text), (1...999).contains(place), "\(place)" == text { return .position(place) }
        return .heading(text)
    }

    private static func columns(_ setting: Setting, _ key: String) throws(Diagnostic) -> [ColumnName] {
        let names = try setting.texts(key).map(column)
        guard !names.isEmpty else {
            throw setting.wrong("`\(key):` names no column", mend: "write a heading there, or a place")
        }
        return names
    }

    private static func groups(_ values: Setting) throws(Diagnostic) -> [ColumnLayout.Values] {
        switch values.value {
        case .map: return [try Self.values(values.keys("values"))]
        case .list(let items) where items.contains(where: { if case .map = $0.value { true } else { false } }):
            var groups: [ColumnLayout.Values] = []
            for item in items { groups.append(try Self.values(item.keys("values"))) }
            return groups
        default:
            return [
                .init(
                    parts: [.value], selection: .named(try columns(values, "values")), headingSays: nil)
            ]
        }
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
        default: return .named([column(try item.text("ignore"))])
        }
    }

    private static func range(_ keys: inout Keys) throws(Diagnostic) -> ColumnLayout.Selection {
        let from = column(try keys.demand("from", like: "\"A : Agriculture\"").text("from"))
        let to = column(try keys.demand("to", like: "\"U : Activities\"").text("to"))
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
                selection = .named(try columns(of, "of"))
            }
        } else {
            selection = try range(&keys)
        }
        let says = try keys.text("heading says")
        try keys.finish()
        return .init(parts: parts.isEmpty ? [.value] : parts, selection: selection, headingSays: says)
    }
}
