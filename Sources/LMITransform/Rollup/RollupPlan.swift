public import LMIModel

/// What is done in one pass over a table: keep rows, map codes, sum a value by groups.
///
/// It is a plain value and reads no file, so that any engine can run the same plan.
public struct RollupPlan: Hashable, Sendable {
    /// Only rows whose cell says one of these texts are kept.
    public struct Keep: Hashable, Sendable {
        public var column: String
        public var texts: Set<String>

        public init(column: String, texts: Set<String>) {
            self.column = column
            self.texts = texts
        }
    }

    /// A column of the result: the text of a column of the table, or what a crosswalk makes of it.
    public struct Dimension: Hashable, Sendable {
        /// What the result calls it.
        public var name: String
        /// The heading of the table's column.
        public var column: String
        /// Where given, each row counts under the targets of its code; nil takes the text as it is.
        public var crosswalk: RollupCrosswalk?

        public init(name: String, column: String, crosswalk: RollupCrosswalk? = nil) {
            self.name = name
            self.column = column
            self.crosswalk = crosswalk
        }
    }

    /// Every filter must let a row pass.
    public var keep: [Keep]
    /// In the order of the result's columns. At most one has a crosswalk.
    public var groupBy: [Dimension]
    /// The heading of the column that is summed.
    public var value: String
    /// Texts that stand where there is no number, and why; an empty cell is the text "".
    public var insteadOfANumber: [String: Reason]
    /// The most decimals that a number may have, 0 to 15.
    public var decimals: Int

    public init(
        keep: [Keep] = [], groupBy: [Dimension], value: String, insteadOfANumber: [String: Reason] = [:],
        decimals: Int = 0
    ) {
        self.keep = keep
        self.groupBy = groupBy
        self.value = value
        self.insteadOfANumber = insteadOfANumber
        self.decimals = decimals
    }
}

/// Which targets each code counts under, and with what share.
public struct RollupCrosswalk: Hashable, Sendable {
    public struct Target: Hashable, Sendable {
        public var text: String
        /// The share of the code that counts here, in thousandths: 0 to 1000.
        public var thousandths: Int

        public init(text: String, thousandths: Int = 1000) {
            self.text = text
            self.thousandths = thousandths
        }
    }

    /// What becomes of a row whose code the crosswalk does not have.
    public enum Unmapped: Hashable, Sendable {
        case error
        /// It is left out, and counted as such.
        case drop
    }

    /// A code without targets is known and counts nowhere.
    public var targets: [String: [Target]]
    public var unmapped: Unmapped

    public init(targets: [String: [Target]], unmapped: Unmapped = .error) {
        self.targets = targets
        self.unmapped = unmapped
    }
}
