internal import LMIModel
internal import LMITransform

/// Decodes `columns:`, `rows:`, `split:` and `register:` of a source whose rows are records.
enum RegisterSettings {
    static func layout(
        _ keys: inout Keys, register: Setting, source: String, path: String, table: TableSettings,
        shared: SharedLists, root: Setting
    ) throws(Diagnostic) -> RegisterLayout {
        var rows = RowLayout(
            definition: path, above: table.above,
            columns: try ColumnSettings.columns(&keys, hasFigures: false),
            sideBySide: table.sideBySide)
        _ = try RowSettings.rows(&keys, into: &rows, hasFigures: false)
        var keys = try register.keys("register")
        let key = try keys.demand("key", like: "code")
        let listed = try keys.demand("columns", like: "{code: {as: text}}")
        var columns: [RegisterLayout.Column] = []
        for entry in try listed.keys("columns").entries {
            columns.append(try column(entry, shared: shared, source: source, path: path))
        }
        var layout = RegisterLayout(
            source: source, rows: rows, columns: columns, key: try key.texts("key"))
        layout.keptOut = try keys.take("kept out")?.texts("kept out") ?? []
        layout.validity = try keys.keys("valid").map { keys throws(Diagnostic) in
            var keys = keys
            let validity = Register.Validity(
                from: try keys.demandText("from", like: "consent"),
                until: try keys.demandText("until", like: "valid to"))
            try keys.finish()
            return validity
        }
        layout.keep = try ObservationSettings.keep(&keys, areas: shared.areas, filter: &layout.keepAreas)
        for item in try keys.take("drop")?.items("drop") ?? [] {
            layout.drop.append(try ObservationSettings.drop(item))
        }
        layout.dropsUnknownAreas = try ObservationSettings.dropsUnknownAreas(&keys)
        layout.expectedRows = try keys.take("expect rows")?.wholeNumber("expect rows", in: 1...10_000_000)
        try keys.finish()
        let labels = LabelCheck(rows, needs: layout.labels, isRegister: true, of: root)
        try RegisterCheck(layout, labels: labels.given, at: register).check()
        try labels.check()
        return layout
    }

    /// The words for a column that needs no list.
    private enum Kind: String, CaseIterable {
        case text, date, number, area
        case wholeNumber = "whole number"
    }

    /// `pupils: {as: whole number, may be empty: yes, title: Pupils, means: Pupils on the roll}`.
    private static func column(
        _ entry: Setting.Entry, shared: SharedLists, source: String, path: String
    ) throws(Diagnostic) -> RegisterLayout.Column {
        var keys = try entry.value.keys(entry.key)
        let mayBeEmpty = try keys.take("may be empty")?.yesOrNo("may be empty") ?? false
        let nothing = Set(try keys.take("instead of a value")?.texts("instead of a value") ?? [])
        let title = try keys.text("title") ?? entry.key
        let meaning = try keys.text("means") ?? title
        let rule: RegisterLayout.Rule
        if let texts = keys.take("one of") {
            rule = .oneOf(try texts.texts("one of"))
            try keys.finish()
        } else if keys.take("of") != nil || keys.take("texts") != nil {
            let own = keys.entries.filter {
                !["may be empty", "instead of a value", "title", "means"].contains($0.key)
            }
            let code = Setting(place: entry.value.place, value: .map(own))
            rule = .code(
                try ObservationSettings.dimension(
                    .init(key: entry.key, place: entry.place, value: code), shared: shared.withSectors,
                    source: source, path: path))
        } else {
            let kind = try keys.demand("as", like: "text").choice("as", of: Kind.self)
            rule =
                switch kind {
                case .text: .text
                case .number: .number(try numbers(&keys))
                case .wholeNumber: .wholeNumber(try numbers(&keys))
                case .date: .date(try styles(&keys))
                case .area: .area(try ObservationSettings.areaColumn(&keys, areas: shared.areas))
                }
            try keys.finish()
        }
        return .init(
            id: entry.key, rule: rule, mayBeEmpty: mayBeEmpty, insteadOfAValue: nothing, title: title,
            meaning: meaning)
    }

    private static func numbers(_ keys: inout Keys) throws(Diagnostic) -> NumberStyle {
        try keys.take("numbers").map { setting throws(Diagnostic) in try NumberSettings.style(setting) }
            ?? .plain
    }

    private static func styles(_ keys: inout Keys) throws(Diagnostic) -> [PeriodStyle] {
        let written = try keys.demand("written", like: "2025-03-14")
        var styles: [PeriodStyle] = []
        for item in try written.items("written") {
            styles.append(try ObservationSettings.style(item, [.snapshotDay]))
        }
        return styles
    }
}
