internal import LMIModel
internal import LMITransform

/// Decodes `period:`.
extension ObservationSettings {
    /// What may stand after `as:`.
    private enum Kinds {
        case these([PeriodStyle.Kind])
        /// Each text of a label has kinds of its own.
        case said(by: String, [(text: String, kinds: [PeriodStyle.Kind], setting: Setting)])

        var all: [PeriodStyle.Kind] {
            switch self {
            case .these(let kinds): kinds
            case .said(_, let each): each.flatMap(\.kinds)
            }
        }
    }

    static func periodRule(
        _ keys: inout Keys
    ) throws(Diagnostic) -> (ObservationLayout.PeriodRule, forecastAfter: Period?) {
        let setting = try keys.demand("period", like: "{as: year}")
        var period = try setting.keys("period")
        let asSetting = try period.demand("as", like: "year")
        let kinds = try kinds(asSetting)
        let stated = period.take("is")
        let written = period.take("written")
        let styles = try styles(kinds, asSetting, written)
        let because = try period.text("because")
        let after = period.take("forecast after")
        let forecastAfter = try after.map { setting throws(Diagnostic) in
            try one(setting, "forecast after", kinds.all)
        }
        try period.finish()
        guard let stated else { return (.label(PeriodTexts(styles)), forecastAfter) }
        let value = try one(stated, "is", kinds.all)
        guard because != nil else {
            throw stated.wrong(
                "the period is stated, but not why", mend: "add `because: …`, one sentence on how it is known"
            )
        }
        return (.stated(value), forecastAfter)
    }

    /// A kind, a list of kinds, or `{from: freq, each: {m: month, q: quarter}}`.
    private static func kinds(_ setting: Setting) throws(Diagnostic) -> Kinds {
        guard case .map = setting.value else { return .these(try listed(setting, "as")) }
        var keys = try setting.keys("as")
        let label = try keys.demandText("from", like: "freq")
        let each = try keys.demand("each", like: "{m: month, q: quarter}").keys("each")
        try keys.finish()
        var said: [(text: String, kinds: [PeriodStyle.Kind], setting: Setting)] = []
        for entry in each.entries {
            said.append((entry.key, try listed(entry.value, entry.key), entry.value))
        }
        return .said(by: label, said)
    }

    private static func listed(_ setting: Setting, _ key: String) throws(Diagnostic) -> [PeriodStyle.Kind] {
        var kinds: [PeriodStyle.Kind] = []
        for item in try setting.items(key) {
            kinds.append(try item.choice(key, of: PeriodStyle.Kind.self))
        }
        guard !kinds.isEmpty else {
            throw setting.wrong(
                "the list after `\(key):` is empty", mend: "write a kind of period, such as `\(key): year`")
        }
        return kinds
    }

    /// The kinds together with how they are written: pair by pair where both are lists.
    private static func styles(
        _ kinds: Kinds, _ setting: Setting, _ written: Setting?
    ) throws(Diagnostic) -> PeriodTexts.Styles {
        let examples = try written?.items("written")
        switch kinds {
        case .these(let kinds):
            guard let written, let examples else { return .these(kinds.map(PeriodStyle.usual)) }
            guard kinds.count == 1 || kinds.count == examples.count else {
                throw written.wrong(
                    "`as:` has \(kinds.count) kinds of period and `written:` \(examples.count) examples",
                    mend: "write one example for each kind, in the same order")
            }
            var styles: [PeriodStyle] = []
            for (place, example) in examples.enumerated() {
                let style = try style(example, [kinds[kinds.count == 1 ? 0 : place]])
                guard !styles.contains(style) else {
                    throw example.wrong(
                        "\(style.words) is said twice", mend: "take one of the two examples away")
                }
                styles.append(style)
            }
            return .these(styles)
        case .said(let label, let each):
            let all = kinds.all
            var writings: [PeriodWriting] = []
            for example in examples ?? [] { writings.append(try style(example, all).writing) }
            var styles: [String: [PeriodStyle]] = [:]
            for (text, kinds, setting) in each {
                styles[text] = kinds.flatMap { kind in
                    examples == nil
                        ? [.usual(kind)]
                        : writings.map { PeriodStyle(kind: kind, writing: $0) }.filter(\.isSensible)
                }
                guard styles[text]?.isEmpty == false else {
                    throw setting.wrong(
                        "`written:` has no example that says \(kinds[0].withArticle)",
                        mend: "add one to the list after `written:`")
                }
            }
            return .said(by: label, styles)
        }
    }

    /// The writing of `example` that can say one of `kinds`.
    static func style(
        _ example: Setting, _ kinds: [PeriodStyle.Kind]
    ) throws(Diagnostic) -> PeriodStyle {
        let text = try example.text("written")
        let styles = PeriodWriting.allCases.flatMap { writing in
            kinds.map { PeriodStyle(kind: $0, writing: writing) }
        }
        let sensible = styles.filter(\.isSensible)
        let fitting = sensible.filter { $0.writing.fits(text) }
        let writings = Set(fitting.map(\.writing))
        if let named = fitting.first(where: { $0.writing.rawValue == text }) { return named }
        if let only = fitting.first, writings.count == 1 { return only }
        let names = kinds.map(\.withArticle).joined(separator: " or ")
        if writings.count > 1 {
            throw example.wrong(
                "\(text.quoted) could be an example of several ways to write \(names)",
                mend:
                    "take one of: \(sensible.map(\.writing).filter(writings.contains).map(\.rawValue).joined(separator: ", "))"
            )
        }
        let known = PeriodWriting.allCases.first { $0.fits(text) }
        guard known != nil || !PeriodWriting.allCases.contains(where: { $0.hasYearsWithoutCentury(text) })
        else {
            throw example.wrong(
                "the year of \(text.quoted) has two digits, which do not say the century",
                mend: "ask the publisher for a file whose years have four digits")
        }
        var choice: [String] = []
        for style in sensible where !choice.contains(style.writing.rawValue) {
            choice.append(style.writing.rawValue)
        }
        throw example.wrong(
            "\(text.quoted) does not say \(names)",
            mend: known == nil
                ? "write an example such as one of: \(choice.joined(separator: ", "))"
                : "correct `as:` or `written:` so that they fit; such a period is written like one of: \(choice.joined(separator: ", "))"
        )
    }

    /// The one period that `setting` names in any writing.
    private static func one(
        _ setting: Setting, _ key: String, _ kinds: [PeriodStyle.Kind]
    ) throws(Diagnostic) -> Period {
        let text = try setting.text(key)
        let styles = kinds.flatMap { kind in
            PeriodWriting.allCases.map { PeriodStyle(kind: kind, writing: $0) }
        }
        let values = styles.compactMap { $0.period(text) }
        guard let value = values.first else {
            throw setting.wrong(
                "\(text.quoted) is not \(kinds.map(\.withArticle).joined(separator: " or "))",
                mend: "correct `\(key):` or `as:`")
        }
        guard values.allSatisfy({ $0.start == value.start && $0.end == value.end }) else {
            throw setting.wrong(
                "\(text.quoted) may be \(kinds.map(\.withArticle).joined(separator: " or "))",
                mend: "write it by its months, such as `Apr 2020-Mar 2021`, or correct `as:`")
        }
        return value
    }
}
