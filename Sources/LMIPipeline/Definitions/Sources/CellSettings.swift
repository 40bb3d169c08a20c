internal import LMIModel
internal import LMITransform

/// Decodes `cells:`: how numbers are written and what stands instead of them.
enum CellSettings {
    /// The words for a status that leaves the number standing.
    private static let statuses: [String: ValueStatus] = [
        "normal": .normal, "provisional": .provisional, "estimated": .estimated, "forecast": .forecast,
        "imputed": .imputed, "definition differs": .definitionDiffers, "break in series": .seriesBreak,
        "low reliability": .lowReliability,
    ]

    /// - Parameter hasConfidence: Whether figures come with a confidence, in a row or a column of its own.
    static func cells(_ keys: inout Keys, hasConfidence: Bool) throws(Diagnostic) -> CellLayout {
        var keys = try keys.demand("cells", like: "{numbers: plain}").keys("cells")
        let numbers = try keys.demand("numbers", like: "plain")
        let cells = try cells(&keys, numbers: numbers, over: CellLayout())
        guard !hasConfidence || cells.confidence != nil else {
            throw Diagnostic(
                .error, .configuration, at: keys.place,
                "figures come with a confidence, and `cells:` does not say what it is",
                mend:
                    "add a line such as `confidence: coefficient of variation, percent` or `confidence: 95 % half width`"
            )
        }
        guard hasConfidence || (cells.confidence == nil && cells.insteadOfAConfidence.isEmpty) else {
            throw Diagnostic(
                .error, .configuration, at: keys.place,
                "`cells:` says what a confidence is, and no row or column holds one",
                mend: "name it with `pairs:` under `rows:` or `each:` under `values:`, or take the line away")
        }
        return cells
    }

    /// What the cells of one measure mean: each key that is given takes the place of the same key of `cells`.
    static func cells(of setting: Setting, over cells: CellLayout) throws(Diagnostic) -> CellLayout {
        var keys = try setting.keys("cells")
        let own = try self.cells(&keys, numbers: keys.take("numbers"), over: cells)
        guard cells.confidence == nil, own.confidence != nil || !own.insteadOfAConfidence.isEmpty else {
            return own
        }
        throw setting.wrong(
            "`cells:` says what a confidence is, and no row or column holds one",
            mend: "name it with `pairs:` under `rows:` or `each:` under `values:`, or take the line away")
    }

    private static func cells(
        _ keys: inout Keys, numbers: Setting?, over usual: CellLayout
    ) throws(Diagnostic) -> CellLayout {
        var cells = usual
        if let numbers { cells.numbers = try NumberSettings.style(numbers) }
        if let own = try meanings("instead of a number", &keys) { cells.insteadOfANumber = own }
        if let own = try meanings("flag", &keys) { cells.flags = own }
        if let own = keys.take("confidence") {
            cells.confidence = try own.choice("confidence", of: CellLayout.Confidence.self)
        }
        if let own = try meanings("instead of a confidence", &keys) { cells.insteadOfAConfidence = own }
        if let own = keys.take("negative") { cells.isNegativeAllowed = try own.yesOrNo("negative") }
        try keys.finish()
        return cells
    }

    /// Markers that all stand for a reason.
    static func reasons(_ key: String, _ keys: inout Keys) throws(Diagnostic) -> [String: Reason] {
        var reasons: [String: Reason] = [:]
        for entry in try keys.keys(key)?.entries ?? [] {
            guard case .withheld(let reason, nil) = try meaning(entry.value, key) else {
                throw entry.value.wrong(
                    "\(entry.key.quoted) needs a reason why there is no number",
                    mend: "write a reason such as suppressed_quality")
            }
            reasons[entry.key] = reason
        }
        return reasons
    }

    private static func meanings(
        _ key: String, _ keys: inout Keys
    ) throws(Diagnostic) -> [String: CellLayout.Meaning]? {
        guard let given = try keys.keys(key) else { return nil }
        var meanings: [String: CellLayout.Meaning] = [:]
        for entry in given.entries { meanings[entry.key] = try meaning(entry.value, key) }
        return meanings
    }

    /// A word, or `{means: low, below: 5}`, or `{means: definition differs, because: …}`.
    private static func meaning(_ setting: Setting, _ key: String) throws(Diagnostic) -> CellLayout.Meaning {
        guard case .map = setting.value else { return try word(setting, below: nil) }
        var keys = try setting.keys(key)
        let means = try keys.demand("means", like: "low")
        let below = try keys.take("below").map { setting throws(Diagnostic) in
            let text = try setting.text("below")
            guard let number = ExactDecimal(text), !number.isNegative, !number.isZero else {
                throw setting.wrong("\(text.quoted) is not a number above zero", mend: "write `below: 5`")
            }
            return number
        }
        _ = try keys.text("because")
        try keys.finish()
        return try word(means, below: below)
    }

    private static func word(_ setting: Setting, below: ExactDecimal?) throws(Diagnostic)
        -> CellLayout.Meaning
    {
        let text = try setting.text("means")
        if let status = statuses[text], below == nil { return .status(status) }
        let reasons = Reason.allCases.filter { $0 != .partial && $0 != .notDerivable }
        if let reason = reasons.first(where: { $0.rawValue == text }) {
            return .withheld(reason, below: below)
        }
        let words = statuses.keys.sorted() + reasons.map(\.rawValue)
        let nearest = text.didYouMean(among: words)
        throw setting.wrong(
            "\(text.quoted) is not a meaning that a marker can have",
            mend: "\(nearest)choose one of: \(words.joined(separator: ", "))")
    }
}
