internal import LMIModel

/// Ready-made text for a figure, so that a website prints it without a rule of its own: the number, the
/// range, or in words why there is none.
enum DisplayText {
    /// - Parameter unit: What is to stand after a number, before what qualifies it.
    static func of(_ observation: Observation, unit: String = "") -> String {
        switch observation.figure {
        case .published(let number, let statuses):
            let after = statuses.max { $0.gravity < $1.gravity }?.afterNumber ?? ""
            return published(number, observation) + unit + after
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
        let note = shortened(observation.note)
        let words = words(reason, note)
        let because = note.isEmpty ? "" : ": \(note)"
        // Bounds are told only where they were worked out from what is published: a suppressed rate lies
        // between 0 and 100, which says nothing.
        let lower = observation.bounds.lower.map { bound($0, observation.unit, isUpper: false) }
        let upper = observation.bounds.upper.map { bound($0, observation.unit, isUpper: true) }
        switch (reason, lower, upper) {
        case (.partial, let lower?, let upper?): return "between \(lower) and \(upper)\(because)"
        case (.partial, let lower?, nil): return "at least \(lower)\(because)"
        case (.partial, nil, let upper?): return "at most \(upper)\(because)"
        case (.notDerivable, let lower?, nil):
            return "at least \(lower)\(because.isEmpty ? "; the rest \(words)" : because)"
        case (.low, _, let upper?) where observation.bounds.kind == .threshold: return "below \(upper)"
        default: return words
        }
    }

    /// A note that fits under a chart: a long list of codes ends after some of them. The column `note` has all.
    private static func shortened(_ note: String) -> String {
        let parts = note.split(separator: ", ", omittingEmptySubsequences: false)
        guard note.count > 120, parts.count > 6 else { return note }
        return parts.prefix(5).joined(separator: ", ") + " and others"
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
        // Nobody writes £681.4.
        let pence = number.scale == 1 ? "0" : ""
        if unit == "pounds" { return "\(sign)£\(digits)\(pence)" }
        return unit.hasPrefix("£") ? "\(sign)£\(digits)\(pence)\(unit.dropFirst())" : "\(sign)\(digits)"
    }

    /// A bound as ``text(_:_:)`` writes it. Nobody is half a person: of a count it is the next whole number
    /// outward, so that what is said is never tighter than the truth.
    private static func bound(_ number: ExactDecimal, _ unit: String, isUpper: Bool) -> String {
        guard counts(unit) else { return text(number, unit) }
        var divisor: Int64 = 1
        for _ in 0..<number.scale { divisor *= 10 }
        let (quotient, rest) = number.units.quotientAndRemainder(dividingBy: divisor)
        // Division cuts towards zero.
        let outward: Int64 = rest > 0 && isUpper ? 1 : rest < 0 && !isUpper ? -1 : 0
        return text(ExactDecimal(units: quotient + outward), unit)
    }

    /// Whether what `unit` counts comes in wholes, such as people, jobs and workplaces.
    private static func counts(_ unit: String) -> Bool {
        !unit.hasPrefix("£") && !["percent", "percentage_points", "pounds", "ratio", "hours"].contains(unit)
            && !unit.split(separator: " ").contains("per")
    }
}
