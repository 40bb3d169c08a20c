internal import LMIModel

/// Which texts of a label are periods: one declared style, or one of several.
public struct PeriodTexts: Hashable, Sendable {
    /// What tells a period's styles.
    public enum Styles: Hashable, Sendable {
        case these([PeriodStyle])
        /// Each text of another label has styles of its own: `m` a month, `q` a quarter.
        case said(by: String, [String: [PeriodStyle]])
    }

    public var styles: Styles

    public init(_ styles: Styles) { self.styles = styles }

    public static func style(_ style: PeriodStyle) -> Self { Self(.these([style])) }

    /// How periods of a kind are written where a definition does not say.
    public static func usual(_ kind: PeriodStyle.Kind) -> Self { .style(.usual(kind)) }

    /// The label that says which kind of period a text is, where one does.
    public var kindLabel: String? {
        if case .said(let label, _) = styles { label } else { nil }
    }

    /// What a text comes to.
    enum Reading: Hashable {
        case period(Period, PeriodStyle)
        case differs
        /// Two styles make two periods of it.
        case isAmbiguous(PeriodStyle, PeriodStyle)
    }

    static func read(_ text: String, as styles: [PeriodStyle]) -> Reading {
        var found: (period: Period, style: PeriodStyle)?
        for style in styles {
            guard let period = style.period(text) else { continue }
            if let found, found.period != period { return .isAmbiguous(found.style, style) }
            found = (period, style)
        }
        return found.map { .period($0.period, $0.style) } ?? .differs
    }
}
