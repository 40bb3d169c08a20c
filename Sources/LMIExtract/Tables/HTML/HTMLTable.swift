public import LMIModel

/// A table of a page, its spans laid out.
///
/// The text of a cell has its white space folded and trimmed; a line break or the edge of a paragraph is a
/// space; scripts, styles and comments are no text; a footnote mark in `<sup>` is left out of the text and
/// kept in ``marks``. A cell that spans several rows is repeated in each. A cell that spans all columns is a
/// section's title: it stands in the row's first column with the others empty, and in ``sections``. Rows are
/// counted from 1 at the top of the table, the headings included.
public struct HTMLTable: Table {
    /// A footnote mark, such as the 3 of `schools<sup>3</sup>`.
    public struct Mark: Hashable, Sendable {
        public let text: String
        public let cell: CellReference
    }

    public let file: String
    public let headings: [String]
    public let headingRecord: Int
    public let above: [String: LabelledLine]
    public let around: RowsAround
    /// One text a row of `<tfoot>`.
    public let notes: [String]
    /// Footnote marks of all cells but those of the notes, in the order of the table.
    public let marks: [Mark]
    /// The numbers of the rows that are one cell over all columns.
    public let sections: Set<Int>

    let rows: [[String]]
    let records: [Int]

    /// - Parameter file: The page and the table, for messages.
    /// - Throws: ``Diagnostic`` at a row of another width than the headings, or a span in a place where it
    ///   leaves open which column or row a figure belongs to.
    init(_ table: PageTable, file: String, layout: HTMLLayout) throws(Diagnostic) {
        var body = layout.spacesTakenOff ? table.trimmed : table
        var notes: [String] = []
        if layout.footer == .notes {
            notes = table.rows.filter { $0.part == .foot }
                .map { $0.cells.map(\.text).filter { !$0.isEmpty }.joined(separator: " ") }
            // An emptied row keeps its number.
            for place in body.rows.indices where body.rows[place].part == .foot {
                body.rows[place].cells = []
            }
        }
        let grid = try HTMLGrid(body, file: file)
        let kept = layout.footer == .notes ? grid.rows.filter { $0.part != .foot } : grid.rows
        guard !kept.isEmpty else {
            throw Diagnostic(
                .error, .content, at: .file(file), "the table has no rows",
                mend: "check that this is the page that was meant; if it is, ask its publisher")
        }
        let heads = try HTMLHeadings(kept, layout, file)
        self.file = file
        self.notes = notes
        headings = heads.texts
        headingRecord = heads.rows.isEmpty ? 0 : kept[heads.rows.upperBound - 1].number
        let blank = kept[..<heads.rows.lowerBound].count { $0.slots.allSatisfy(\.text.isEmpty) }
        around = RowsAround(above: heads.rows.lowerBound - blank, below: notes.count, blank: blank)
        above = Self.lines(kept[..<heads.rows.lowerBound], file)
        var sections: Set<Int> = []
        var rows: [[String]] = []
        for row in kept[heads.rows.upperBound...] {
            if row.cells == 1, row.slots.count == headings.count, headings.count > 1,
                row.slots.allSatisfy({ $0.row == row.number && $0.column == 1 })
            {
                sections.insert(row.number)
                rows.append([row.slots[0].text] + Array(repeating: "", count: headings.count - 1))
            } else {
                try Self.check(row, under: headings, after: headingRecord, layout, file)
                rows.append(row.slots.map(\.text))
            }
        }
        guard !rows.isEmpty else {
            throw Diagnostic(
                .error, .content, at: .file(file), "the table has headings and no rows below them",
                mend: "check that this is the page that was meant; if it is, ask its publisher")
        }
        self.sections = sections
        self.rows = rows
        records = kept[heads.rows.upperBound...].map(\.number)
        marks = body.rows.enumerated().flatMap { place, row in
            row.cells.enumerated().flatMap { column, cell in
                cell.marks.map {
                    Mark(text: $0, cell: CellReference(file: file, row: place + 1, column: column + 1))
                }
            }
        }
    }

    public func read<C: BatchConsumer>(into start: C, threads: Int) throws(Diagnostic) -> C {
        var consumer = start
        var first = 0
        while first < rows.count {
            let end = min(first + 4096, rows.count)
            var batch = Batch(width: headings.count)
            for place in first..<end { batch.append(rows[place], record: records[place]) }
            batch.pad()
            try consumer.take(batch)
            first = end
        }
        return consumer
    }

    private static func check(
        _ row: HTMLGrid.Row, under headings: [String], after headingRecord: Int, _ layout: HTMLLayout,
        _ file: String
    ) throws(Diagnostic) {
        guard row.slots.count == headings.count else {
            throw Diagnostic(
                CellReference(file: file, row: row.number),
                "the row has \(row.slots.count) of the headings' \(headings.count) columns",
                mend:
                    "look at the page's source there: a cell may be missing, or a colspan wrong; then tell its publisher"
            )
        }
        for (place, slot) in row.slots.enumerated() {
            let cell = CellReference(
                file: file, row: row.number, column: place + 1, heading: headings[place])
            if slot.column != place + 1 {
                throw Diagnostic(
                    cell, "the cell \(slot.text.quoted) spans some columns of the row, not all",
                    mend: "which column it belongs to is not said: ask the page's publisher")
            }
            if slot.row <= headingRecord {
                throw Diagnostic(
                    cell, "the heading \(slot.text.quoted) spans into the rows below the headings",
                    mend: "correct `heading rows:` under `table:`")
            }
            if slot.row != row.number, layout.values.contains(headings[place]) {
                throw Diagnostic(
                    cell, "the figure \(slot.text.quoted) of row \(slot.row) spans into this row",
                    mend: "one figure cannot be counted for two rows: ask the page's publisher what it is of")
            }
        }
    }

    private static func lines(_ rows: ArraySlice<HTMLGrid.Row>, _ file: String) -> [String: LabelledLine] {
        var lines: [String: LabelledLine] = [:]
        for row in rows {
            guard let first = row.slots.first else { continue }
            let second = row.slots.first { $0.column != 1 }
            let text = first.text.hasSuffix(":") ? String(first.text.dropLast()) : first.text
            let label = CellText.folded(Array(text.utf8))
            guard lines[label] == nil else { continue }
            lines[label] = LabelledLine(
                text: second?.text ?? "",
                cell: CellReference(file: file, row: row.number, column: second?.column ?? 1))
        }
        return lines
    }
}
