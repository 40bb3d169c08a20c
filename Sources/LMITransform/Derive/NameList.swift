/// Names in the words of a note: the first few, and how many more there are.
enum NameList {
    /// More names than any sector lacks: what a sector cannot be worked out for is named in full.
    static let all = 1000

    static func text(_ names: [String], most: Int = 5) -> String {
        let shown = names.prefix(most).joined(separator: ", ")
        return names.count > most ? "\(shown) and \(names.count - most) more" : shown
    }
}
