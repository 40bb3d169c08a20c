internal import LMIModel

/// Ready-made text for a figure, so that a website prints it without a rule of its own: the number, the
/// range, or in words why there is none.
enum DisplayText {
    static func of(_ observation: Observation) -> String {
        switch observation.figure {
        case .published(let number, let statuses):
            let after = statuses.max { $0.gravity < $1.gravity }?.afterNumber ?? ""
            return published(number, observation) + after
        case .withheld(let reason): return withheld(reason, observation)
        }
    }

    private static func published(_ number: ExactDecimal, _ observation: Observation) -> String {
        let text = text(number, observation.unit)
        // A rounded zero may be something: the bounds say how much.
        let mayBeMore = observation.bounds.upper.map { $0 > .zero } ?? false
        return number.isZero && mayBeMore && observation.bounds.kind == .rounding ? "rounds to \(text)" : text
    }

    private static func withheld(_ reason: Reason, _ observation: Observation) -> String {
        let unit = observation.unit
        let words = words(reason, observation.note)
        let because = observation.note.isEmpty ? "" : ": \(observation.note)"
        // Bounds are told only where they were worked out from what is published: a suppressed rate lies
        // between 0 and 100, which says nothing.
        switch (reason, observation.bounds.lower, observation.bounds.upper) {
        case (.partial, let lower?, let upper?):
            return "between \(text(lower, unit)) and \(text(upper, unit))\(because)"
        case (.partial, let lower?, nil): return "at least \(text(lower, unit))\(because)"
        case (.partial, nil, let upper?): return "at most \(text(upper, unit))\(because)"
        case (.notDerivable, let lower?, nil):
            return "at least \(text(lower, unit))\(because.isEmpty ? "; the rest \(words)" : because)"
        case (.low, _, let upper?) where observation.bounds.kind == .threshold:
            return "below \(text(upper, unit))"
        default: return words
        }
    }

    private static func words(_ reason: Reason, _ note: String) -> String {
        guard !note.isEmpty else { return reason.words }
        return note.hasPrefix(reason.head) ? note : "\(reason.head): \(note)"
    }

    /// A number with its unit where the unit is written beside numbers: `37.5%`, `£612.40`, `15,000`.
    ///
    /// The minus is the sign and not the hyphen, with which a spreadsheet would begin a formula.
    static func text(_ number: ExactDecimal, _ unit: String) -> String {
        let sign = number.isNegative ? "\u{2212}" : ""
        let digits = number.grouped.drop { $0 == "-" }
        if unit == "percent" { return "\(sign)\(digits)%" }
        if unit == "percentage_points" { return "\(sign)\(digits) percentage points" }
        return unit.hasPrefix("£") ? "\(sign)£\(digits)\(unit.dropFirst())" : "\(sign)\(digits)"
    }
}
