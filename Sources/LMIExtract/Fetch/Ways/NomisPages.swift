internal import LMIModel

/// The pages of one query as they come, each checked against those before: no row may be missing, and none come twice.
struct NomisPages: Sendable {
    /// The column that counts the rows of the whole query from 0.
    static let offsetHeading = "RECORD_OFFSET"
    /// The column that says in every row how many rows the query has.
    static let countHeading = "RECORD_COUNT"
    /// The most pages: a server that sends fewer rows each time would be asked for ever.
    static let mostPages = 400
    /// The most rows: the keys of all are held at once.
    static let mostRows = 5_000_000
    /// A query without a key is cut at this many rows, and nothing says so.
    private static let guestCap = 25_000

    struct Page: Hashable, Sendable {
        /// Counted from 1.
        var number: Int
        /// How many rows were there before it.
        var before: Int
        /// Where its rows begin, in bytes of its file.
        var rowsStart: Int
        var endsWithLineEnd: Bool
    }

    private(set) var pages: [Page] = []
    /// How many rows are there so far.
    private(set) var rows = 0
    /// What ends the heading row of the first page.
    private(set) var lineEnd: [UInt8] = [0x0A]
    private let name: String
    private var columns: NomisColumns?
    private var count: Int?
    /// How many rows were there before the page that is being read.
    private var pageStart = 0
    /// The number of each row, counted from 0, by what tells it from the others.
    private var keys: [RowKey: UInt32] = [:]

    /// - Parameter name: What messages call the file.
    init(name: String) { self.name = name }

    var isComplete: Bool { count == rows }

    /// Reads the next page.
    ///
    /// - Throws: ``Diagnostic`` of fault `content` where it is not what follows on the pages before.
    /// - Complexity: O(*n*) in the page's size.
    mutating func take(_ path: String) throws(Diagnostic) {
        let number = pages.count + 1
        pageStart = rows
        let file = "\(name) (page \(number))"
        let source = CSVSource(
            path: path, name: file, encoding: .utf8, delimiter: UInt8(ascii: ","), longestRecord: 1 << 20)
        var reader = try RecordReader(source)
        var record = Record()
        guard try reader.next(into: &record) else { throw noRows(file) }
        let columns = try self.columns(record, file)
        let input = try InputFile(path: path, name: file)
        var bytes: [UInt8] = [0, 0, 0]
        var got = try input.read(at: 0, into: &bytes, place: 0, count: 3)
        let mark = got == 3 && bytes == [0xEF, 0xBB, 0xBF] ? 3 : 0
        var page = Page(
            number: number, before: rows, rowsStart: mark + reader.position,
            endsWithLineEnd: record.hasLineEnd)
        got = try input.read(at: max(0, page.rowsStart - 2), into: &bytes, place: 0, count: 2)
        if number == 1, got == 2, bytes[0] == 0x0D { lineEnd = [0x0D, 0x0A] }
        while try reader.next(into: &record) {
            try take(record, columns, CellReference(file: file, row: record.number))
            page.endsWithLineEnd = record.hasLineEnd
        }
        pages.append(page)
        guard rows > page.before else { throw noRows(file) }
        guard page.endsWithLineEnd || columns.countColumn == columns.width - 1 else {
            throw Diagnostic(
                .error, .content, at: .file(file),
                "the page does not end with a line end, so it may have been cut within its last row",
                mend: "run again later; if it stays so, tell the publisher")
        }
        try checkSize(page)
    }

    private mutating func columns(_ record: Record, _ file: String) throws(Diagnostic) -> NomisColumns {
        guard let columns else {
            let columns = try NomisColumns(record, file)
            self.columns = columns
            return columns
        }
        guard record.bytes == columns.line else {
            throw Diagnostic(
                .error, .content, at: .cell(CellReference(file: file, row: record.number)),
                "the headings are \(String(decoding: record.bytes, as: UTF8.self).quoted), those of page 1 \(String(decoding: columns.line, as: UTF8.self).quoted): two pages of one query have the same",
                mend: "run again later; if it stays so, tell the publisher")
        }
        return columns
    }

    private mutating func take(
        _ record: Record, _ columns: NomisColumns, _ place: CellReference
    ) throws(Diagnostic) {
        guard record.cells.count == columns.width else {
            throw Diagnostic(
                place, "the row has \(record.cells.count) cells, its headings \(columns.width)",
                mend: "run again later: the page may have been cut; if it stays so, tell the publisher")
        }
        let said = try columns.number(columns.countColumn, of: record, place)
        let expected = count ?? said
        guard said == expected else {
            throw fault(
                columns.countColumn, place,
                "\(Self.countHeading) is \(said) here, and \(expected) in the rows before: the table changed while it was fetched, or the rows are of two queries",
                mend: "run again later; if it stays so, tell the publisher")
        }
        count = expected
        guard expected <= Self.mostRows else {
            throw fault(
                columns.countColumn, place,
                "the query has \(expected) rows, more than the \(Self.mostRows) it may have",
                mend: "ask for less in the source's `query:`: fewer areas, dates or codes")
        }
        let offset = try columns.number(columns.offsetColumn, of: record, place)
        guard offset == rows, rows < expected else {
            throw fault(
                columns.offsetColumn, place,
                "\(Self.offsetHeading) is \(offset), expected "
                    + (rows < expected
                        ? "\(rows)" : "no more rows than the \(expected) of \(Self.countHeading)")
                    + ": a row is missing, or one came twice",
                mend: "run again later; if it stays so, tell the publisher")
        }
        let key = columns.key(of: record)
        if let first = keys.updateValue(UInt32(rows), forKey: key) {
            throw twice(first, columns, record, place)
        }
        rows += 1
    }

    private func checkSize(_ page: Page) throws(Diagnostic) {
        guard let count, count > rows else { return }
        let got = rows - page.before
        let wanted = page.number + (count - rows + got - 1) / got
        guard wanted <= Self.mostPages else {
            throw Diagnostic(
                .error, .content, at: .file(name),
                "the query has \(count) rows, which would be \(wanted) pages of \(got) rows; at most \(Self.mostPages) are fetched",
                mend: "ask for less in the source's `query:`: fewer areas, dates or codes")
        }
    }

    private func noRows(_ file: String) -> Diagnostic {
        guard let count else {
            return Diagnostic(
                .error, .content, at: .file(file), "the query has no rows",
                mend:
                    "open the source's query in a browser: an area, date or code in it may have been renumbered"
            )
        }
        let isCap = rows.isMultiple(of: Self.guestCap)
        let why =
            isCap
            ? ": the publisher cuts answers at \(rows) rows and says nothing of it"
            : ", and the page after them is empty"
        return Diagnostic(
            .error, .content, at: .file(file), "only \(rows) of the \(count) rows came\(why)",
            mend: isCap
                ? "give the source a key (`key: {parameter: uid, secret: …}`), or ask for fewer rows in its `query:`"
                : "run again later; if it stays so, ask for fewer rows in the source's `query:`")
    }

    private func twice(
        _ first: UInt32, _ columns: NomisColumns, _ record: Record, _ place: CellReference
    ) -> Diagnostic {
        let first = Int(first)
        // The page being read is not among `pages` yet.
        let page = first < pageStart ? pages.last { $0.before <= first } : nil
        let number = page?.number ?? pages.count + 1
        let row = first - (page?.before ?? pageStart) + 2
        return Diagnostic(
            place,
            "the row is that of row \(row) of page \(number) once more, but for its figure: \(columns.words(of: record).quoted)",
            mend:
                "if the rows are of different things, add the column that tells them apart to the query's `columns:`; else run again later"
        )
    }

    private func fault(
        _ column: Int, _ place: CellReference, _ message: String, mend: String
    ) -> Diagnostic {
        var place = place
        place.column = column + 1
        place.heading = columns?.headings[column]
        return Diagnostic(place, message, mend: mend)
    }
}
