internal import LMIModel

/// Half widths of statistical intervals, which combine in quadrature when estimates are added or subtracted.
///
/// The estimates are taken as independent; for overlapping samples, such as two rolling years that share
/// months, the result would be wrong and must not be asked for.
enum HalfWidths {
    /// The half width of a sum or difference: the root of the sum of squares, rounded up.
    ///
    /// Rounded up because an interval may be said too wide, never too narrow.
    ///
    /// - Parameter decimals: The decimals of the result, 0 to 18.
    static func combined(_ halves: [ExactDecimal], decimals: Int) throws(Fraction.Overflow) -> ExactDecimal {
        let scale = max(halves.map(\.scale).max() ?? 0, decimals)
        var squares: Int128 = 0
        for half in halves {
            let units = try half.fraction.rounded(to: scale, .up).units
            let (square, isTooLarge) = Int128(units).multipliedReportingOverflow(by: Int128(units))
            let (sum, isTooMuch) = squares.addingReportingOverflow(square)
            guard !isTooLarge, !isTooMuch else { throw Fraction.Overflow() }
            squares = sum
        }
        guard let root = Int64(exactly: rootRoundedUp(squares)) else { throw Fraction.Overflow() }
        return try ExactDecimal(units: root, scale: scale).fraction.rounded(to: decimals, .up)
    }

    /// The least whole number whose square is not below `square`, which is not negative.
    static func rootRoundedUp(_ square: Int128) -> Int128 {
        var root: Int128 = 0
        var bit: Int128 = 1 << 62
        while bit > 0 {
            let next = root + bit
            if next * next <= square { root = next }
            bit >>= 1
        }
        return root * root == square ? root : root + 1
    }
}
