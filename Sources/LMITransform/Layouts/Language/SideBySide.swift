/// Tables that stand beside one another in the same rows, each of the same columns: what sets them apart stands
/// in no cell, or in a merged one above.
public struct SideBySide: Hashable, Sendable {
    /// How many columns each of them has, from left to right; together as many as the table has.
    public var widths: [Int]
    /// The label that tells them apart, such as `sex`.
    public var label: String
    /// What each says under that label, from left to right: as many as there are widths.
    public var says: [String]

    public init(widths: [Int], label: String, says: [String]) {
        self.widths = widths
        self.label = label
        self.says = says
    }
}
