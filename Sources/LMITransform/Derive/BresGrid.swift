internal import LMIModel

/// The steps the Business Register and Employment Survey is rounded to, band by band.
///
/// Each band has two steps: the ordinary one, and a doubled one for cells under stricter disclosure
/// control. Files do not say which cell had which, so both are always reckoned with.
///
/// Source: Nomis, *BRES rounding*, article 1103.
enum BresGrid {
    /// From `floor` up to the next band's floor, which is outside.
    private struct Band {
        let floor: Int128
        let ceiling: Int128?
        let step: Int128
    }

    private static let bands = [
        Band(floor: 0, ceiling: 50, step: 5),
        Band(floor: 50, ceiling: 250, step: 25),
        Band(floor: 250, ceiling: 500, step: 50),
        Band(floor: 500, ceiling: 1_000, step: 100),
        Band(floor: 1_000, ceiling: 2_500, step: 250),
        Band(floor: 2_500, ceiling: 5_000, step: 500),
        Band(floor: 5_000, ceiling: nil, step: 1_000),
    ]

    /// The true figures that may stand behind the published `value`, which is not negative; nil when none may.
    ///
    /// A figure is rounded by the band that it lies in itself, so at the edge of two bands the intervals
    /// of both are joined. Between the least and the greatest of them there is never a hole.
    static func interval(of value: Fraction) throws(Fraction.Overflow) -> ClosedRange<Fraction>? {
        var joined: ClosedRange<Fraction>?
        for band in bands {
            for step in [band.step, 2 * band.step] {
                guard let whole = try RoundingRule.around(value, step: Fraction(step)) else { continue }
                let low = max(whole.lowerBound, Fraction(band.floor))
                let high = band.ceiling.map { min(whole.upperBound, Fraction($0)) } ?? whole.upperBound
                // A single point in common is none: halves are rounded up, and the ceiling is outside.
                guard low < high else { continue }
                joined = joined.map { min($0.lowerBound, low)...max($0.upperBound, high) } ?? low...high
            }
        }
        return joined
    }
}
