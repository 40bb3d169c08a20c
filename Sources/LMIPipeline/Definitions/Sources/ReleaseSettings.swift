internal import LMIExtract
internal import LMIModel
internal import LMITransform

/// Decodes `releases:`: when a publisher brings out the next edition.
enum ReleaseSettings {
    private static let example = "{every: 3 months, late after: 21 days}"

    static func rule(
        _ setting: Setting, form: inout SourceDefinition.Form
    ) throws(Diagnostic) -> ReleaseRule {
        var keys = try setting.keys("releases")
        let (every, next) = (keys.take("every"), keys.take("next in line"))
        let released = keys.take("released in line")
        let written = keys.take("written")
        let late = try keys.demand("late after", like: "21 days")
        try keys.finish()
        let lateAfter = try days(late)
        if let every {
            if let other = next ?? released ?? written {
                throw other.wrong(
                    "`every:` says already when editions come",
                    mend: "take this away, or `every:` if a line above the table says it")
            }
            return ReleaseRule(calendar: .every(try span(every, "every")), lateAfterDays: lateAfter)
        }
        guard let next else {
            throw setting.wrong(
                "nothing says when editions come", mend: "write it like `releases: \(example)`")
        }
        guard case .csv(var region, let encoding, let delimiter) = form else {
            throw next.wrong(
                "a page has no lines above its table", mend: "write `every:` in place of `next in line:`")
        }
        guard let written else {
            throw next.wrong(
                "`written:` is missing under `releases:`",
                mend: "add a line such as `written: 17 November 2026`")
        }
        var lines = ReleaseRule.Lines(
            next: try line(next, "next in line"),
            released: try released.map { setting throws(Diagnostic) in try line(setting, "released in line")
            },
            written: [])
        for item in try written.items("written") {
            lines.written.append(try ObservationSettings.style(item, [.snapshotDay]))
        }
        region.aboveTake = Set(region.aboveTake + lines.all).sorted()
        form = .csv(region, encoding, delimiter: delimiter)
        return ReleaseRule(calendar: .lines(lines), lateAfterDays: lateAfter)
    }

    private static func line(_ setting: Setting, _ key: String) throws(Diagnostic) -> String {
        let text = try setting.text(key)
        guard !text.isEmpty else {
            throw setting.wrong(
                "nothing stands after `\(key):`",
                mend: "write the first cell of the line there, such as `\(key): Next release`")
        }
        return text
    }

    /// A text such as `3 months`.
    private static func span(_ setting: Setting, _ key: String) throws(Diagnostic) -> ReleaseRule.Span {
        let text = try setting.text(key)
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        if words.count == 2, let count = Int(words[0]), "\(count)" == words[0], (1...999).contains(count) {
            let unit = ReleaseRule.Span.Unit.allCases.first {
                words[1] == (count == 1 ? $0.singular : $0.rawValue)
            }
            if let unit { return ReleaseRule.Span(count: count, unit: unit) }
        }
        throw setting.wrong(
            "\(text.quoted) is no span of time",
            mend: "write a number of days, weeks, months or years, such as `\(key): 3 months`")
    }

    private static func days(_ setting: Setting) throws(Diagnostic) -> Int {
        let span = try span(setting, "late after")
        switch span.unit {
        case .days: return span.count
        case .weeks: return 7 * span.count
        case .months, .years:
            throw setting.wrong(
                "how late is late is said in days or weeks", mend: "write it like `late after: 21 days`")
        }
    }
}
