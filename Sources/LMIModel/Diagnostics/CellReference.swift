/// A cell of a file, as a spreadsheet shows it: the first record is row 1, the first column is 1.
public struct CellReference: Hashable, Sendable, CustomStringConvertible {
    /// The file as the reader knows it, such as `nomis/bres.csv`: never a path of one machine.
    public var file: String
    /// The record, counted from 1. A quoted cell with line breaks in it is part of one record.
    public var row: Int
    /// The column, counted from 1, or nil for the whole row.
    public var column: Int?
    /// The heading over the column, where there is one.
    public var heading: String?

    public init(file: String, row: Int, column: Int? = nil, heading: String? = nil) {
        self.file = file
        self.row = row
        self.column = column
        self.heading = heading
    }

    /// `FILE:ROW:COLUMN (HEADING)`, leaving out what is not known.
    public var description: String {
        var text = "\(file):\(row)"
        if let column { text += ":\(column)" }
        if let heading, !heading.isEmpty { text += " (\(heading))" }
        return text
    }
}
