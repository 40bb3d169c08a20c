public import LMIModel

/// A sum of counts, of which some may have no number.
public struct FigureSum: Hashable, Sendable {
    /// One part of a sum.
    public struct Part: Hashable, Sendable {
        /// What the part is called in a note, such as its code.
        public var name: String
        public var figure: Figure
        public var bounds: Bounds

        public init(_ name: String, _ figure: Figure, _ bounds: Bounds) {
            self.name = name
            self.figure = figure
            self.bounds = bounds
        }
    }

    /// The sum with all statuses of its parts, or ``Reason/partial``.
    public let figure: Figure
    public let bounds: Bounds
    /// How many parts are missing, and which; empty when none is.
    public let note: String

    /// Adds `parts`, which are counts that do not overlap.
    ///
    /// A part that was withheld makes the sum a range: from the least that all parts can be together to the
    /// most, where the most is known of every part, or of all of them by `ceiling`.
    ///
    /// - Parameter ceiling: The most that all parts can be together, by a published total that they are part
    ///   of. Not used when exactly one part can be of any size, for it would give that part away.
    public init(of parts: [Part], ceiling: Fraction? = nil) throws(Fraction.Overflow) {
        var missing: [String] = []
        var ofAnySize = 0
        var numbers: [ExactDecimal] = []
        var statuses: Set<ValueStatus> = []
        for part in parts {
            switch part.figure {
            case .published(let number, let flags):
                numbers.append(number)
                statuses.formUnion(flags)
            case .withheld:
                missing.append(part.name)
                // One that lies below a threshold hides nothing of the others.
                if !part.bounds.kind.isHard || part.bounds.upper == nil { ofAnySize += 1 }
            }
        }
        if missing.isEmpty {
            let total = try Self.sum(of: numbers)
            figure = .published(total, statuses)
            bounds = try Self.bounds(ofWhole: parts, numbers, total)
            note = ""
        } else {
            figure = .withheld(.partial)
            bounds = try Self.bounds(ofBroken: parts, ceiling: ofAnySize > 1 ? ceiling : nil)
            let verb = missing.count == 1 ? "is" : "are"
            note =
                "\(missing.count) of the \(parts.count) figures in it \(verb) not published (\(NameList.text(missing)))"
        }
    }

    private static func sum(of numbers: [ExactDecimal]) throws(Fraction.Overflow) -> ExactDecimal {
        var total = Fraction.zero
        for number in numbers { total = try total.adding(number.fraction) }
        return try total.rounded(to: numbers.map(\.scale).max() ?? 0)
    }

    private static func bounds(
        ofWhole parts: [Part], _ numbers: [ExactDecimal], _ total: ExactDecimal
    ) throws(Fraction.Overflow) -> Bounds {
        if parts.count == 1 { return parts[0].bounds }
        if parts.allSatisfy({ $0.bounds.kind.isHard }) {
            let lower = try HardRange.lower(parts)
            guard let upper = try HardRange.upper(parts) else { return .unknown }
            return Bounds(lower: lower.exactDecimal, upper: upper.exactDecimal, kind: .rounding)
        }
        let pairs = zip(numbers, parts).map { ($0, $1.bounds) }
        return try Bounds.spread(around: total.fraction, pairs, decimals: total.scale) ?? .unknown
    }

    private static func bounds(ofBroken parts: [Part], ceiling: Fraction?) throws(Fraction.Overflow) -> Bounds
    {
        let lower = try HardRange.lower(parts)
        if let upper = try HardRange.upper(parts) {
            let isThreshold = parts.contains { $0.bounds.kind == .threshold }
            return Bounds(
                lower: lower.exactDecimal, upper: upper.exactDecimal,
                kind: isThreshold ? .threshold : .rounding)
        }
        // A ceiling under the floor means that total and parts disagree: then nothing is known above.
        let upper = ceiling.flatMap { $0 < lower ? nil : $0.exactDecimal }
        return Bounds(lower: lower.exactDecimal, upper: upper, kind: .rounding)
    }
}

/// What is certain of counts that are added: rounding and thresholds count, chance errors do not.
enum HardRange {
    /// The least that `parts` can be together. A part of which nothing is certain can be 0.
    static func lower(_ parts: some Sequence<FigureSum.Part>) throws(Fraction.Overflow) -> Fraction {
        var total = Fraction.zero
        for part in parts where part.bounds.kind.isHard {
            if let lower = part.bounds.lower { total = try total.adding(lower.fraction) }
        }
        return total
    }

    /// The most that `parts` can be together; nil when one of them has no certain upper bound.
    static func upper(_ parts: some Sequence<FigureSum.Part>) throws(Fraction.Overflow) -> Fraction? {
        var total = Fraction.zero
        for part in parts {
            guard part.bounds.kind.isHard, let upper = part.bounds.upper else { return nil }
            total = try total.adding(upper.fraction)
        }
        return total
    }
}
