/// How the cells of one source's table become observations: parts 3 to 7 of a source's definition.
///
/// Every figure's meaning comes from one of five places: it is stated in the definition, or it stands in a
/// labelled line above the table, in the heading, in a label of its row, or in a section row carried down.
/// A column, row or marker that no line of the definition speaks for is an error.
public struct Layout: Sendable {
    /// The source's id.
    public var source: String
    /// The definition's file, for messages such as "add it under `ignore:` in sources/bres.yml".
    public var definition: String
    /// Labels taken from the lines above the table: the label's name, and what the line is called in the file.
    public var above: [String: String]
    public var columns: ColumnLayout
    public var pairs: PairLayout?
    public var section: SectionLayout?
    public var cells: CellLayout
    public var observations: ObservationLayout

    public init(
        source: String, definition: String, above: [String: String] = [:], columns: ColumnLayout,
        pairs: PairLayout? = nil, section: SectionLayout? = nil, cells: CellLayout,
        observations: ObservationLayout
    ) {
        self.source = source
        self.definition = definition
        self.above = above
        self.columns = columns
        self.pairs = pairs
        self.section = section
        self.cells = cells
        self.observations = observations
    }
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

/// Rows that say one thing for all rows under them, such as `All People`: their other cells are empty.
public struct SectionLayout: Hashable, Sendable {
    /// The label whose column holds the section's text.
    public var column: String
    /// The label that rows under it are given.
    public var says: String

    public init(column: String, says: String) {
        self.column = column
        self.says = says
    }
}
