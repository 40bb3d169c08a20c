internal import LMIModel

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

    /// The columns of each label, by the label's name: `period`, `area`, `industry`, … Of several, the first that
    /// is not empty in a row has its text.
    public var labels: [(name: String, columns: [ColumnName])]
    public var values: [Values]
    /// A column whose mark speaks for the figure of its row, such as Nomis's OBS_STATUS.
    public var rowFlag: ColumnName?
    /// Columns that always say one thing.
    public var expect: [(column: ColumnName, text: String)]
    public var ignore: [Selection]

    public init(
        labels: [(name: String, columns: [ColumnName])], values: [Values], rowFlag: ColumnName? = nil,
        expect: [(column: ColumnName, text: String)] = [], ignore: [Selection] = []
    ) {
        self.labels = labels
        self.values = values
        self.rowFlag = rowFlag
        self.expect = expect
        self.ignore = ignore
    }
}
