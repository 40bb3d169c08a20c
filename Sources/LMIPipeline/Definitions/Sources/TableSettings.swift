internal import LMIExtract
internal import LMIModel
internal import LMITransform

/// Decodes `table:`: where the table stands in its file, and how it begins and ends.
struct TableSettings {
    let form: SourceDefinition.Form
    /// Labels that lines above the table or its heading give, and what ``Table/above`` calls each.
    let above: [String: String]
    let sideBySide: SideBySide?

    /// What a body that is fetched for it must be.
    var fetchForm: FetchPlan.Form {
        switch form {
        case .csv: .csv
        case .html: .html
        }
    }

    init(_ keys: inout Keys, encoding: Setting, delimiter: Setting?) throws(Diagnostic) {
        if let html = try keys.keys("html") {
            if let delimiter {
                throw delimiter.wrong(
                    "an HTML table has no delimiter", mend: "take the line `delimiter:` away")
            }
            form = try Self.page(html, &keys, encoding: encoding.choice("encoding", of: HTMLEncoding.self))
            above = [:]
        } else {
            let lines = try LineSettings(&keys)
            let region = try Self.region(&keys, lines)
            form = .csv(
                region, try encoding.choice("encoding", of: TextEncoding.self),
                delimiter: try Self.delimiter(delimiter))
            above = try lines.labels(header: region.header, of: keys)
        }
        sideBySide = try keys.keys("side by side").map { keys throws(Diagnostic) in
            try Self.sideBySide(keys)
        }
    }

    /// A comma where nothing else is said.
    static func delimiter(_ setting: Setting?) throws(Diagnostic) -> UInt8 {
        try setting?.choice("delimiter", of: Delimiter.self).byte ?? Delimiter.comma.byte
    }

    private enum Delimiter: String, CaseIterable {
        case comma, tab, semicolon

        var byte: UInt8 {
            switch self {
            case .comma: 0x2C
            case .tab: 0x09
            case .semicolon: 0x3B
            }
        }
    }

    private static func sideBySide(_ keys: Keys) throws(Diagnostic) -> SideBySide {
        var keys = keys
        let given = try keys.demand("widths", like: "[11, 11, 10]")
        var widths: [Int] = []
        for item in try given.items("widths") { widths.append(try item.wholeNumber("widths", in: 1...999)) }
        let label = try keys.demandText("label", like: "sex")
        let says = try keys.demand("says", like: "[All, Male, Female]")
        let texts = try says.texts("says")
        try keys.finish()
        guard widths.count > 1 else {
            throw given.wrong(
                "one table has none beside it",
                mend: "write the number of columns of each, from left to right")
        }
        guard texts.count == widths.count else {
            throw says.wrong(
                "`says:` has \(texts.count) texts for the \(widths.count) tables of `widths:`",
                mend: "write one text for each table, from left to right")
        }
        if let twin = texts.indices.first(where: { texts[..<$0].contains(texts[$0]) }) {
            throw says.wrong(
                "two tables would both be \(texts[twin].quoted)", mend: "give each a text of its own")
        }
        return SideBySide(widths: widths, label: label, says: texts)
    }

    private enum BlankRows: String, CaseIterable { case skip, error }
    private static func below(_ keys: inout Keys) throws(Diagnostic) -> RegionLayout.Below {
        switch try keys.take("below")?.choice("below", of: Below.self) {
        case nil, .error?: .error
        case .notes?: .notes
        case .otherTables?: .otherTables
        }
    }

    private enum Below: String, CaseIterable {
        case notes, error
        case otherTables = "other tables"
    }

    private static func region(_ keys: inout Keys, _ lines: LineSettings) throws(Diagnostic) -> RegionLayout {
        let headings = try HeadingSettings(&keys)
        let repeats = keys.take("repeats")
        let tables = try repeats?.wholeNumber("repeats", in: 1...1000)
        if let repeats, !headings.isFoundByOneText {
            throw repeats.wrong(
                "`repeats:` is for headings that are found by one text",
                mend: "write the first cell of the headings after `header:`, or take `repeats:` away")
        }
        let (ends, endSetting) = try end(&keys)
        if let endSetting, ends == .nextHeading, !headings.hasPanels, tables ?? 1 == 1 {
            throw endSetting.wrong(
                "one table has no next heading",
                mend: "write how many there are with `repeats:`, or take the line away")
        }
        return RegionLayout(
            header: headings.header, headerRows: headings.rows, foundRow: headings.foundRow, repeats: tables,
            ends: ends,
            blankRows: try keys.take("blank rows")?.choice("blank rows", of: BlankRows.self) == .skip
                ? .skip : .error,
            shortRowsMayLack: try keys.take("short rows may lack")?.wholeNumber(
                "short rows may lack", in: 1...999) ?? 0,
            aboveTake: lines.take.map(\.line).sorted(), aboveExpect: lines.expect,
            aboveLines: lines.templates,
            below: try below(&keys),
            headings: headings.rules, spacesTakenOff: try spacesTakenOff(&keys),
            lastRowIsCut: try isCutOff(&keys, ends: ends))
    }

    private enum Spaces: String, CaseIterable { case takenOff = "taken off" }

    private static func spacesTakenOff(_ keys: inout Keys) throws(Diagnostic) -> Bool {
        try keys.take("spaces around cells")?.choice("spaces around cells", of: Spaces.self) == .takenOff
    }

    private static func isCutOff(_ keys: inout Keys, ends: RegionLayout.End) throws(Diagnostic) -> Bool {
        guard let setting = keys.take("last row is cut off") else { return false }
        var reason = try setting.keys("last row is cut off")
        _ = try reason.demandText("because", like: "the publisher's own file ends so")
        try reason.finish()
        guard ends == .endOfFile else {
            throw setting.wrong(
                "the last row of the file is no row of a table that ends before it",
                mend: "take `ends:` away, or `last row is cut off:`")
        }
        return true
    }

    private static func end(_ keys: inout Keys) throws(Diagnostic) -> (RegionLayout.End, Setting?) {
        guard let setting = keys.take("ends") else { return (.endOfFile, nil) }
        if case .map = setting.value {
            var end = try setting.keys("ends")
            let text = try end.demandText("before", like: "Tables produced by IFF")
            try end.finish()
            return (.before(firstCell: text), setting)
        }
        switch try setting.choice("ends", of: EndWords.self) {
        case .blankRow: return (.blankRow, setting)
        case .nextHeading: return (.nextHeading, setting)
        case .endOfFile: return (.endOfFile, setting)
        }
    }

    private enum EndWords: String, CaseIterable {
        case blankRow = "at a blank row"
        case nextHeading = "at the next heading"
        case endOfFile = "at the end of the file"
    }

    /// Keys that say where a table stands in a file of rows; a page's own tags say it of its tables.
    private static let fileKeys = [
        "starts at row", "starts after", "spanning headings", "repeats", "ends", "blank rows",
        "short rows may lack", "above", "below", "last row is cut off",
    ]

    private static func page(
        _ html: Keys, _ keys: inout Keys, encoding: HTMLEncoding
    ) throws(Diagnostic) -> SourceDefinition.Form {
        if let entry = keys.entries.first(where: { fileKeys.contains($0.key) }) {
            throw Diagnostic(
                .error, .configuration, at: entry.place,
                "`\(entry.key):` is for CSV files, and `html:` says that the table stands in a page",
                mend: "take the line away: the page's own tags say where its table begins and ends")
        }
        var html = html
        let choice = try choice(&html)
        let isWhole = try html.take("whole page")?.yesOrNo("whole page") ?? false
        try html.finish()
        let header: HTMLLayout.Header
        switch try keys.text("header") {
        case nil, "row 1"?: header = .firstRow
        case "none"?: header = .none
        case let text?: header = .firstCell(text)
        }
        let rows = try keys.take("heading rows")?.wholeNumber("heading rows", in: 1...9) ?? 1
        let values = Set(try keys.take("no cell spans rows in")?.texts("no cell spans rows in") ?? [])
        var rules = HeadingRules()
        try HeadingSettings.textRules(&keys, into: &rules, isHeadless: header == .none)
        return .html(
            choice,
            HTMLLayout(
                header: header, headerRows: rows, values: values, wholePage: isWhole, headings: rules,
                spacesTakenOff: try spacesTakenOff(&keys)), encoding)
    }

    private static func choice(_ html: inout Keys) throws(Diagnostic) -> HTMLChoice {
        if let id = try html.text("id") { return .id(id) }
        if let caption = try html.text("caption") { return .caption(caption) }
        if let heading = try html.text("heading before") { return .heading(heading) }
        if try html.take("only")?.yesOrNo("only") == true { return .only }
        throw Diagnostic(
            .error, .configuration, at: html.place, "nothing says which table of the page is meant",
            mend: "write `id:`, `caption:`, `heading before:` or `only: yes` under `html:`")
    }
}
