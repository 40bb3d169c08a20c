public import LMIModel

extension Bounds.Kind {
    /// True when the true figure lies inside for certain, so that intervals may be added end by end.
    var isHard: Bool { self == .rounding || self == .threshold }
    /// True when the bounds speak of a sample's chance error.
    var isStatistical: Bool { self == .ci95 || self == .cv }
}

extension Bounds {
    /// What a marker that means "fewer than `threshold`" tells: from 0 up to the threshold.
    public static func below(_ threshold: ExactDecimal) -> Bounds {
        Bounds(lower: .zero, upper: threshold, kind: .threshold)
    }

    /// The 95 % intervals of `first` and `second` joined for their difference `first - second`.
    ///
    /// - Returns: `first - second`, give or take the root of the sum of the squared half widths; nil unless
    ///   both intervals are whole and statistical.
    /// - Throws: ``Diagnostic`` when a number has too many digits.
    public static func ofDifference(
        _ first: (ExactDecimal, Bounds), _ second: (ExactDecimal, Bounds), decimals: Int
    ) throws(Diagnostic) -> Bounds? {
        do {
            let value = try first.0.fraction.subtracting(second.0.fraction)
            return try spread(around: value, [first, second], decimals: decimals)
        } catch {
            throw error.diagnostic("the difference of \(first.0) and \(second.0)")
        }
    }

    /// An interval around `value` of the half widths of `parts` combined; nil unless all are of one statistical kind.
    static func spread(
        around value: Fraction, _ parts: [(ExactDecimal, Bounds)], decimals: Int
    ) throws(Fraction.Overflow) -> Bounds? {
        guard let kind = parts.first?.1.kind, kind.isStatistical, parts.allSatisfy({ $0.1.kind == kind })
        else { return nil }
        var halves: [ExactDecimal] = []
        for (number, bounds) in parts {
            guard let lower = bounds.lower, let upper = bounds.upper else { return nil }
            let below = try number.fraction.subtracting(lower.fraction)
            let above = try upper.fraction.subtracting(number.fraction)
            // An end clipped at 0 hides the half width; the other end shows it.
            guard let half = max(below, above).exactDecimal else { throw Fraction.Overflow() }
            halves.append(half)
        }
        let half = try HalfWidths.combined(halves, decimals: decimals).fraction
        return try Bounds(
            lower: value.subtracting(half).rounded(to: decimals, .down),
            upper: value.adding(half).rounded(to: decimals, .up), kind: kind)
    }
}
