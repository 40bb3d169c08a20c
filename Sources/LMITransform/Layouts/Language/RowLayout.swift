/// What the rows of a source's table say of themselves: its labels, and where the text of each stands.
///
/// A label's text stands in a column, in a heading, in a line above the table, in a section row, or in another
/// label that says several things at once. What becomes of a labelled row is no part of this.
public struct RowLayout: Sendable {
    /// The definition's file, for messages such as "add it under `ignore:` in sources/bres.yml".
    public var definition: String
    /// Labels taken from the lines above the table: the label's name, and what the line is called in the file.
    public var above: [String: String]
    public var columns: ColumnLayout
    public var sideBySide: SideBySide?
    public var carryDown: [CarryDown]
    /// Outermost first.
    public var sections: [SectionLayout]
    /// In the order in which they are cut: one may cut what another has cut off.
    public var splits: [Split]

    public init(
        definition: String, above: [String: String] = [:], columns: ColumnLayout,
        sideBySide: SideBySide? = nil, carryDown: [CarryDown] = [], sections: [SectionLayout] = [],
        splits: [Split] = []
    ) {
        self.definition = definition
        self.above = above
        self.columns = columns
        self.sideBySide = sideBySide
        self.carryDown = carryDown
        self.sections = sections
        self.splits = splits
    }
}
