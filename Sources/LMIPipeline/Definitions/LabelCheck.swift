internal import LMIModel
internal import LMITransform

/// Whether every label of a source's definition is said in one place and used by something: a label said twice
/// would be read from one of the two by chance, and one that nothing uses would be lost without a word.
struct LabelCheck {
    private let layout: Layout
    /// The source's definition as a tree, for the lines of messages.
    private let root: Setting

    init(_ layout: Layout, of root: Setting) {
        self.layout = layout
        self.root = root
    }

    /// A line of the definition that gives a label.
    private struct Origin {
        var label: String
        /// Such as `labels:`.
        var key: String
        var place: Diagnostic.Place
    }

    /// - Throws: ``Diagnostic`` at the line of the first label that is said twice, used by nothing, or used for
    ///   what it cannot say.
    func check() throws(Diagnostic) {
        let origins = self.origins()
        for (number, origin) in origins.enumerated() {
            guard let twin = origins[..<number].first(where: { $0.label == origin.label }) else { continue }
            throw Diagnostic(
                .error, .configuration, at: origin.place,
                "the label \(origin.label.quoted) is said by `\(origin.key):` and by `\(twin.key):` as well",
                mend: "take one of the two away, or give it a name of its own")
        }
        let uses = self.uses()
        for origin in origins where !uses.contains(origin.label) && !isPair(origin.label) {
            throw Diagnostic(
                .error, .configuration, at: origin.place,
                "nothing uses the label \(origin.label.quoted) that `\(origin.key):` gives",
                mend:
                    "use it under `observations:`, such as under `broken down by:`, `keep:` or `drop:`; if it says nothing of the figures, move its column to `ignore:` or `expect:`"
            )
        }
        guard let pairs = layout.pairs, uses.contains(pairs.label) else { return }
        throw Diagnostic(
            .error, .configuration, at: place(["rows", "pairs", "label"]),
            "the label \(pairs.label.quoted) tells values from confidences, and is used under `observations:` or `section:` as well",
            mend: "take it away there: rows are put together in pairs before anything else is read from them")
    }

    private func isPair(_ label: String) -> Bool { layout.pairs?.label == label }

    /// Every place where a label gets its text.
    private func origins() -> [Origin] {
        var origins: [Origin] = []
        for label in layout.above.keys.sorted() {
            origins.append(
                Origin(label: label, key: "take", place: place(["table", "above", "take", label])))
        }
        for label in layout.columns.labels {
            origins.append(
                Origin(label: label.name, key: "labels", place: place(["columns", "labels", label.name])))
        }
        var headings: [String] = []
        for values in layout.columns.values {
            guard let label = values.headingSays, !headings.contains(label) else { continue }
            headings.append(label)
            origins.append(
                Origin(
                    label: label, key: "heading says", place: place(["columns", "values", "heading says"])))
        }
        if let section = layout.section {
            origins.append(
                Origin(label: section.says, key: "section", place: place(["rows", "section", "says"])))
        }
        return origins
    }

    /// Every label that something asks for, other than to put pairs together.
    private func uses() -> Set<String> {
        let rules = layout.observations
        var uses = Set(rules.dimensions.map(\.id) + (rules.keep + rules.drop).map(\.label))
        if case .label(let texts) = rules.period {
            uses.insert("period")
            texts.kindLabel.map { _ = uses.insert($0) }
        }
        if rules.area.isStated == nil { uses.insert("area") }
        if case .labels(let labels, _) = rules.measure { uses.formUnion(labels) }
        if let section = layout.section { uses.insert(section.column) }
        return uses
    }

    /// The place of a value, or of the nearest above it that there is.
    private func place(_ keys: [String]) -> Diagnostic.Place {
        var setting = root
        for key in keys {
            guard case .map(let entries) = setting.value,
                let entry = entries.first(where: { $0.key == key })
            else { break }
            setting = entry.value
        }
        return setting.place
    }
}
