/// Puts the tables of a page together from what the parser sees, tag by tag.
///
/// It mends nothing: what HTML would move elsewhere or guess at becomes the table's fault, which stops the
/// table if it is the one to be read.
struct PageBuilder {
    /// Deeper pages are refused: no publisher writes them, and parsers differ in what they drop.
    static let depthLimit = 256

    private(set) var page = ParsedPage()

    private var elements: [String] = []
    private var open: [OpenTable] = []
    private var hidden = 0
    private var headingText: CellText?
    private var heading = ""

    mutating func begin(_ name: String, attributes: [(name: String, value: String)]) {
        elements.append(name)
        guard elements.count <= Self.depthLimit else {
            page.isTooDeep = true
            return
        }
        if name == "script" || name == "style" {
            hidden += 1
            return
        }
        if name == "table" {
            var table = PageTable(heading: heading)
            table.id = attributes.first { $0.name == "id" }?.value
            if let outer = open.last { page.tables[outer.table].note("holds a table within the table") }
            open.append(OpenTable(table: page.tables.count))
            page.tables.append(table)
        } else if let place = open.indices.last {
            let table = open[place].table
            if let tag = TableTag(rawValue: name) { page.tables[table].tags.append(tag) }
            open[place].begin(name, attributes, in: &page.tables[table])
        } else if Self.isHeading(name) {
            headingText = CellText()
        } else if Self.breaksText(name) {
            headingText?.addBreak()
        } else if name == "sup" {
            headingText?.beginSuperscript()
        }
    }

    mutating func end(_ name: String) {
        guard let last = elements.popLast() else { return }
        if last == "script" || last == "style" {
            hidden -= 1
        } else if last == "table" {
            if let ended = open.popLast() { ended.finish(&page.tables[ended.table]) }
        } else if let place = open.indices.last {
            open[place].end(name, in: &page.tables[open[place].table])
        } else if Self.isHeading(name), let text = headingText {
            heading = text.text
            headingText = nil
        } else if Self.breaksText(name) {
            headingText?.addBreak()
        } else if name == "sup" {
            headingText?.endSuperscript()
        }
    }

    mutating func text(_ piece: [UInt8]) {
        guard hidden == 0 else { return }
        if let place = open.indices.last {
            open[place].add(piece, in: &page.tables[open[place].table])
        } else {
            headingText?.add(piece)
        }
    }

    mutating func stumble(_ found: ParserLapse) {
        guard !found.isHarmless else { return }
        for outer in open where page.tables[outer.table].lapse == nil {
            page.tables[outer.table].lapse = found
        }
        let inScript = elements.last == "script" && found.code == ParserLapse.harmlessInScript
        guard page.lapse == nil, !inScript, !ParserLapse.harmlessOutside.contains(found.code) else { return }
        page.lapse = found
    }

    static func breaksText(_ name: String) -> Bool { breaking.contains(name) }

    private static func isHeading(_ name: String) -> Bool {
        ["h1", "h2", "h3", "h4", "h5", "h6"].contains(name)
    }

    private static let breaking: Set<String> = [
        "address", "article", "aside", "blockquote", "br", "center", "dd", "details", "dir", "div", "dl",
        "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hr", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "summary", "ul",
    ]
}

extension PageTable {
    fileprivate mutating func note(_ message: String) {
        guard fault == nil else { return }
        fault = Fault(row: rows.count, message: message, mend: HTMLFile.mendTable)
    }
}
