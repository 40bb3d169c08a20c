/// A label whose empty cell means the text above it, as where cells of a spreadsheet were merged.
public struct CarryDown: Hashable, Sendable {
    /// A label that says whether the cell was empty, for figures that differ in nothing else: a count, and under
    /// it, beside an empty cell, its percentage.
    public struct Says: Hashable, Sendable {
        public var label: String
        public var filled: String
        public var empty: String

        public init(label: String, filled: String, empty: String) {
            self.label = label
            self.filled = filled
            self.empty = empty
        }
    }

    /// A label of a column.
    public var label: String
    public var says: Says?

    public init(label: String, says: Says? = nil) {
        self.label = label
        self.says = says
    }
}
