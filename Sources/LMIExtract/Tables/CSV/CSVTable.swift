public import LMIModel

/// A table of a CSV file: where its rows stand, not the rows. Reading it opens the file anew.
public struct CSVTable: Table {
    /// Where the rows end.
    enum Extent: Hashable, Sendable {
        case endOfFile
        /// So many records after the start, blank ones included.
        case records(Int)
    }

    public let file: String
    public let headings: [String]
    public let headingRecord: Int
    public let above: [String: LabelledLine]
    let source: CSVSource
    let rule: RowRule
    /// Where the first row starts in the text.
    let position: Int
    /// How many records stand before the first row.
    let recordsBefore: Int
    let extent: Extent

    public func read<C: BatchConsumer>(into start: C, threads: Int) throws(Diagnostic) -> C {
        if extent == .endOfFile, rule.isUniform {
            return try ParallelRead(self, threads: threads).run(start)
        }
        var consumer = start
        var rows = try RowReader(self, from: position, before: recordsBefore)
        var batch = Batch(width: headings.count)
        while true {
            let fault = rows.fill(&batch)
            if batch.rows > 0 { try consumer.take(batch) }
            if let fault { throw fault }
            if batch.rows == 0 { return consumer }
        }
    }
}

/// How the rows of a table may differ from its headings.
struct RowRule: Hashable, Sendable {
    var file: String
    var width: Int
    var skipsBlankRows: Bool
    var mayLack: Int
    /// The first cell of the heading row, which no row may repeat; nil where the heading was not found by it.
    var headingCell: String?
    var headingRecord: Int

    /// True when every row has the width of the headings, so that rows need not be looked at one by one.
    var isUniform: Bool { !skipsBlankRows && mayLack == 0 }

    /// Refuses a record that is no row of the table.
    func check(_ record: Record) throws(Diagnostic) {
        let count = record.cells.count
        if count > width || count < width - mayLack { throw wrongWidth(record) }
        if let headingCell, record.text(0) == headingCell { throw repeatedHeading(row: record.number) }
    }

    func repeatedHeading(row: Int) -> Diagnostic {
        Diagnostic(
            CellReference(file: file, row: row, column: 1),
            "the heading row's first cell, \((headingCell ?? "").quoted), stands again within the table that begins "
                + "in row \(headingRecord)",
            mend: "say where each table ends and how often the heading repeats, under `table:`")
    }

    private func wrongWidth(_ record: Record) -> Diagnostic {
        let count = record.cells.count
        let place = CellReference(file: file, row: record.number)
        let cells = "\(count) cell\(count == 1 ? "" : "s")"
        let has =
            headingRecord > 0
            ? "the row has \(cells), the heading row has \(width)"
            : "the row has \(cells), the first row has \(width)"
        if !record.hasLineEnd, count < width {
            return Diagnostic(
                place, "\(has), and the file ends after \(record.text(count - 1).quoted)",
                mend: "the file looks cut: fetch it again")
        }
        if record.isBlank {
            return Diagnostic(
                place, "the row is blank: \(has)",
                mend:
                    "write `ends: at a blank row` or `blank rows: skip` under `table:`, as the file means it"
            )
        }
        let lacks = width - count
        return Diagnostic(
            place, "\(has); it begins \(record.text(0).quoted)",
            mend: lacks > 0
                ? "fetch the file again; if rows of this file may lack cells at the end, say how many with `short rows may lack:` under `table:`"
                : "fetch the file again, or ask the publisher: a cell with the delimiter in it must stand in quotes"
        )
    }
}
