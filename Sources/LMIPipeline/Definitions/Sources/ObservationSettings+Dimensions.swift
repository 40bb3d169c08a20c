internal import LMIModel
internal import LMITransform

/// Decodes `broken down by:`.
extension ObservationSettings {
    /// - Parameters:
    ///   - source: The source's id, which names a list of codes that stands in its definition.
    ///   - path: The definition's path, where such a list stands.
    static func dimension(
        _ entry: Setting.Entry, shared: SharedLists, source: String, path: String
    ) throws(Diagnostic) -> ObservationLayout.DimensionRule {
        var keys = try entry.value.keys(entry.key)
        if let texts = keys.take("texts") {
            let list = try list(texts, Classification("\(entry.key) of \(source)"), path, shared)
            try keys.finish()
            return .init(id: entry.key, list: list)
        }
        let list = try list(keys.demand("of", like: "SIC 2007"), shared)
        let level = keys.take("level")
        let kept = keys.take("keep level")
        if let kept, level != nil {
            throw kept.wrong(
                "`level:` says that all codes are of one level, and `keep level:` that others are left out",
                mend: "take one of the two lines away")
        }
        let either = level ?? kept
        let levelText = try either?.text(kept == nil ? "level" : "keep level")
        if let either, let levelText { try check(level: levelText, of: list, at: either) }
        let codeBefore = try keys.text("code before")
        var digits: Int?
        if let zeros = keys.take("leading zeros") {
            _ = try zeros.choice("leading zeros", of: LeadingZeros.self)
            digits = try self.digits(of: list, level: kept == nil ? levelText : nil, at: zeros)
        }
        var also: [String: String] = [:]
        for entry in try keys.keys("also")?.entries ?? [] {
            also[entry.key] = try code(
                entry.value, entry.key, of: list, level: kept == nil ? levelText : nil)
        }
        try keys.finish()
        return .init(
            id: entry.key, list: list, level: levelText, dropsOtherLevels: kept != nil,
            codeBefore: codeBefore, digits: digits, also: also)
    }

    private enum LeadingZeros: String, CaseIterable { case lost }

    /// A code list of the pipeline, by its name.
    private static func list(_ of: Setting, _ shared: SharedLists) throws(Diagnostic) -> CodeList {
        let name = try of.text("of")
        if let list = shared.codeLists[Classification(name)] { return list }
        let known = shared.codeLists.keys.map(\.rawValue).sorted()
        throw of.wrong(
            "\(name.quoted) is not a code list of the pipeline",
            mend:
                "\(name.didYouMean(among: known))the lists are: \(known.joined(separator: ", ")); add others under `code lists:` in the pipeline's file, or write the few texts there are under `texts:`"
        )
    }

    /// A code list that stands in the definition itself: each text is its own code.
    private static func list(
        _ setting: Setting, _ classification: Classification, _ path: String, _ shared: SharedLists
    ) throws(Diagnostic) -> CodeList {
        let texts = try setting.keys("texts")
        var entries: [CodeList.Entry] = []
        for entry in texts.entries {
            let label = try entry.value.text(entry.key)
            guard !entry.key.isEmpty, !label.isEmpty else {
                throw entry.value.wrong(
                    "a text of `texts:` and what it stands for must both be there",
                    mend: "write `cohort: All pupils`, the text of the file first")
            }
            entries.append(.init(code: entry.key, label: label))
        }
        guard shared.codeLists[classification] == nil else {
            throw setting.wrong(
                "the pipeline has a code list called \(classification.rawValue.quoted) already",
                mend: "give that list another name under `code lists:` in the pipeline's file")
        }
        return try CodeList(classification, file: path, entries: entries)
    }

    /// How many digits each code of a level has, so that a shorter text has lost the zeros it began with.
    private static func digits(
        of list: CodeList, level: String?, at setting: Setting
    ) throws(Diagnostic) -> Int {
        let levels = Set(list.entries.map(\.level))
        guard level != nil || levels.count == 1 else {
            throw setting.wrong(
                "without its leading zeros a code may be one of several levels of \(list.classification)",
                mend: "say with `level:` which level the codes of the file are of")
        }
        let codes = list.entries.filter { level == nil || $0.level == level }.map(\.code)
        let lengths = Set(codes.map(\.utf8.count))
        let isDigits = codes.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        guard isDigits, let digits = lengths.first, lengths.count == 1 else {
            throw setting.wrong(
                "the codes of \(level.map { "the level \($0.quoted) of " } ?? "")\(list.classification) are not all digits of one length, so that lost zeros cannot be put back",
                mend: "take `leading zeros:` away, and write the spellings of the file under `also:`")
        }
        return digits
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
