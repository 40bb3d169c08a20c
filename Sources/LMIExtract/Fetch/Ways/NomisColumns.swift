internal import LMIModel

/// The headings of a query's pages, and which columns tell its rows apart.
struct NomisColumns: Sendable {
    /// The heading row, as it came.
    let line: [UInt8]
    let headings: [String]
    let offsetColumn: Int
    let countColumn: Int
    /// All columns but the figures, what is said of them, and the numbers of the rows.
    private let keyColumns: [Int]

    /// - Throws: ``Diagnostic`` where the rows are not counted.
    init(_ record: Record, _ file: String) throws(Diagnostic) {
        line = record.bytes
        let headings = record.cells.indices.map { record.text($0) }
        self.headings = headings
        func place(of heading: String) throws(Diagnostic) -> Int {
            let places = headings.indices.filter { headings[$0] == heading }
            guard places.count == 1 else {
                throw Diagnostic(
                    .error, .content, at: .cell(CellReference(file: file, row: record.number)),
                    "the page has \(places.count) columns \(heading), which counts the rows of the query, expected one; the headings are \(String(decoding: record.bytes, as: UTF8.self).quoted)",
                    mend: "open the source's query in a browser: it may say there what is wrong with it")
            }
            return places[0]
        }
        offsetColumn = try place(of: NomisPages.offsetHeading)
        countColumn = try place(of: NomisPages.countHeading)
        keyColumns = headings.indices.filter {
            !headings[$0].hasPrefix("OBS_") && !headings[$0].hasPrefix("RECORD_")
        }
    }

    var width: Int { headings.count }

    /// The whole number in a cell of `record`.
    func number(_ column: Int, of record: Record, _ place: CellReference) throws(Diagnostic) -> Int {
        let text = record.text(column)
        let isNumber =
            (1...12).contains(text.utf8.count) && text.utf8.allSatisfy { $0.isDigit }
        guard isNumber, let number = Int(text) else {
            var place = place
            place.column = column + 1
            place.heading = headings[column]
            throw Diagnostic(
                place, "\(text.quoted) is no whole number, which the rows are counted by",
                mend: "run again later; if it stays so, tell the publisher")
        }
        return number
    }

    /// What tells the row from all others, as a digest: a table of a million rows would not fit in memory twice.
    func key(of record: Record) -> RowKey {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(record.bytes.count)
        for column in keyColumns {
            let cell = record.cells[column]
            let isInQuotes = cell.count >= 2 && record.bytes[cell.lowerBound] == 0x22
            bytes += record.bytes[isInQuotes ? cell.lowerBound + 1..<cell.upperBound - 1 : cell]
            // No text holds a zero.
            bytes.append(0)
        }
        return RowKey(bytes)
    }

    /// The row's key in words.
    func words(of record: Record) -> String {
        keyColumns.map { "\(headings[$0]) \(record.text($0))" }.joined(separator: ", ")
    }
}

/// 128 bits of digest: two of ten million rows have the same by chance once in 10²⁴ queries.
struct RowKey: Hashable, Sendable {
    private let halves: SIMD2<Int>

    init(_ bytes: [UInt8]) {
        var first = Hasher()
        var second = Hasher()
        first.combine(1)
        second.combine(2)
        unsafe bytes.withUnsafeBytes { raw in
            unsafe first.combine(bytes: raw)
            unsafe second.combine(bytes: raw)
        }
        halves = SIMD2(first.finalize(), second.finalize())
    }
}
