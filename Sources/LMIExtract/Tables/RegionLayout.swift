public import LMIModel

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
        /// There are no headings; the data begin under the one row whose first cell is this.
        case noneAfter(firstCell: String)
        /// Tables under one another, each under the one row whose first cell is one of these, which is the
        /// label `says` of all its rows. What stands above the first holds for the others too, until it
        /// stands again.
        case panels([String], says: String)
    }

    /// Where a table ends.
    public enum End: Hashable, Sendable {
        /// With the file; one of several panels also where the next begins.
        case endOfFile
        /// At a row all of whose cells are empty, or with the file. One right under the heading ends nothing.
        case blankRow
        /// Before the row whose first cell begins with this text, which must come: once for panels, else once
        /// for each table.
        case before(firstCell: String)
        /// Where the headings of the next table begin, or with the file.
        case nextHeading
    }

    /// What a row of empty cells within a table means.
    public enum BlankRows: Hashable, Sendable {
        case error, skip
    }

    /// What may stand under the last table.
    public enum Below: Hashable, Sendable {
        case error
        /// Text: a row that looks like one of the table is refused.
        case notes
        /// Anything, figures that this definition is not about included.
        case otherTables
    }

    public var header: Header
    /// How many rows make the headings: their texts are joined with " | ", empty ones left out.
    public var headerRows: Int
    /// Which of the heading rows the header is found by, counted from 1.
    public var foundRow: Int
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
    /// Each must fit the first cell of exactly one line above each table; its gaps are labels.
    public var aboveLines: [Template]
    public var below: Below
    public var headings: HeadingRules
    /// Whether white space at both ends of every cell is no part of it.
    public var spacesTakenOff: Bool
    /// Whether the file ends inside its last row, which is then left out.
    public var lastRowIsCut: Bool

    public init(
        header: Header, headerRows: Int = 1, foundRow: Int = 1, repeats: Int? = nil, ends: End = .endOfFile,
        blankRows: BlankRows = .error, shortRowsMayLack: Int = 0, aboveTake: [String] = [],
        aboveExpect: [String: String] = [:], aboveLines: [Template] = [], below: Below = .error,
        headings: HeadingRules = HeadingRules(), spacesTakenOff: Bool = false, lastRowIsCut: Bool = false
    ) {
        precondition((1...max(1, headerRows)).contains(foundRow))
        self.header = header
        self.headerRows = headerRows
        self.foundRow = foundRow
        self.repeats = repeats
        self.ends = ends
        self.blankRows = blankRows
        self.shortRowsMayLack = shortRowsMayLack
        self.aboveTake = aboveTake
        self.aboveExpect = aboveExpect
        self.aboveLines = aboveLines
        self.below = below
        self.headings = headings
        self.spacesTakenOff = spacesTakenOff
        self.lastRowIsCut = lastRowIsCut
    }

    /// How many tables there should be.
    var tables: Int { if case .panels(let texts, _) = header { texts.count } else { repeats ?? 1 } }

    /// True where there are no headings.
    var isHeadless: Bool {
        switch header {
        case .none, .noneAfter: true
        case .firstCell, .row, .panels: false
        }
    }

    /// True where the first cell of a row shows where the one table begins.
    var isFoundByText: Bool {
        switch header {
        case .firstCell, .noneAfter: true
        case .row, .none, .panels: false
        }
    }

    var hasPanels: Bool { if case .panels = header { true } else { false } }
}
