internal import LMIModel

/// Which rows are kept, by what their labels say.
struct RowFilter: Sendable {
    let keep: [ObservationLayout.Keep]
    let drop: [ObservationLayout.Drop]

    /// The rule that leaves a row out, if one does.
    ///
    /// - Parameter meet: Called with every text that a `keep:` looks at.
    func rule(
        leavingOut texts: LabelTexts, meet: (String, ObservationLayout.Keep) -> Void
    ) throws(Diagnostic) -> String? {
        for rule in keep {
            let found = try texts.text(rule.label).text
            meet(found, rule)
            if !rule.texts.contains(found) { return rule.rule }
        }
        for rule in drop {
            var holds = true
            for label in rule.labels where holds {
                holds = rule.texts[label]?.contains(try texts.text(label).text) ?? false
            }
            if holds { return rule.rule }
        }
        return nil
    }

    /// Whether a rule names `text` as one that `label` says.
    func names(_ text: String, as label: String) -> Bool {
        keep.contains { $0.label == label && $0.texts.contains(text) }
            || drop.contains { $0.texts[label]?.contains(text) ?? false }
    }
}
