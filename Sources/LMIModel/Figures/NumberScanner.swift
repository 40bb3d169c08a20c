/// What the bytes of one cell are, read as a plain number: `1240`, `-3.2`, `0.25`.
public enum ScannedNumber: Hashable, Sendable {
    case number(units: Int64, scale: Int)
    /// A number of more digits than 64 bits hold.
    case tooLarge
    /// Anything else: letters, separators, a plus sign, a leading or trailing point, white space, nothing.
    case notANumber
}

/// The one reader of plain numbers, for the layouts and for the rollup: it allocates nothing.
public enum NumberScanner {
    /// Reads `range` of `bytes`.
    ///
    /// - Complexity: O(*n*) in the cell's length.
    public static func scan(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> ScannedNumber {
        var place = range.lowerBound
        let end = range.upperBound
        guard place < end else { return .notANumber }
        let isNegative = bytes[place] == UInt8(ascii: "-")
        if isNegative { place += 1 }
        let firstDigit = place
        var point = -1
        var units: Int64 = 0
        var overflows = false
        while place < end {
            let byte = bytes[place]
            let digit = byte &- UInt8(ascii: "0")
            if digit < 10 {
                let (tenfold, tooMany) = units.multipliedReportingOverflow(by: 10)
                let (next, past) = tenfold.subtractingReportingOverflow(Int64(digit))
                overflows = overflows || tooMany || past
                units = next
            } else if byte == UInt8(ascii: "."), point < 0, place > firstDigit {
                point = place
            } else {
                return .notANumber
            }
            place += 1
        }
        guard end > firstDigit, point != end - 1 else { return .notANumber }
        let scale = point < 0 ? 0 : end - point - 1
        if overflows || scale > 18 { return .tooLarge }
        if isNegative { return .number(units: units, scale: scale) }
        guard units != .min else { return .tooLarge }
        return .number(units: -units, scale: scale)
    }
}
