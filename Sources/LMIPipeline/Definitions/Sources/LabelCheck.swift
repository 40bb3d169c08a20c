internal import LMIModel
internal import LMITransform

/// Whether every label of a source's definition is said in one place and used by something: a label said twice
/// would be read from one of the two by chance, and one that nothing uses would be lost without a word.
///
/// A gap of a template may say what nobody needs: its braces say in the definition that some text stands there.
/// But of all that a template or a section row gives, something must be used, unless the template is of a line
/// above the table, which it then checks.
struct LabelCheck {
    private let rows: RowLayout
    private let pairs: PairLayout?
    /// What asks for labels: every one that a figure or record needs.
    private let needs: Set<String>
    private let isRegister: Bool
    /// The source's definition as a tree, for the lines of messages.
    private let root: Setting

    init(
        _ rows: RowLayout, pairs: PairLayout? = nil, needs: [String], isRegister: Bool = false,
        of root: Setting
    ) {
        self.rows = rows
        self.pairs = pairs
        self.needs = Set(needs)
        self.isRegister = isRegister
        self.root = root
    }

    /// A line of the definition that gives labels.
    private struct Origin {
        var labels: [String]
        /// Such as `labels`.
        var key: String
        var place: Diagnostic.Place
    }

    /// - Throws: ``Diagnostic`` at the line of the first label that is said twice, used by nothing, or used for
    ///   what it cannot say.
    func check() throws(Diagnostic) {
        let origins = self.origins()
        var seen: [String: Origin] = [:]
        for origin in origins {
            for label in origin.labels {
                guard let twin = seen.updateValue(origin, forKey: label) else { continue }
                throw Diagnostic(
                    .error, .configuration, at: origin.place,
                    "the label \(label.quoted) is said by `\(origin.key):` and by `\(twin.key):` as well",
                    mend: "take one of the two away, or give it a name of its own")
            }
        }
        let uses = needs.union(ownUses)
        for origin in origins
        where origin.key != "lines" && !origin.labels.contains(where: { uses.contains($0) || isPair($0) }) {
            throw Diagnostic(
                .error, .configuration, at: origin.place,
                "nothing uses the \(origin.labels.count == 1 ? "label" : "labels") \(origin.labels.map(\.quoted).joined(separator: ", ")) that `\(origin.key):` gives",
                mend: mend(origin))
        }
        guard let pairs, uses.contains(pairs.label) else { return }
        throw Diagnostic(
            .error, .configuration, at: place(["rows", "pairs", "label"]),
            "the label \(pairs.label.quoted) tells values from confidences, and is used under `observations:` or `section:` as well",
            mend: "take it away there: rows are put together in pairs before anything else is read from them")
    }

    private func mend(_ origin: Origin) -> String {
        if isRegister {
            return
                "say what it holds under `columns:` of `register:`, or name it under `kept out:` there if it is not to be handed on"
        }
        return origin.key == "labels"
            ? "use it under `observations:`, such as under `broken down by:`, `keep:` or `drop:`; if it says nothing of the figures, move its column to `ignore:` or `expect:`"
            : "use one under `observations:`, such as under `broken down by:`, `keep:` or `drop:`, or take the line away"
    }

    /// Every label that the definition gives a text.
    var given: [String] { origins().flatMap(\.labels) }

    private func isPair(_ label: String) -> Bool { pairs?.label == label }

    /// Every place where labels get their texts.
    private func origins() -> [Origin] {
        var origins: [Origin] = []
        func add(_ labels: [String], _ key: String, _ path: [String]) {
            origins.append(Origin(labels: labels, key: key, place: place(path)))
        }
        origins += rows.above.keys.sorted().map(above)
        if let beside = rows.sideBySide {
            add([beside.label], "side by side", ["table", "side by side", "label"])
        }
        for label in rows.columns.labels { add([label.name], "labels", ["columns", "labels", label.name]) }
        for label in Set(rows.columns.values.compactMap(\.headingSays)).sorted() {
            add([label], "heading says", ["columns", "values", "heading says"])
        }
        for rule in rows.carryDown {
            guard let says = rule.says else { continue }
            add([says.label], "carry down", ["rows", "carry down", rule.label, "says"])
        }
        for section in rows.sections { add(section.gives, "section", ["rows", "section", "says"]) }
        for split in rows.splits { add(split.gives, "split", ["split", split.label]) }
        return origins
    }

    /// Where a label above the table is given: by a labelled line, by the heading, or by a gap in a line.
    private func above(_ label: String) -> Origin {
        let taken = setting(["table", "above", "take", label])
        if taken.isExact { return Origin(labels: [label], key: "take", place: taken.value.place) }
        let said = setting(["table", "header", "says"])
        if said.isExact, case .text(label) = said.value.value {
            return Origin(labels: [label], key: "says", place: said.value.place)
        }
        return Origin(labels: [label], key: "lines", place: place(["table", "above", "lines"]))
    }

    /// Every label that a rule of the rows themselves asks for.
    private var ownUses: [String] {
        rows.sections.flatMap { [$0.column] + $0.with.values } + rows.splits.map(\.label)
    }

    /// The place of a value, or of the nearest above it that there is.
    private func place(_ keys: [String]) -> Diagnostic.Place { setting(keys).value.place }

    private func setting(_ keys: [String]) -> (value: Setting, isExact: Bool) {
        var setting = root
        for key in keys {
            guard case .map(let entries) = setting.value,
                let entry = entries.first(where: { $0.key == key })
            else { return (setting, false) }
            setting = entry.value
        }
        return (setting, true)
    }
}
