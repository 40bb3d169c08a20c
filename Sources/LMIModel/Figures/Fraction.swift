/// An exact ratio of integers: sums, shares and quotients on the way from published decimals to published ones.
///
/// 128-bit integers, so nothing a publisher prints can overflow unseen: an operation that would is a
/// ``Fraction/Overflow``.
public struct Fraction: Sendable {
    public let numerator: Int128
    /// Always positive.
    public let denominator: Int128

    /// The result of an operation has no 128-bit form. No real figure comes near.
    public struct Overflow: Error, Sendable {
        public init() {}
    }

    /// How the last digit is chosen when a ratio has no end.
    public enum Rounding: Sendable {
        /// To the nearest, a half away from zero: for figures.
        case halfAwayFromZero
        /// Towards minus infinity: for lower bounds, which must stay below.
        case down
        /// Towards plus infinity: for upper bounds.
        case up
    }

    public static let zero = Fraction(0, over: 1)

    /// - Precondition: `denominator` is positive, and `numerator` has an opposite: it is not `Int128.min`.
    public init(_ numerator: Int128, over denominator: Int128 = 1) {
        precondition(denominator > 0 && numerator != .min)
        self.numerator = numerator
        self.denominator = denominator
    }

    /// 10 to the `exponent`, 0 to 37.
    static func power(_ exponent: Int) -> Int128 {
        var value: Int128 = 1
        for _ in 0..<exponent { value *= 10 }
        return value
    }

    public func adding(_ other: Fraction) throws(Overflow) -> Fraction {
        if denominator == other.denominator {
            return try Fraction(Self.sum(numerator, other.numerator), over: denominator)
        }
        let divisor = Self.commonDivisor(denominator, other.denominator)
        let mine = other.denominator / divisor
        let theirs = denominator / divisor
        return try Fraction(
            Self.sum(Self.product(numerator, mine), Self.product(other.numerator, theirs)),
            over: Self.product(denominator, mine)
        ).reduced
    }

    public func subtracting(_ other: Fraction) throws(Overflow) -> Fraction { try adding(other.negated) }

    public func multiplied(by other: Fraction) throws(Overflow) -> Fraction {
        let (left, right) = (reduced, other.reduced)
        let a = Fraction(left.numerator, over: right.denominator).reduced
        let b = Fraction(right.numerator, over: left.denominator).reduced
        return try Fraction(
            Self.product(a.numerator, b.numerator), over: Self.product(a.denominator, b.denominator))
    }

    /// This over `other`, or nil when `other` is zero.
    public func divided(by other: Fraction) throws(Overflow) -> Fraction? {
        guard other.numerator != 0 else { return nil }
        let sign: Int128 = other.numerator < 0 ? -1 : 1
        return try multiplied(by: Fraction(sign * other.denominator, over: sign * other.numerator))
    }

    public var negated: Fraction { Fraction(-numerator, over: denominator) }
    public var isZero: Bool { numerator == 0 }

    /// The decimal nearest to this ratio with `decimals` places.
    public func rounded(to decimals: Int, _ rule: Rounding = .halfAwayFromZero) throws(Overflow)
        -> ExactDecimal
    {
        let scaled = try Self.product(numerator, Self.power(decimals))
        var (quotient, rest) = scaled.quotientAndRemainder(dividingBy: denominator)
        switch rule {
        case .halfAwayFromZero:
            if rest.magnitude >= (denominator.magnitude + 1) / 2 { quotient += scaled < 0 ? -1 : 1 }
        case .down:
            if rest < 0 { quotient -= 1 }
        case .up:
            if rest > 0 { quotient += 1 }
        }
        guard let units = Int64(exactly: quotient) else { throw Overflow() }
        return ExactDecimal(units: units, scale: decimals)
    }

    /// The same ratio in lowest terms.
    public var reduced: Fraction {
        let divisor = Self.commonDivisor(numerator, denominator)
        return divisor <= 1 ? self : Fraction(numerator / divisor, over: denominator / divisor)
    }

    private static func commonDivisor(_ a: Int128, _ b: Int128) -> Int128 {
        var (x, y) = (a.magnitude, b.magnitude)
        while y != 0 { (x, y) = (y, x % y) }
        return x > UInt128(Int128.max) ? 1 : Int128(x)
    }

    private static func sum(_ a: Int128, _ b: Int128) throws(Overflow) -> Int128 {
        let (value, overflow) = a.addingReportingOverflow(b)
        guard !overflow, value != .min else { throw Overflow() }
        return value
    }

    private static func product(_ a: Int128, _ b: Int128) throws(Overflow) -> Int128 {
        let (value, overflow) = a.multipliedReportingOverflow(by: b)
        guard !overflow, value != .min else { throw Overflow() }
        return value
    }
}

extension Fraction: Hashable, Comparable {
    public static func == (left: Self, right: Self) -> Bool { left.compare(right) == 0 }
    public static func < (left: Self, right: Self) -> Bool { left.compare(right) < 0 }

    public func hash(into hasher: inout Hasher) {
        let lowest = reduced
        hasher.combine(lowest.numerator)
        hasher.combine(lowest.denominator)
    }

    /// Compares whole parts first, then the rests as turned-over fractions, so nothing can overflow.
    private func compare(_ other: Fraction) -> Int {
        var (a, b, c, d) = (numerator, denominator, other.numerator, other.denominator)
        var sign = 1
        while true {
            var (p, r) = a.quotientAndRemainder(dividingBy: b)
            if r < 0 { (p, r) = (p - 1, r + b) }
            var (q, s) = c.quotientAndRemainder(dividingBy: d)
            if s < 0 { (q, s) = (q - 1, s + d) }
            if p != q { return p < q ? -sign : sign }
            if r == 0 || s == 0 { return r == s ? 0 : (r == 0 ? -sign : sign) }
            (a, b, c, d) = (b, r, d, s)
            sign = -sign
        }
    }
}
