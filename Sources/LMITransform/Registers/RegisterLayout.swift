public import LMIModel

/// How the rows of one source's table become records: `register:` of a source's definition.
///
/// Every column that is handed on says what it holds, so that nothing but text is taken as it stands.
public struct RegisterLayout: Sendable {
    /// One column that is handed on.
    public struct Column: Sendable {
        /// The label it comes from, which is its id.
        public var id: String
        public var rule: Rule
        public var mayBeEmpty: Bool
        /// Texts that say no more than an empty cell does, such as `TBC`.
        public var insteadOfAValue: Set<String>
        /// A heading for people.
        public var title: String
        /// One sentence on what it says.
        public var meaning: String

        public init(
            id: String, rule: Rule, mayBeEmpty: Bool = false, insteadOfAValue: Set<String> = [],
            title: String, meaning: String
        ) {
            self.id = id
            self.rule = rule
            self.mayBeEmpty = mayBeEmpty
            self.insteadOfAValue = insteadOfAValue
            self.title = title
            self.meaning = meaning
        }
    }

    /// What a column's cells hold.
    public enum Rule: Sendable {
        case text
        /// A day, written in one of these styles.
        case date([PeriodStyle])
        case wholeNumber(NumberStyle)
        /// A number with or without decimals.
        case number(NumberStyle)
        case oneOf([String])
        case code(ObservationLayout.DimensionRule)
        case area(ObservationLayout.AreaRule)
    }

    /// The source's id.
    public var source: String
    public var rows: RowLayout
    public var columns: [Column]
    /// The columns that together tell one record from another.
    public var key: [String]
    public var validity: Register.Validity?
    /// Labels that are read for `keep:` and `drop:` or for nothing, and never handed on.
    public var keptOut: [String]
    /// Which areas are kept of the column called `area`.
    public var keepAreas: ObservationLayout.AreaFilter
    /// True where areas that the list of areas lacks are left out instead of refused.
    public var dropsUnknownAreas: Bool
    public var keep: [ObservationLayout.Keep]
    public var drop: [ObservationLayout.Drop]
    /// How many rows the file must have; nil where any number will do.
    public var expectedRows: Int?

    public init(
        source: String, rows: RowLayout, columns: [Column], key: [String],
        validity: Register.Validity? = nil, keptOut: [String] = [],
        keepAreas: ObservationLayout.AreaFilter = .all, dropsUnknownAreas: Bool = false,
        keep: [ObservationLayout.Keep] = [], drop: [ObservationLayout.Drop] = [], expectedRows: Int? = nil
    ) {
        self.source = source
        self.rows = rows
        self.columns = columns
        self.key = key
        self.validity = validity
        self.keptOut = keptOut
        self.keepAreas = keepAreas
        self.dropsUnknownAreas = dropsUnknownAreas
        self.keep = keep
        self.drop = drop
        self.expectedRows = expectedRows
    }

    /// The definition's file, for messages.
    public var definition: String { rows.definition }

    /// Every label that a record needs, or that is said to be kept out.
    public var labels: [String] {
        columns.map(\.id) + keptOut + keep.map(\.label) + drop.flatMap(\.labels)
    }

    /// A register of this layout that has no records yet.
    public var emptyRegister: Register {
        Register(
            source: source, columns: columns.map(\.column), key: key, validity: validity)
    }
}

extension RegisterLayout.Column {
    /// The column as it is handed on.
    public var column: RegisterColumn {
        let kind: RegisterColumn.Kind =
            switch rule {
            case .text: .text
            case .date: .date
            case .wholeNumber: .wholeNumber
            case .number: .number
            case .oneOf(let texts): .oneOf(texts)
            case .code(let rule): .code(rule.list.classification)
            case .area: .area
            }
        return RegisterColumn(
            id: id, kind: kind, mayBeEmpty: mayBeEmpty || !insteadOfAValue.isEmpty, title: title,
            meaning: meaning)
    }
}
