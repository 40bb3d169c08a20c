internal import LMIModel

/// The tags a table is made of, in the order they stand in a page.
enum TableTag: String, Hashable, Sendable {
    case table, caption, thead, tbody, tfoot, tr, td, th
}

/// A reading of a page that looks at its tags only.
///
/// The parser closes what a page leaves open and says nothing of it, so a page cut inside a number looks
/// whole. This reading sees the tags as they are written: which tables have an end tag of their own, and
/// which tags stand in each, to be compared with what the parser made of them. It also refuses, before the
/// parser sees them, what would keep the parser busy for minutes.
struct TagScan {
    /// The most attributes one tag may have: the parser's time grows with their square.
    static let attributeLimit = 100
    /// The most bytes one tag may have.
    static let tagLimit = 1 << 20

    struct Table: Hashable, Sendable {
        /// The line and the column of its start tag.
        let line: Int
        let column: Int
        /// The start tags in it that stand in no table within it.
        var tags: [TableTag] = []
        /// Whether its own end tag stands in the page.
        var isClosed = false
    }

    /// In the order of their start tags.
    private(set) var tables: [Table] = []
    /// Whether `</html>` stands in the page.
    private(set) var endsWhole = false
    /// The encoding that the page says it has.
    private(set) var charset: String?

    private let page: PageBytes
    private var open: [Int] = []
    private var line = 1
    private var lineStart = 0
    private var counted = 0

    /// - Throws: ``Diagnostic`` at a comment, a tag or a script that never ends, or a tag beyond the limits.
    /// - Complexity: O(*n*) in the page's length.
    init(_ page: PageBytes) throws(Diagnostic) {
        self.page = page
        var place = 0
        let bytes = page.utf8
        while let start = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
            place = try self.passTag(bytes, from: start)
        }
    }

    /// Passes what begins with the `<` at `start`, and gives the place after it.
    private mutating func passTag(_ bytes: [UInt8], from start: Int) throws(Diagnostic) -> Int {
        guard start + 1 < bytes.count else { return bytes.count }
        switch bytes[start + 1] {
        case UInt8(ascii: "!"), UInt8(ascii: "?"):
            return try page.endOfDeclaration(from: start)
        case UInt8(ascii: "/"):
            guard start + 2 < bytes.count, bytes[start + 2].isLetter else { return start + 2 }
            let tag = try Tag(page, start, isEnd: true)
            close(tag.name)
            return tag.end
        case let byte where byte.isLetter:
            let tag = try Tag(page, start, isEnd: false)
            begin(tag, at: start)
            guard tag.name == "script" || tag.name == "style" else { return tag.end }
            return try page.endOfRawText(of: tag, from: start)
        default: return start + 1
        }
    }

    private mutating func begin(_ tag: Tag, at start: Int) {
        if tag.name == "meta", charset == nil { charset = tag.charset }
        guard let kind = TableTag(rawValue: tag.name) else { return }
        if kind == .table {
            for place in counted..<start where page.utf8[place] == UInt8(ascii: "\n") {
                line += 1
                lineStart = place + 1
            }
            counted = start
            open.append(tables.count)
            tables.append(Table(line: line, column: start - lineStart + 1))
        } else if let table = open.last {
            tables[table].tags.append(kind)
        }
    }

    private mutating func close(_ name: String) {
        if name == "html" { endsWhole = true }
        if name == "table", let table = open.popLast() { tables[table].isClosed = true }
    }
}
