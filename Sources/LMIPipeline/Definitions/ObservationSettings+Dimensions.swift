internal import LMIModel
internal import LMITransform

/// Decodes `broken down by:`.
extension ObservationSettings {
    static func dimension(
        _ entry: Setting.Entry, shared: SharedLists
    ) throws(Diagnostic) -> ObservationLayout.DimensionRule {
        var keys = try entry.value.keys(entry.key)
        let of = try keys.demand("of", like: "SIC 2007")
        let name = try of.text("of")
        guard let list = shared.codeLists[Classification(name)] else {
            let known = shared.codeLists.keys.map(\.rawValue).sorted()
            let nearest = name.didYouMean(among: known)
            throw of.wrong(
                "\(name.quoted) is not a code list of the pipeline",
                mend:
                    "\(nearest)the lists are: \(known.joined(separator: ", ")); add others under `code lists:` in the pipeline's file"
            )
        }
        let level = keys.take("level")
        let levelText = try level?.text("level")
        if let level, let levelText { try check(level: levelText, of: list, at: level) }
        let codeBefore = try keys.text("code before")
        var also: [String: String] = [:]
        for entry in try keys.keys("also")?.entries ?? [] {
            also[entry.key] = try code(entry.value, entry.key, of: list, level: levelText)
        }
        try keys.finish()
        return .init(id: entry.key, list: list, level: levelText, codeBefore: codeBefore, also: also)
    }

    static func check(level: String, of list: CodeList, at setting: Setting) throws(Diagnostic) {
        guard !list.entries.contains(where: { $0.level == level }) else { return }
        let levels = Set(list.entries.map(\.level)).subtracting([""]).sorted().joined(separator: ", ")
        throw setting.wrong(
            "\(list.classification) has no level \(level.quoted)",
            mend: levels.isEmpty
                ? "take the line away: its codes have no levels" : "its levels are: \(levels)")
    }

    /// A code of `list` that a spelling of the source stands for.
    static func code(
        _ setting: Setting, _ key: String, of list: CodeList, level: String?
    ) throws(Diagnostic) -> String {
        let code = try setting.text(key)
        if let entry = list.entry(code), level == nil || entry.level == level { return code }
        let known = list.entries.filter { level == nil || $0.level == level }.map(\.code)
        let nearest = code.nearest(of: known).map { "the nearest is \($0.quoted); " } ?? ""
        throw setting.wrong(
            "\(code.quoted) is not a \(level ?? "code") of \(list.classification)",
            mend: "\(nearest)the codes stand in \(list.file)")
    }
}
