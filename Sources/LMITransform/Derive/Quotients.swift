public import LMIModel

/// Location quotients: the share of a part here over its share in a place to compare with.
public struct Quotients: Sendable {
    /// The id of the new indicator, such as `employees_lq`.
    public var indicator: String
    /// The coordinate that tells the parts apart, such as `sector`.
    public var dimension: String
    /// The code of the area to compare with, such as `E92000001`.
    public var comparator: String
    /// Decimals of the quotients, 0 to 18.
    public var decimals: Int
    /// True when the parts of a series make up its total, each counted once.
    public var isWhole: Bool
    /// True when the totals given are sums that the parts were counted in, not figures rounded apart.
    public var totalsHoldParts: Bool

    public init(
        indicator: String, dimension: String, comparator: String, decimals: Int = 2, isWhole: Bool,
        totalsHoldParts: Bool = false
    ) {
        self.indicator = indicator
        self.dimension = dimension
        self.comparator = comparator
        self.decimals = decimals
        self.isWhole = isWhole
        self.totalsHoldParts = totalsHoldParts
    }

    /// One quotient for each of `parts` outside the area to compare with, in their series' order.
    ///
    /// Both shares are of one source, indicator and period. The quotient is taken of the exact shares, not of
    /// rounded ones.
    ///
    /// - Parameters:
    ///   - parts: Figures of all areas, with those of the area to compare with.
    ///   - totals: Published totals of all areas; where `isWhole`, a series without one is measured by its sum.
    /// - Throws: ``Diagnostic`` when a figure does not add, lacks the dimension, stands twice or is too long.
    /// - Complexity: O(*n*) in parts and totals.
    public func quotients(
        of parts: [Observation], totals: [Observation] = []
    ) throws(Diagnostic) -> [Observation] {
        let table = try ShareTable(
            parts, totals: totals, along: dimension, isWhole: isWhole, totalsHoldParts: totalsHoldParts)
        var derived: [Observation] = []
        for (place, group) in table.groups.groups.enumerated() where group[0].area.code != comparator {
            let there = comparison(to: place, in: table)
            for part in group {
                var quotient = part
                quotient.indicator = indicator
                quotient.unit = "ratio"
                quotient.derivation = .quotient
                quotient.adds = false
                quotient.cell = nil
                do {
                    (quotient.figure, quotient.bounds, quotient.note) = try ratio(
                        part, at: place, there, table
                    )
                    .figure(times: Fraction(1), decimals: decimals)
                } catch {
                    throw error.diagnostic(
                        "the quotient \(indicator.quoted) of \(part.area.name.quoted)", at: part.cell)
                }
                derived.append(quotient)
            }
        }
        return derived
    }

    /// The figures to compare the series at `place` with, by their codes, and which series they are of.
    private func comparison(
        to place: Int, in table: ShareTable
    ) -> (place: Int, parts: [Code: Observation])? {
        var key = table.groups.keys[place]
        key.area = comparator
        guard let other = table.groups.places[key] else { return nil }
        var parts: [Code: Observation] = [:]
        for part in table.groups.groups[other] {
            if let code = part.coordinates[dimension] { parts[code] = part }
        }
        return (other, parts)
    }

    private func ratio(
        _ part: Observation, at place: Int, _ comparison: (place: Int, parts: [Code: Observation])?,
        _ table: ShareTable
    ) throws(Fraction.Overflow) -> Ratio {
        guard let comparison, let code = part.coordinates[dimension], let other = comparison.parts[code]
        else {
            return .withheld(
                .notDerivable, note: "the source has no figure to compare with for the area \(comparator)")
        }
        let here = try table.share(of: part, at: place)
        let there = try table.share(of: other, at: comparison.place)
        guard case .known(let value, let low, let high, let statuses, let note) = here else { return here }
        switch there {
        case .withheld(let reason, let note):
            return .withheld(reason, note: "nothing to compare with in \(other.area.name): \(note)")
        case .known(let base, let baseLow, let baseHigh, let baseStatuses, let baseNote):
            guard let quotient = try value.divided(by: base) else {
                return .withheld(.notApplicable, note: "the share in \(other.area.name) is zero")
            }
            var lower: Fraction?
            var upper: Fraction?
            if let low, let baseHigh, let high, let baseLow {
                lower = try low.divided(by: baseHigh)
                upper = try high.divided(by: baseLow)
            }
            let notes = [note, baseNote].filter { !$0.isEmpty }
            return .known(
                quotient, lower: lower, upper: upper, statuses.union(baseStatuses), note: notes.first ?? "")
        }
    }
}
