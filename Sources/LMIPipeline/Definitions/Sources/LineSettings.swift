internal import LMIExtract
internal import LMIModel

/// Decodes `above:`: the lines above a table that say something of its figures.
struct LineSettings {
    /// Labels, and the beginnings of the lines whose second cell they are.
    var take: [(label: String, line: String)] = []
    /// Beginnings of lines, and what their second cell must say.
    var expect: [String: String] = [:]
    var templates: [Template] = []

    init(_ keys: inout Keys) throws(Diagnostic) {
        guard var above = try keys.keys("above") else { return }
        for pair in try above.pairs("take") { take.append((pair.key, pair.value)) }
        for pair in try above.pairs("expect") { expect[pair.key] = pair.value }
        for item in try above.take("lines")?.items("lines") ?? [] {
            let template = try Self.template(item)
            if let gap = template.gaps.first(where: { gap in templates.contains { $0.gaps.contains(gap) } }) {
                throw item.wrong(
                    "two lines say the label \(gap.quoted)", mend: "give the gap in one of them another name")
            }
            templates.append(template)
        }
        try above.finish()
    }

    private static func template(_ setting: Setting) throws(Diagnostic) -> Template {
        let text = try setting.text("lines")
        guard !text.isEmpty else {
            throw setting.wrong(
                "an empty text is no line", mend: "write the whole first cell of a line above the table")
        }
        return try setting.template("lines", mayLackGaps: true)
    }

    /// All labels that stand above the table, and what ``Table/above`` calls each.
    ///
    /// - Throws: ``Diagnostic`` where two texts would have the same name there.
    func labels(header: RegionLayout.Header, of keys: Keys) throws(Diagnostic) -> [String: String] {
        var labels: [String: String] = [:]
        for (label, line) in take { labels[label] = line }
        var captured = templates.flatMap(\.gaps)
        if case .panels(_, let label) = header { captured.append(label) }
        let lines = Set(take.map(\.line)).union(expect.keys)
        for (place, label) in captured.enumerated() {
            if labels[label] != nil || lines.contains(label) || captured[..<place].contains(label) {
                throw Diagnostic(
                    .error, .configuration, at: keys.place,
                    "two things above the table are called \(label.quoted)",
                    mend: "give the gap under `lines:`, or the label of `header:`, another name")
            }
            labels[label] = label
        }
        return labels
    }
}
