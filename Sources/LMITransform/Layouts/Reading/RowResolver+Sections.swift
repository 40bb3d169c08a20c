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
        for rule in rules.keep + rules.drop where rule.label == label && rule.texts.contains(text) {
            return true
        }
        return !isClosed && uses(label)
    }

    /// Whether any rule asks for the label.
    private func uses(_ label: String) -> Bool {
        let rules = layout.observations
        if label == "area" { return rules.area.isStated == nil }
        if label == "period", case .label = rules.period { return true }
        return (rules.keep + rules.drop).contains { $0.label == label }
    }

    func unknownSection(_ text: String, _ section: SectionLayout, at cell: CellReference) -> Diagnostic {
        Diagnostic(
            cell,
            "\(text.quoted) stands alone in its row, and the definition knows it neither as the \(section.says) of the rows below nor as what a row of figures says",
            mend:
                "if it is a heading of rows, add \(text.quoted) to the texts of \(section.says.quoted) in \(layout.definition), with `also:` or in its code list"
        )
    }
}
