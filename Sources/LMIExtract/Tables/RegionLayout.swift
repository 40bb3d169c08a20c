/// Where the tables of a file stand and how their rows may differ, as the `table:` part of a definition says.
public struct RegionLayout: Hashable, Sendable {
    /// How the heading row is found.
    public enum Header: Hashable, Sendable {
        /// The row whose first cell is this text.
        case firstCell(String)
        /// The row of this number, counted from 1 as a spreadsheet does.
        case row(Int)
        /// There are no headings; the data begin in this row, and every heading is empty.
        case none(startRow: Int)
    }

    /// Where a table ends.
    public enum End: Hashable, Sendable {
        case endOfFile
        /// At a row all of whose cells are empty, or with the file. One right under the heading ends nothing.
        case blankRow
        /// Before the row whose first cell begins with this text, which must come.
        case before(firstCell: String)
    }

    /// What a row of empty cells within a table means.
    public enum BlankRows: Hashable, Sendable {
        case error, skip
    }

    /// What may stand under the last table.
    public enum Below: Hashable, Sendable {
        case error
        /// Anything: it is text, not figures.
        case notes
    }

    public var header: Header
    /// How many rows make the headings: their texts are joined with " | ", empty ones left out.
    public var headerRows: Int
    /// How many tables there are, one under the other, each under a heading row of its own; nil means one.
    public var repeats: Int?
    public var ends: End
    public var blankRows: BlankRows
    /// How many cells at its end a row may lack; they are read as empty.
    public var shortRowsMayLack: Int
    /// Labels of lines above each table whose second cell is wanted.
    public var aboveTake: [String]
    /// Labels of lines above each table with what the second cell must say.
    public var aboveExpect: [String: String]
    public var below: Below

    public init(
        header: Header, headerRows: Int = 1, repeats: Int? = nil, ends: End = .endOfFile,
        blankRows: BlankRows = .error, shortRowsMayLack: Int = 0, aboveTake: [String] = [],
        aboveExpect: [String: String] = [:], below: Below = .error
    ) {
        self.header = header
        self.headerRows = headerRows
        self.repeats = repeats
        self.ends = ends
        self.blankRows = blankRows
        self.shortRowsMayLack = shortRowsMayLack
        self.aboveTake = aboveTake
        self.aboveExpect = aboveExpect
        self.below = below
    }
}
