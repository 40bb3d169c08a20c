internal import LMIFiles
public import LMIModel

/// A page as its publisher wrote it, and the tables in it.
///
/// Read strictly: where a page is cut, damaged or written so that two programs would read it differently, it
/// is refused. A page of any publisher fits into ``sizeLimit``; the whole of it is held while it is read.
public struct HTMLFile: Sendable {
    /// The most bytes a page may have.
    public static let sizeLimit = 16 << 20

    static let mendPage = "get the page again; if it is the same, tell its publisher"
    static let mendTable = "look at the page's source there; if it is really so, tell its publisher"

    /// The file for messages.
    public let name: String
    private let scan: TagScan
    let tables: [PageTable]

    /// Reads the page at `path`.
    ///
    /// - Parameters:
    ///   - name: What messages call the file.
    ///   - encoding: The encoding the source is declared to have. A page that says otherwise is refused.
    ///   - parsing: In which process the page is parsed.
    /// - Throws: ``Diagnostic``, of fault `storage` when the file cannot be read, `internal` when no child could
    ///   be had to parse the page, and else `content`.
    public init(
        path: String, name: String, encoding: HTMLEncoding, parsing: PageParsing = .here
    ) throws(Diagnostic) {
        try self.init(
            Files.read(path, limit: Self.sizeLimit), name: name, encoding: encoding, parsing: parsing)
    }

    /// Reads a page that is in memory.
    public init(
        _ bytes: [UInt8], name: String, encoding: HTMLEncoding, parsing: PageParsing = .here
    ) throws(Diagnostic) {
        guard bytes.count <= Self.sizeLimit else {
            throw Diagnostic(
                .error, .content, at: .file(name),
                "the page has \(bytes.count) bytes, more than the \(Self.sizeLimit) a page may have",
                mend: "check that this is the page that was meant")
        }
        guard bytes.contains(where: { !$0.isHTMLSpace }) else {
            throw Diagnostic(.error, .content, at: .file(name), "the page is empty", mend: Self.mendPage)
        }
        let page = try PageBytes(bytes, as: encoding, name: name)
        let scan = try TagScan(page)
        if page.isMoreThanASCII, let charset = scan.charset, HTMLEncoding(label: charset) != encoding {
            throw Diagnostic(
                .error, .content, at: .file(name),
                "the page says its encoding is \(charset.quoted), the definition says \(encoding.rawValue)",
                mend: "correct the `encoding:`; if the page itself is wrong, tell its publisher")
        }
        let seen = try parsing.read(page.utf8, name: name)
        if seen.isTooDeep {
            throw Diagnostic(
                .error, .content, at: .file(name),
                "tags stand in one another more than \(PageBuilder.depthLimit) deep", mend: Self.mendPage)
        }
        if let lapse = seen.lapse { throw Self.refusal(lapse, of: name, "") }
        self.name = name
        self.scan = scan
        tables = seen.tables
    }

    /// The one table that is meant.
    ///
    /// - Throws: ``Diagnostic`` when there is not exactly one, when it is not whole, or when its cells have no
    ///   one reading.
    public func table(_ choice: HTMLChoice, layout: HTMLLayout) throws(Diagnostic) -> HTMLTable {
        if layout.wholePage, !scan.endsWhole {
            throw Diagnostic(
                .error, .content, at: .file(name), "the page does not end with </html>: it was cut",
                mend: Self.mendPage)
        }
        let place = try choice.place(in: tables, of: name)
        let table = tables[place]
        let file = "\(name) (\(choice.name(of: table, at: place)))"
        guard scan.tables.count == tables.count else {
            throw Diagnostic(
                .error, .content, at: .file(name),
                "the page has \(scan.tables.count) <table> tags, of which \(tables.count) can be read as tables",
                mend: Self.mendPage)
        }
        let written = scan.tables[place]
        guard written.isClosed else {
            throw Diagnostic(
                .error, .content, at: .line(file: name, line: written.line, column: written.column),
                "the table that begins here has no </table>: the page was cut", mend: Self.mendPage)
        }
        if let lapse = table.lapse {
            throw Self.refusal(lapse, of: name, " within \(choice.name(of: table, at: place))")
        }
        if let fault = table.fault {
            throw Diagnostic(
                .error, .content,
                at: fault.row == 0 ? .file(file) : .cell(CellReference(file: file, row: fault.row)),
                "the table \(fault.message)", mend: fault.mend)
        }
        guard written.tags == table.tags else {
            throw Diagnostic(
                .error, .content, at: .line(file: name, line: written.line, column: written.column),
                "the tags of the table are not nested as a table's are: two readings of it differ",
                mend: Self.mendTable)
        }
        return try HTMLTable(table, file: file, layout: layout)
    }

    private static func refusal(_ lapse: ParserLapse, of name: String, _ place: String) -> Diagnostic {
        Diagnostic(
            .error, .content, at: .line(file: name, line: lapse.line, column: lapse.column),
            "not proper HTML\(place): \(lapse.words.quoted) (libxml2's error \(lapse.code))", mend: mendPage)
    }
}
