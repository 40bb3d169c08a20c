internal import LMIModel

extension Ratio {
    /// `factor` times the ratio as figure, bounds and note: the value to the nearest, the bounds outwards.
    func figure(times factor: Fraction, decimals: Int) throws(Fraction.Overflow) -> (Figure, Bounds, String) {
        switch self {
        case .withheld(let reason, let note): return (.withheld(reason), .unknown, note)
        case .known(let value, let lower, let upper, let statuses, let note):
            let number = try value.multiplied(by: factor).rounded(to: decimals)
            guard let lower else { return (.published(number, statuses), .unknown, note) }
            let bounds = try Bounds(
                lower: lower.multiplied(by: factor).rounded(to: decimals, .down),
                upper: upper?.multiplied(by: factor).rounded(to: decimals, .up), kind: .rounding)
            return (.published(number, statuses), bounds, note)
        }
    }
}
