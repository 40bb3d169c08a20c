internal import LMIModel
internal import LMITransform

/// Decodes `period:`.
extension ObservationSettings {
    static func periodRule(_ keys: inout Keys) throws(Diagnostic) -> ObservationLayout.PeriodRule {
        let setting = try keys.demand("period", like: "{as: year}")
        var period = try setting.keys("period")
        let kind = try period.demand("as", like: "year").choice("as", of: PeriodStyle.Kind.self)
        let stated = period.take("is")
        var style = PeriodStyle.usual(kind)
        if let written = period.take("written") {
            style.writing = try written.choice("written", of: PeriodStyle.Writing.self)
            guard style.isSensible else {
                throw written.wrong(
                    "\(style.writing.rawValue.quoted) does not say a \(kind.rawValue)",
                    mend: "correct `as:` or `written:` so that they fit")
            }
        }
        let because = try period.text("because")
        try period.finish()
        guard let stated else { return .label(style) }
        let text = try stated.text("is")
        let writings =
            [style]
            + PeriodStyle.Writing.allCases.map { PeriodStyle(kind: kind, writing: $0) }
            .filter(\.isSensible)
        guard let value = writings.lazy.compactMap({ $0.period(text) }).first else {
            throw stated.wrong("\(text.quoted) is not a \(kind.rawValue)", mend: "correct `is:` or `as:`")
        }
        guard because != nil else {
            throw stated.wrong(
                "the period is stated, but not why", mend: "add `because: …`, one sentence on how it is known"
            )
        }
        return .stated(value)
    }
}
