/// How the cells of one source's table become observations: parts 3 to 7 of a source's definition.
///
/// Every figure's meaning comes from one of five places: it is stated in the definition, or it stands in a
/// labelled line above the table, in the heading, in a label of its row, or in a section row carried down.
/// A column, row or marker that no line of the definition speaks for is an error.
public struct Layout: Sendable {
    /// The source's id.
    public var source: String
    public var rows: RowLayout
    public var pairs: PairLayout?
    public var cells: CellLayout
    public var observations: ObservationLayout

    public init(
        source: String, rows: RowLayout, pairs: PairLayout? = nil, cells: CellLayout,
        observations: ObservationLayout
    ) {
        self.source = source
        self.rows = rows
        self.pairs = pairs
        self.cells = cells
        self.observations = observations
    }

    /// The definition's file, for messages.
    public var definition: String { rows.definition }
}

/// Two rows for one figure: the number in one, its confidence in the next.
public struct PairLayout: Hashable, Sendable {
    /// The label that tells the two apart.
    public var label: String
    public var value: String
    public var confidence: String

    public init(label: String, value: String, confidence: String) {
        self.label = label
        self.value = value
        self.confidence = confidence
    }
}
