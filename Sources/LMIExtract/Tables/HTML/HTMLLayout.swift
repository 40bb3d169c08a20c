/// How the rows of one table of a page are to be taken.
public struct HTMLLayout: Hashable, Sendable {
    /// Where the headings begin.
    public enum Header: Hashable, Sendable {
        /// In the table's first row.
        case firstRow
        /// In the first row whose first cell says this; rows above it are read as labelled lines.
        case firstCell(String)
        /// There are no headings; every row is one of figures, and every heading is empty.
        case none
    }

    /// What the rows of `<tfoot>` are.
    public enum Footer: Hashable, Sendable {
        case notes, rows
    }

    public var header: Header
    /// How many rows the headings have, joined with " | ".
    public var headerRows: Int
    /// Headings of the columns that hold figures. In them no cell may span several rows, for one number
    /// would be counted several times; in all other columns a spanning cell is repeated down.
    public var values: Set<String>
    public var footer: Footer
    /// Whether the page must end with `</html>`; some publishers' pages are parts of a page.
    public var wholePage: Bool
    public var headings: HeadingRules
    /// Whether white space of any kind at both ends of a cell is no part of it; blanks and no-break spaces never
    /// are.
    public var spacesTakenOff: Bool

    public init(
        header: Header = .firstRow, headerRows: Int = 1, values: Set<String> = [], footer: Footer = .notes,
        wholePage: Bool = false, headings: HeadingRules = HeadingRules(), spacesTakenOff: Bool = false
    ) {
        precondition(headerRows >= 1)
        self.header = header
        self.headerRows = headerRows
        self.values = values
        self.footer = footer
        self.wholePage = wholePage
        self.headings = headings
        self.spacesTakenOff = spacesTakenOff
    }
}
