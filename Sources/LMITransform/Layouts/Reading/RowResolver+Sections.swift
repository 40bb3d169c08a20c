internal import LMIModel

extension RowResolver {
    /// Whether the definition knows `text` as something that `label` can say.
    ///
    /// True of any text where no code list, measure or other rule closes the label's texts.
    func isKnown(_ text: String, as label: String) -> Bool {
        let rules = layout.observations
        var isClosed = false
        for rule in rules.dimensions where rule.id == label {
            if rule.knows(text) { return true }
            isClosed = true
        }
        if case .labels(let labels, let measures) = rules.measure, let place = labels.firstIndex(of: label) {
            let isPart = measures.keys.contains { key in
                let parts = key.split(separator: " / ", omittingEmptySubsequences: false)
                return key == text || (parts.count == labels.count && parts[place] == text)
            }
            if isPart { return true }
            isClosed = true
        }
        if filter.names(text, as: label) { return true }
        return !isClosed && rules.labels.contains(label)
    }
}
