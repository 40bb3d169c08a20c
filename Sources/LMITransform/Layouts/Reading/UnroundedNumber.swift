internal import LMIModel

/// Numbers as a computer prints them, `18.564461207307264` or `1.2e-05`, kept to a few decimals.
enum UnroundedNumber {
    /// The largest power of ten that a number may be written with; a computer's reach to 308.
    private static let mostExponent = 400

    /// Rounds the digits as they stand, half away from zero: no binary fraction comes between.
    ///
    /// - Parameters:
    ///   - bytes: A number without a minus, of any length, perhaps with a power of ten.
    ///   - decimals: 0 to 18. The result always has as many.
    /// - Complexity: O(*n*) in the number's length.
    static func scan(_ bytes: [UInt8], decimals: Int) -> ScannedNumber {
        let mantissa = bytes.prefix { $0 | 0x20 != UInt8(ascii: "e") }
        let parts = mantissa.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }),
            let exponent = exponent(bytes.dropFirst(mantissa.count))
        else { return .notANumber }
        let zeros = parts.joined().prefix { $0 == UInt8(ascii: "0") }.count
        let digits = Array(parts.joined().dropFirst(zeros))
        // How many of the digits stay; fewer than none where the number is far too small for one.
        let kept = parts[0].count - zeros + exponent + decimals
        if digits.isEmpty || kept < 0 { return .number(units: 0, scale: decimals) }
        guard kept <= 19 else { return .tooLarge }
        var units: Int64 = 0
        for place in 0..<kept {
            let digit = place < digits.count ? digits[place] & 0x0F : 0
            let (tenfold, tooMany) = units.multipliedReportingOverflow(by: 10)
            let (next, past) = tenfold.addingReportingOverflow(Int64(digit))
            guard !tooMany, !past else { return .tooLarge }
            units = next
        }
        if kept < digits.count, digits[kept] >= UInt8(ascii: "5") {
            guard units < .max else { return .tooLarge }
            units += 1
        }
        return .number(units: units, scale: decimals)
    }

    /// The power of ten after `e`; 0 where there is none, nil where it is not written as one.
    private static func exponent(_ bytes: ArraySlice<UInt8>) -> Int? {
        var rest = bytes.dropFirst()
        if bytes.isEmpty { return 0 }
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        guard (1...3).contains(rest.count), rest.allSatisfy(isDigit) else { return nil }
        let power = rest.reduce(0) { 10 * $0 + Int($1 & 0x0F) }
        return power > mostExponent ? nil : isNegative ? -power : power
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
