public import LMIModel

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

/// A column, by its heading or, where headings are empty or doubled, by its place counted from 1.
public enum ColumnName: Hashable, Sendable, CustomStringConvertible {
    case heading(String)
    case position(Int)

    public var description: String {
        switch self {
        case .heading(let text): text.quoted
        case .position(let place): "number \(place)"
        }
    }
}

/// Which columns hold what.
public struct ColumnLayout: Sendable {
    /// What the columns of one group hold, from left to right.
    public enum Part: String, Hashable, Sendable, CaseIterable {
        case value, flag, confidence
    }

    /// Which columns a line of the definition means.
    public enum Selection: Hashable, Sendable {
        case named([ColumnName])
        /// From one column to another, both included.
        case range(from: ColumnName, to: ColumnName)
        /// Every column that nothing else speaks for.
        case rest
    }

    /// Columns of figures, in groups of equal width.
    public struct Values: Sendable {
        public var parts: [Part]
        /// The first column of each group.
        public var selection: Selection
        /// The label that the heading of a group's first column gives, such as `industry`.
        public var headingSays: String?

        public init(parts: [Part], selection: Selection, headingSays: String?) {
            self.parts = parts
            self.selection = selection
            self.headingSays = headingSays
        }
    }

    /// The column of each label, by the label's name: `period`, `area`, `industry`, …
    public var labels: [(name: String, column: ColumnName)]
    public var values: [Values]
    /// A column whose mark speaks for the figure of its row, such as Nomis's OBS_STATUS.
    public var rowFlag: ColumnName?
    /// Columns that always say one thing.
    public var expect: [(column: ColumnName, text: String)]
    public var ignore: [Selection]

    public init(
        labels: [(name: String, column: ColumnName)], values: [Values], rowFlag: ColumnName? = nil,
        expect: [(column: ColumnName, text: String)] = [], ignore: [Selection] = []
    ) {
        self.labels = labels
        self.values = values
        self.rowFlag = rowFlag
        self.expect = expect
        self.ignore = ignore
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

/// What the text of a cell means.
public struct CellLayout: Sendable {
    /// How numbers are written.
    public enum NumberStyle: String, Hashable, Sendable, CaseIterable {
        case plain
        /// `1,234`: a comma before every third digit is demanded where a number has four digits or more.
        case thousandsCommas = "with thousands commas"
    }

    /// What a marker stands for.
    public enum Meaning: Hashable, Sendable {
        case withheld(Reason, below: ExactDecimal?)
        case status(ValueStatus)
    }

    /// What a number in a confidence column or row is.
    public enum Confidence: String, Hashable, Sendable, CaseIterable {
        case halfWidth95 = "95 % half width"
        case coefficientOfVariation = "coefficient of variation, percent"
    }

    public var numbers: NumberStyle
    /// What may stand where a number should.
    public var insteadOfANumber: [String: Meaning]
    /// What may stand in a flag column. The empty flag is always "nothing to say".
    public var flags: [String: Meaning]
    public var confidence: Confidence?
    public var insteadOfAConfidence: [String: Meaning]
    /// Whether figures below zero are real; elsewhere one is refused, and no bound lies below zero.
    public var isNegativeAllowed: Bool

    public init(
        numbers: NumberStyle = .plain, insteadOfANumber: [String: Meaning] = [:],
        flags: [String: Meaning] = [:],
        confidence: Confidence? = nil, insteadOfAConfidence: [String: Meaning] = [:],
        isNegativeAllowed: Bool = false
    ) {
        self.numbers = numbers
        self.insteadOfANumber = insteadOfANumber
        self.flags = flags
        self.confidence = confidence
        self.insteadOfAConfidence = insteadOfAConfidence
        self.isNegativeAllowed = isNegativeAllowed
    }
}
