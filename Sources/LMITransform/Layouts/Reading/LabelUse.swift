/// How often the rules that give labels their texts came to do so: a rule that never does hides a change at the
/// publisher.
public struct LabelUse: Hashable, Sendable {
    /// By label, the empty cells that were given the text above them.
    public var carriedDown: [String: Int] = [:]
    /// By split label, the templates that have fitted a text.
    public var templates: [String: Set<String>] = [:]
    public var sectionRows = 0
    /// Rows of one of several tables side by side in which all its cells are empty.
    public var blankRows = 0

    public init() {}

    public mutating func add(_ other: LabelUse) {
        carriedDown.merge(other.carriedDown, uniquingKeysWith: +)
        templates.merge(other.templates) { $0.union($1) }
        sectionRows += other.sectionRows
        blankRows += other.blankRows
    }
}
