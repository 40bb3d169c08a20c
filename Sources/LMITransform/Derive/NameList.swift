/// Names in the words of a note: the first five, and how many more there are.
enum NameList {
    static func text(_ names: [String]) -> String {
        let shown = names.prefix(5).joined(separator: ", ")
        return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
    }
}
