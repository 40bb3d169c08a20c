internal import LMIExtract
internal import LMIModel

/// Decodes `table:`: where the table stands in its file, and how it begins and ends.
enum TableSettings {
    static func form(
        _ keys: inout Keys, encoding: Setting, delimiter: Setting?, above: inout [String: String]
    ) throws(Diagnostic) -> SourceDefinition.Form {
        if let html = try keys.keys("html") {
            if let delimiter {
                throw delimiter.wrong(
                    "an HTML table has no delimiter", mend: "take the line `delimiter:` away")
            }
            return try page(html, &keys, encoding: encoding.choice("encoding", of: HTMLEncoding.self))
        }
        let lines = try labelledLines(&keys)
        above = lines.take
        let region = try region(&keys, take: lines.take.values.sorted(), expect: lines.expect)
        return .csv(
            region, try encoding.choice("encoding", of: TextEncoding.self),
            delimiter: try Self.delimiter(delimiter))
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

    private static func labelledLines(
        _ keys: inout Keys
    ) throws(Diagnostic) -> (take: [String: String], expect: [String: String]) {
        guard var above = try keys.keys("above") else { return ([:], [:]) }
        var take: [String: String] = [:]
        for pair in try above.pairs("take") { take[pair.key] = pair.value }
        var expect: [String: String] = [:]
        for pair in try above.pairs("expect") { expect[pair.key] = pair.value }
        try above.finish()
        return (take, expect)
    }

    private static func region(
        _ keys: inout Keys, take: [String], expect: [String: String]
    ) throws(Diagnostic) -> RegionLayout {
        RegionLayout(
            header: try header(&keys),
            headerRows: try keys.take("heading rows")?.wholeNumber("heading rows", in: 1...9) ?? 1,
            repeats: try keys.take("repeats")?.wholeNumber("repeats", in: 1...1000),
            ends: try end(&keys),
            blankRows: try keys.take("blank rows")?.choice("blank rows", of: BlankRows.self) == .skip
                ? .skip : .error,
            shortRowsMayLack: try keys.take("short rows may lack")?.wholeNumber(
                "short rows may lack", in: 1...999) ?? 0,
            aboveTake: take, aboveExpect: expect,
            below: try keys.take("below")?.choice("below", of: Below.self) == .notes ? .notes : .error)
    }

    private enum BlankRows: String, CaseIterable { case skip, error }
    private enum Below: String, CaseIterable { case notes, error }

    private static func header(_ keys: inout Keys) throws(Diagnostic) -> RegionLayout.Header {
        let setting = try keys.demand("header", like: "Area")
        switch try setting.text("header") {
        case "none":
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

    private static func end(_ keys: inout Keys) throws(Diagnostic) -> RegionLayout.End {
        guard let setting = keys.take("ends") else { return .endOfFile }
        if case .map = setting.value {
            var end = try setting.keys("ends")
            let text = try end.demandText("before", like: "Tables produced by IFF")
            try end.finish()
            return .before(firstCell: text)
        }
        return switch try setting.choice("ends", of: EndWords.self) {
        case .blankRow: .blankRow
        case .endOfFile: .endOfFile
        }
    }

    private enum EndWords: String, CaseIterable {
        case blankRow = "at a blank row"
        case endOfFile = "at the end of the file"
    }

    private static func page(
        _ html: Keys, _ keys: inout Keys, encoding: HTMLEncoding
    ) throws(Diagnostic) -> SourceDefinition.Form {
        var html = html
        let choice: HTMLChoice
        if let id = try html.text("id") {
            choice = .id(id)
        } else if let caption = try html.text("caption") {
            choice = .caption(caption)
        } else if let heading = try html.text("heading before") {
            choice = .heading(heading)
        } else if try html.take("only")?.yesOrNo("only") == true {
            choice = .only
        } else {
            throw Diagnostic(
                .error, .configuration, at: html.place, "nothing says which table of the page is meant",
                mend: "write `id:`, `caption:`, `heading before:` or `only: yes` under `html:`")
        }
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
        return .html(
            choice, HTMLLayout(header: header, headerRows: rows, values: values, wholePage: isWhole), encoding
        )
    }
}
