public import LMIModel

/// Between which numbers figures of a unit can plausibly lie.
public struct PlausibleRange: Hashable, Sendable {
    public var least: ExactDecimal?
    public var most: ExactDecimal?

    public init(least: ExactDecimal?, most: ExactDecimal?) {
        self.least = least
        self.most = most
    }

    /// 0 to 100.
    public static let percent = PlausibleRange(least: .zero, most: ExactDecimal(units: 100))
    /// 0 and more.
    public static let count = PlausibleRange(least: .zero, most: nil)
}

/// Whether figures lie where figures of their unit can lie.
public struct RangeCheck: Sendable {
    /// By unit, such as `people` or `percent`. Units that are not named are not checked.
    public var ranges: [String: PlausibleRange]

    public init(ranges: [String: PlausibleRange]) { self.ranges = ranges }

    /// An error at the cell of each figure outside its unit's range, in the order of `observations`.
    ///
    /// A change may be negative whatever its unit, so it is not checked.
    public func findings(_ observations: [Observation]) -> [Diagnostic] {
        observations.compactMap { observation in
            guard observation.derivation != .change, let range = ranges[observation.unit],
                case .published(let number, _) = observation.figure
            else { return nil }
            if let least = range.least, number < least {
                return Self.outside(observation, number, "below", least)
            }
            if let most = range.most, number > most {
                return Self.outside(observation, number, "above", most)
            }
            return nil
        }
    }

    private static func outside(
        _ observation: Observation, _ number: ExactDecimal, _ side: String, _ limit: ExactDecimal
    ) -> Diagnostic {
        Diagnostic(
            .error, .content, at: observation.cell.map { .cell($0) } ?? .nowhere,
            "\(number.description.quoted) is \(side) \(limit.grouped), which figures of \(observation.indicator.quoted) in \(observation.unit) cannot be",
            mend:
                "if the number is right, correct `unit:` or the range in the definition; else hold the source"
        )
    }
}
