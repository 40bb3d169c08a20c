/// Between which numbers the true figure lies, and by what kind of knowledge.
public struct Bounds: Hashable, Sendable {
    /// What the bounds come from. Hard and statistical bounds are never mixed.
    public enum Kind: String, Hashable, Sendable {
        /// The publisher's rounding: the true figure lies inside for certain.
        case rounding
        /// A marker that means "below a threshold".
        case threshold
        /// A 95 % confidence interval.
        case ci95
        /// Two coefficients of variation either way.
        case cv
        case none
    }

    /// The least it can be, or nil when nothing is known.
    public var lower: ExactDecimal?
    /// The most it can be, or nil when nothing is known.
    public var upper: ExactDecimal?
    public var kind: Kind

    public init(lower: ExactDecimal?, upper: ExactDecimal?, kind: Kind) {
        self.lower = lower
        self.upper = upper
        self.kind = kind
    }

    public static let unknown = Bounds(lower: nil, upper: nil, kind: .none)
}
