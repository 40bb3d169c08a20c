internal import LMIExtract
internal import LMIModel

/// Decodes how the headings of a CSV file's tables are found, and what is done with their texts.
struct HeadingSettings {
    let header: RegionLayout.Header
    let rows: Int
    /// Which of the rows the header is found by.
    let foundRow: Int
    let rules: HeadingRules

    init(_ keys: inout Keys) throws(Diagnostic) {
        let setting = try keys.demand("header", like: "Area")
        var found: Setting?
        if case .map = setting.value {
            (header, found) = try Self.grouped(setting)
        } else {
            header = try Self.plain(setting, &keys)
        }
        let isHeadless =
            switch header {
            case .none, .noneAfter: true
            case .firstCell, .row, .panels: false
            }
        if !isHeadless {
            for key in ["starts at row", "starts after"] {
                guard let stray = keys.take(key) else { continue }
                throw stray.wrong(
                    "`\(key):` is for tables without headings",
                    mend: "write `header: none`, or take `\(key):` away")
            }
        }
        let rowSetting = keys.take("heading rows")
        rows = try rowSetting?.wholeNumber("heading rows", in: 1...9) ?? 1
        if isHeadless, let rowSetting { throw Self.noHeadings(rowSetting, "heading rows") }
        foundRow = try found?.wholeNumber("in heading row", in: 1...9) ?? 1
        if let found, foundRow > rows {
            throw found.wrong(
                "there is no heading row \(foundRow) of \(rows)",
                mend: "write how many heading rows there are with `heading rows:` under `table:`")
        }
        var rules = HeadingRules()
        try Self.textRules(&keys, into: &rules, isHeadless: isHeadless)
        if let filled = keys.take("spanning headings") {
            _ = try filled.choice("spanning headings", of: Filling.self)
            guard rows > 1 else {
                throw filled.wrong(
                    "`spanning headings:` fills all heading rows but the last, and there is no other",
                    mend: "write how many heading rows there are with `heading rows:`, or take the line away")
            }
            rules.isFilled = true
        }
        self.rules = rules
    }

    var hasPanels: Bool { if case .panels = header { true } else { false } }
    var isFoundByOneText: Bool { if case .firstCell = header { true } else { false } }

    private enum Filling: String, CaseIterable { case filled }

    /// The keys that HTML tables have as well.
    static func textRules(
        _ keys: inout Keys, into rules: inout HeadingRules, isHeadless: Bool
    ) throws(Diagnostic) {
        if let setting = keys.take("footnotes in headings") {
            if isHeadless { throw noHeadings(setting, "footnotes in headings") }
            for item in try setting.items("footnotes in headings") {
                rules.footnotes.insert(
                    try item.choice("footnotes in headings", of: HeadingRules.Footnotes.self))
            }
        }
        guard let setting = keys.take("expect headings") else { return }
        if isHeadless { throw noHeadings(setting, "expect headings") }
        for entry in try setting.keys("expect headings").entries {
            guard let place = Int(entry.key), (1...9999).contains(place), "\(place)" == entry.key else {
                throw Diagnostic(
                    .error, .configuration, at: entry.place,
                    "\(entry.key.quoted) is not the place of a column",
                    mend: "write the column's number, counted from 1, such as `2: Total`")
            }
            rules.expect[place] = try entry.value.text(entry.key)
        }
    }

    private static func noHeadings(_ setting: Setting, _ key: String) -> Diagnostic {
        setting.wrong(
            "the table has no headings, as `header: none` says",
            mend: "take `\(key):` away, or write where the headings stand after `header:`")
    }

    private static func plain(
        _ setting: Setting, _ keys: inout Keys
    ) throws(Diagnostic) -> RegionLayout.Header {
        switch try setting.text("header") {
        case "none":
            if keys.entries.contains(where: { $0.key == "starts after" }) {
                let text = try keys.demandText("starts after", like: "Important notes")
                if let twin = keys.take("starts at row") {
                    throw twin.wrong(
                        "`starts after:` says already where the data begin",
                        mend: "take one of the two away")
                }
                return .noneAfter(firstCell: text)
            }
            let starts = try keys.demand("starts at row", like: "9")
            return .none(startRow: try starts.wholeNumber("starts at row", in: 1...1_000_000))
        case let text where text.hasPrefix("row "):
            guard let row = Int(text.dropFirst(4)), row > 0 else {
                throw setting.wrong("\(text.quoted) names no row", mend: "write `header: row 9`")
            }
            return .row(row)
        case let text: return .firstCell(text)
        }
    }

    /// `header: {first cell: …}`, and the setting that says which heading row has that cell.
    private static func grouped(
        _ setting: Setting
    ) throws(Diagnostic) -> (RegionLayout.Header, Setting?) {
        var keys = try setting.keys("header")
        let cell = try keys.demand("first cell", like: "Levels")
        let says = try keys.text("says")
        let found = keys.take("in heading row")
        try keys.finish()
        let texts = try cell.texts("first cell")
        if let place = texts.indices.first(where: { texts[..<$0].contains(texts[$0]) }) {
            throw cell.wrong(
                "`first cell:` has \(texts[place].quoted) twice", mend: "write each text once")
        }
        guard let first = texts.first else {
            throw cell.wrong("`first cell:` names no text", mend: "write the first cell of the headings")
        }
        if let says { return (.panels(texts, says: says), found) }
        guard texts.count == 1 else {
            throw setting.wrong(
                "nothing says which label the texts of `first cell:` are",
                mend: "add a label's name, such as `says: panel`, under `header:`")
        }
        return (.firstCell(first), found)
    }
}
