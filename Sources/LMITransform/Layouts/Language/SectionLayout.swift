public import LMIModel

/// Rows that say one thing for all rows under them, such as `All People`, until the next such row.
public struct SectionLayout: Hashable, Sendable {
    /// How a section row is told from the others.
    public enum Mark: Hashable, Sendable {
        /// Its other cells are empty, and its text is one that the label given can say.
        case alone(says: String)
        /// Its text fits a template, whose gaps are the labels given: `Section {section}`.
        case written(Template)
    }

    /// The label whose column holds the section's text.
    public var column: String
    public var mark: Mark
    /// Further labels given, and the label whose column holds the text of each in the section row.
    public var with: [String: String]

    public init(column: String, mark: Mark, with: [String: String] = [:]) {
        self.column = column
        self.mark = mark
        self.with = with
    }

    public init(column: String, says: String) {
        self.init(column: column, mark: .alone(says: says))
    }

    /// The labels that rows under it are given.
    public var gives: [String] {
        switch mark {
        case .alone(let says): [says]
        case .written(let template): template.gaps + with.keys.sorted()
        }
    }
}
