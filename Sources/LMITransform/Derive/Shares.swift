public import LMIModel

/// Parts as percentages of their totals.
public struct Shares: Sendable {
    /// The id of the new indicator, such as `employees_share`.
    public var indicator: String
    /// The coordinate that tells the parts apart, such as `sector`. Totals do not have it.
    public var dimension: String
    /// Decimals of the percentages, 0 to 18.
    public var decimals: Int
    /// True when the parts of a series make up its total, each counted once: then a share is known better.
    public var isWhole: Bool
    /// True when the totals given are sums that the parts were counted in, not figures rounded apart.
    public var totalsHoldParts: Bool

    public init(
        indicator: String, dimension: String, decimals: Int, isWhole: Bool, totalsHoldParts: Bool = false
    ) {
        self.indicator = indicator
        self.dimension = dimension
        self.decimals = decimals
        self.isWhole = isWhole
        self.totalsHoldParts = totalsHoldParts
    }

    /// One percentage for each of `parts`, in their series' order.
    ///
    /// A part or a total without a number gives a share without one. Bounds come of rounding only; where the
    /// figures' bounds are a sample's, the share has none.
    ///
    /// - Parameter totals: Published totals, or sums; where `isWhole`, a series without one is measured by its sum.
    /// - Throws: ``Diagnostic`` when a figure does not add, lacks the dimension, stands twice or is too long.
    /// - Complexity: O(*n*) in parts and totals.
    public func shares(
        of parts: [Observation], totals: [Observation] = []
    ) throws(Diagnostic) -> [Observation] {
        let table = try ShareTable(
            parts, totals: totals, along: dimension, isWhole: isWhole, totalsHoldParts: totalsHoldParts)
        var derived: [Observation] = []
        for (place, group) in table.groups.groups.enumerated() {
            for part in group {
                var share = part
                share.indicator = indicator
                share.unit = "percent"
                share.derivation = .share
                share.adds = false
                share.cell = nil
                do {
                    (share.figure, share.bounds, share.note) = try table.share(of: part, at: place)
                        .figure(times: Fraction(100), decimals: decimals)
                } catch {
                    throw error.diagnostic(
                        "the share \(indicator.quoted) of \(part.area.name.quoted)", at: part.cell)
                }
                derived.append(share)
            }
        }
        return derived
    }
}
