internal import LMIModel

/// Where the rows of a table begin, and how they may differ from its headings.
struct RowRule: Hashable, Sendable {
    var source: CSVSource
    /// Where the first row starts in the text.
    var position: Int
    /// How many records stand before the first row.
    var recordsBefore: Int
    var width: Int
    var skipsBlankRows: Bool
    var mayLack: Int
    /// True where nothing but the end of the file ends the rows.
    var runsToEnd: Bool
    /// The first cell by which the table was found, which no row may repeat; nil where another thing says so.
    var mark: String?
    /// The row of the mark.
    var markRow: Int
    /// The last heading row; 0 where there are no headings.
    var headingRecord: Int

    /// True when every row has the width of the headings, so that rows need not be looked at one by one.
    var isUniform: Bool { !skipsBlankRows && mayLack == 0 && !source.takesSpacesOff }

    /// Refuses a record that is no row of the table.
    func check(_ record: Record) throws(Diagnostic) {
        let count = record.cells.count
        if count > width || count < width - mayLack { throw wrongWidth(record) }
        if let mark, record.text(0) == mark { throw repeatedMark(row: record.number) }
    }

    func repeatedMark(row: Int) -> Diagnostic {
        let cell = CellReference(file: source.name, row: row, column: 1)
        let text = (mark ?? "").quoted
        guard headingRecord > 0 else {
            return Diagnostic(
                cell, "the text \(text) stands again; the table starts after the one in row \(markRow)",
                mend: "write `starts at row: \(recordsBefore + 1)` under `table:` instead of `starts after:`")
        }
        return Diagnostic(
            cell,
            "the heading row's first cell, \(text), stands again within the table that begins in row \(markRow)",
            mend: "say where each table ends and how often the heading repeats, under `table:`")
    }

    private func wrongWidth(_ record: Record) -> Diagnostic {
        let count = record.cells.count
        let place = CellReference(file: source.name, row: record.number)
        let cells = "\(count) cell\(count == 1 ? "" : "s")"
        let has = "the row has \(cells), the \(headingRecord > 0 ? "heading" : "first") row has \(width)"
        if !record.hasLineEnd, count < width {
            return Diagnostic(
                place, "\(has), and the file ends after \(record.text(count - 1).quoted)",
                mend:
                    "the file looks cut: fetch it again; if the publisher's own file is so, write `last row is cut off: {because: …}` under `table:`"
            )
        }
        if record.isBlank {
            return Diagnostic(
                place, "the row is blank: \(has)",
                mend:
                    "write `ends: at a blank row` or `blank rows: skip` under `table:`, as the file means it"
            )
        }
        let begins = "\(has); it begins \(record.text(0).quoted)"
        let survey = runsToEnd ? WidthSurvey(self) : nil
        return Diagnostic(
            place, survey.map { "\(begins); \($0.words)" } ?? begins,
            mend: count < width
                ? "fetch the file again; if rows of this file may lack cells at the end, write `short rows may lack: \(survey?.mostLacking ?? (width - count))` under `table:`"
                : survey?.mend
                    ?? "fetch the file again, or ask the publisher: a cell with the delimiter in it must stand in quotes"
        )
    }
}
