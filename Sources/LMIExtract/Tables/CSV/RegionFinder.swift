internal import LMIModel

/// Goes through a file record by record and says where its tables stand.
struct RegionFinder: ~Copyable {
    private let source: CSVSource
    private let layout: RegionLayout
    private var reader: RecordReader
    private var record = Record()
    private var lines: LinesAbove
    private var tables: [CSVTable] = []
    /// First cells of rows above the first table, for the message when there is no heading.
    private var firstCells: [(text: String, row: Int)] = []
    /// Rows in which a heading was found.
    private var headingRows: [Int] = []

    init(_ source: CSVSource, _ layout: RegionLayout) throws(Diagnostic) {
        self.source = source
        self.layout = layout
        lines = LinesAbove(layout, file: source.name)
        reader = try RecordReader(source)
    }

    /// The tables, from top to bottom.
    mutating func find() throws(Diagnostic) -> [CSVTable] {
        let wanted = layout.repeats ?? 1
        if wanted > 1, layout.ends == .endOfFile {
            throw Diagnostic(
                .error, .configuration, at: .file(source.name),
                "the layout has \(wanted) tables one under the other, but says that the first runs to the end of the file",
                mend: "write `ends: at a blank row` or `ends: {before: …}` under `table:`")
        }
        while try reader.next(into: &record) {
            let isHeading = startsTable(record)
            guard !isHeading || tables.count == wanted else {
                try readTable()
                if case .endOfFile = layout.ends { break }
                continue
            }
            if isHeading { headingRows.append(record.number) }
            if tables.count == wanted {
                if !isHeading { try checkBelow() }
            } else {
                try lines.take(record)
                if firstCells.count < 1000 { firstCells.append((record.text(0), record.number)) }
            }
        }
        guard record.number > 1 || !tables.isEmpty else {
            throw Diagnostic(
                at: .file(source.name), "the file is empty",
                mend: "fetch the file again, or ask the publisher")
        }
        guard headingRows.count == wanted else { throw wrongHeadings(wanted) }
        return tables
    }

    private func startsTable(_ record: Record) -> Bool {
        switch layout.header {
        case .firstCell(let text): record.text(0) == text
        case .row(let number): record.number == number
        case .none(let startRow): record.number == startRow
        }
    }

    /// Reads the headings that begin with the record in hand, and where rows may end early, the rows.
    private mutating func readTable() throws(Diagnostic) {
        let isHeadless = if case .none = layout.header { true } else { false }
        let firstRow = record.number
        headingRows.append(firstRow)
        let above = try lines.finish(before: firstRow)
        let headings =
            isHeadless ? Array(repeating: "", count: record.cells.count) : try readHeadings()
        let headingCell: String? = if case .firstCell(let text) = layout.header { text } else { nil }
        // A table that ends at a blank row may have one right under its heading, which ends nothing.
        let rule = RowRule(
            file: source.name, width: headings.count,
            skipsBlankRows: layout.blankRows == .skip || layout.ends == .blankRow,
            mayLack: layout.shortRowsMayLack, headingCell: headingCell,
            headingRecord: isHeadless ? 0 : record.number)
        let position = isHeadless ? record.position : reader.position
        let before = isHeadless ? record.number - 1 : record.number
        var extent = CSVTable.Extent.endOfFile
        if layout.ends != .endOfFile {
            let rows = try countRows(rule, includingCurrent: isHeadless)
            extent = .records(rows)
        }
        tables.append(
            CSVTable(
                file: source.name, headings: headings, headingRecord: rule.headingRecord, above: above,
                source: source, rule: rule, position: position, recordsBefore: before, extent: extent))
    }

    private mutating func readHeadings() throws(Diagnostic) -> [String] {
        var headings = record.cells.indices.map { record.text($0) }
        let first = record.number
        for _ in 1..<max(1, layout.headerRows) {
            guard try reader.next(into: &record) else {
                throw Diagnostic(
                    CellReference(file: source.name, row: first),
                    "the file ends within the \(layout.headerRows) heading rows that begin here",
                    mend: "correct `heading rows:` under `table:`, or fetch the file again")
            }
            guard record.cells.count == headings.count else {
                throw Diagnostic(
                    CellReference(file: source.name, row: record.number),
                    "the heading row has \(record.cells.count) cells, the one above it has \(headings.count)",
                    mend: "correct `heading rows:` under `table:`")
            }
            for column in headings.indices {
                let part = record.text(column)
                if headings[column].isEmpty {
                    headings[column] = part
                } else if !part.isEmpty {
                    headings[column] += " | " + part
                }
            }
        }
        return headings
    }

    /// Reads on to the end of the table and leaves the record after it behind.
    ///
    /// - Returns: How many records the table's rows take, blank ones included.
    private mutating func countRows(_ rule: RowRule, includingCurrent: Bool) throws(Diagnostic) -> Int {
        var count = 0
        var hasRows = false
        var isAtRow = includingCurrent
        while true {
            if !isAtRow {
                guard try reader.next(into: &record) else { break }
            }
            isAtRow = false
            if ends(hasRows: hasRows) { return count }
            hasRows = hasRows || !record.isBlank
            if !(rule.skipsBlankRows && record.isBlank) { try rule.check(record) }
            count += 1
        }
        if case .before(let text) = layout.ends {
            throw Diagnostic(
                at: .file(source.name),
                "no row under row \(rule.headingRecord) begins with \(text.quoted), where the table should end",
                mend: "correct `ends:` under `table:`")
        }
        return count
    }

    private func ends(hasRows: Bool) -> Bool {
        switch layout.ends {
        case .endOfFile: false
        case .blankRow: hasRows && record.isBlank
        case .before(let text): record.text(0).utf8.starts(with: text.utf8)
        }
    }

    private var headlessStart: Int {
        if case .none(let row) = layout.header { row } else { 1 }
    }

    private func checkBelow() throws(Diagnostic) {
        guard layout.below == .error, !record.isBlank else { return }
        throw Diagnostic(
            CellReference(file: source.name, row: record.number, column: 1),
            "text stands under the table: \(record.text(0).quoted)",
            mend: "write `below: notes` under `table:` if it is no figure; else correct `ends:`")
    }

    private func wrongHeadings(_ wanted: Int) -> Diagnostic {
        let tables = wanted == 1 ? "one heading row" : "\(wanted) heading rows"
        guard case .firstCell(let text) = layout.header else {
            let row = if case .row(let number) = layout.header { number } else { headlessStart }
            return Diagnostic(
                at: .file(source.name),
                "the file has \(record.number - 1) rows, so row \(row) cannot begin the table",
                mend: "correct the row's number under `table:`, or fetch the file again")
        }
        guard let first = headingRows.first else {
            let nearest = text.nearest(of: Set(firstCells.map(\.text)))
            let row = firstCells.first { $0.text == nearest }?.row
            let hint =
                if let nearest, let row {
                    "; the nearest is \(nearest.quoted) in row \(row)"
                } else {
                    "; the file begins \((firstCells.first?.text ?? "").quoted)"
                }
            return Diagnostic(
                at: .file(source.name), "no row has the first cell \(text.quoted)\(hint)",
                mend: nearest.map {
                    "write `header: \($0)` under `table:` if that is the heading row now"
                }
                    ?? "if the file looks otherwise in an editor, correct `encoding:` or `delimiter:`; else write the first cell of the heading row after `header:` under `table:`"
            )
        }
        let rows = headingRows.map(String.init).joined(separator: ", ")
        return Diagnostic(
            CellReference(
                file: source.name, row: headingRows.count > wanted ? headingRows[wanted] : first, column: 1),
            "\(headingRows.count) row\(headingRows.count == 1 ? " has" : "s have") the first cell \(text.quoted) "
                + "(row\(headingRows.count == 1 ? "" : "s") \(rows)), but \(tables) \(wanted == 1 ? "is" : "are") expected",
            mend: headingRows.count > 1
                ? "write `repeats: \(headingRows.count)` under `table:` if all of them are wanted, or name the one "
                    + "by its number with `header: row \(first)`"
                : "correct `repeats:` under `table:`")
    }
}
