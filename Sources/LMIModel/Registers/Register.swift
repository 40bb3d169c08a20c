/// Records of one kind, such as schools or employers: the other kind of table, beside observations.
public struct Register: Hashable, Sendable {
    /// The source's id in the pipeline.
    public var source: String
    public var columns: [RegisterColumn]
    /// The ids of the columns that together tell one record from another.
    public var key: [String]
    /// In the order of the file.
    public var records: [RegisterRecord]
    /// Records left out on purpose, in the order of the file.
    public var leftOut: [LeftOut]
    /// The days between which a record holds, where the source says so.
    public var validity: Validity?

    /// A record that a named rule leaves out: known by its key, so that whoever looks for it learns why.
    public struct LeftOut: Hashable, Sendable {
        public var key: [String]
        public var rule: String
        public var cell: CellReference

        public init(key: [String], rule: String, cell: CellReference) {
            self.key = key
            self.rule = rule
            self.cell = cell
        }
    }

    /// The columns that say from and until which day a record holds, both days included.
    public struct Validity: Hashable, Sendable {
        public var from: String
        public var until: String

        public init(from: String, until: String) {
            self.from = from
            self.until = until
        }
    }

    public init(
        source: String, columns: [RegisterColumn], key: [String], records: [RegisterRecord] = [],
        leftOut: [LeftOut] = [], validity: Validity? = nil
    ) {
        self.source = source
        self.columns = columns
        self.key = key
        self.records = records
        self.leftOut = leftOut
        self.validity = validity
    }

    /// Where the values of the column `id` stand in a record.
    public func place(of id: String) -> Int? { columns.firstIndex { $0.id == id } }

    /// The texts of the key of a record.
    public func key(of record: RegisterRecord) -> [String] {
        key.compactMap(place).map { record.values[$0].plain }
    }

    /// How many records each rule leaves out.
    public var leftOutByRule: [String: Int] {
        leftOut.reduce(into: [:]) { counts, record in counts[record.rule, default: 0] += 1 }
    }
}

/// One column of a register.
public struct RegisterColumn: Hashable, Sendable {
    /// What its cells hold.
    public enum Kind: Hashable, Sendable {
        case text
        case date
        case wholeNumber
        case number
        /// One of these texts and no other.
        case oneOf([String])
        /// A code of a code list.
        case code(Classification)
        /// An area of the pipeline's ``AreaList``.
        case area
    }

    /// The label of the source's definition.
    public var id: String
    public var kind: Kind
    public var mayBeEmpty: Bool
    /// A heading for people.
    public var title: String
    /// One sentence on what it says.
    public var meaning: String

    public init(id: String, kind: Kind, mayBeEmpty: Bool = false, title: String, meaning: String) {
        self.id = id
        self.kind = kind
        self.mayBeEmpty = mayBeEmpty
        self.title = title
        self.meaning = meaning
    }

    /// Whether its cells are codes, which stand beside their names when they are published.
    public var isCoded: Bool {
        switch kind {
        case .code, .area: true
        case .text, .date, .wholeNumber, .number, .oneOf: false
        }
    }

    /// The classification of its codes; nil where it holds none.
    public var classification: Classification? {
        if case .code(let classification) = kind { classification } else { nil }
    }

    /// What its columns are called when it is published: the id with `_` for blanks; of a code two, such as
    /// `district_code` and `district_name`.
    public var names: [String] {
        let name = String(id.map { $0 == " " ? "_" : $0 })
        return isCoded ? ["\(name)_code", "\(name)_name"] : [name]
    }
}

/// One record: a value for each column of its register, in their order.
public struct RegisterRecord: Hashable, Sendable {
    public var values: [RegisterValue]
    /// The row it was read from.
    public var cell: CellReference

    public init(values: [RegisterValue], cell: CellReference) {
        self.values = values
        self.cell = cell
    }
}

/// What one cell of a register says.
public enum RegisterValue: Hashable, Sendable {
    case text(String)
    case date(Day)
    case number(ExactDecimal)
    case code(Code, label: String)
    case area(Area)
    /// Nothing, where the definition allows that.
    case empty

    /// The value as one text: the code of a code or an area.
    public var plain: String {
        switch self {
        case .text(let text): text
        case .date(let day): day.description
        case .number(let number): number.description
        case .code(let code, _): code.text
        case .area(let area): area.code
        case .empty: ""
        }
    }
}
