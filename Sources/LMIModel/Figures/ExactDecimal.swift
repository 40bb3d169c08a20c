/// A decimal number, held exactly: `units` × 10^-`scale`.
///
/// Published figures are decimals, and so are sums of them: no binary fraction stands anywhere on the way
/// from a source to a bundle, so an independent decimal computation agrees to the last digit.
public struct ExactDecimal: Sendable {
    /// The number without its point: 37.5 has the units 375.
    public let units: Int64
    /// How many decimals it has, 0 to 18. A number keeps the decimals it was published with.
    public let scale: Int

    public init(units: Int64, scale: Int = 0) {
        precondition((0...18).contains(scale))
        self.units = units
        self.scale = scale
    }

    public static let zero = ExactDecimal(units: 0)

    /// The same number as an exact fraction, for sums and ratios.
    public var fraction: Fraction { Fraction(Int128(units), over: Fraction.power(scale)) }

    public var isNegative: Bool { units < 0 }
    public var isZero: Bool { units == 0 }
}

extension ExactDecimal: Hashable, Comparable {
    /// By value: 37.0 is 37.
    public static func == (left: Self, right: Self) -> Bool { left.fraction == right.fraction }
    public static func < (left: Self, right: Self) -> Bool { left.fraction < right.fraction }

    public func hash(into hasher: inout Hasher) {
        var (units, scale) = (units, scale)
        while scale > 0, units % 10 == 0 {
            units /= 10
            scale -= 1
        }
        hasher.combine(units)
        hasher.combine(units == 0 ? 0 : scale)
    }
}

extension ExactDecimal: CustomStringConvertible {
    /// As JSON and CSV write it: `-3.20`, `1240`. A minus zero is a zero.
    public var description: String {
        var digits = String(units.magnitude)
        if scale > 0 {
            let missing = scale + 1 - digits.count
            if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -scale))
        }
        return (units < 0 ? "-" : "") + digits
    }

    /// As a person reads it: `12,500`, `-3.2`.
    public var grouped: String {
        let plain = description
        let sign = plain.hasPrefix("-") ? "-" : ""
        let parts = plain.dropFirst(sign.count).split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first else { return plain }
        var text = ""
        for (place, digit) in whole.enumerated() {
            if place > 0, (whole.count - place) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return sign + text + (parts.count > 1 ? ".\(parts[1])" : "")
    }

    /// The number `text` spells plainly, such as `1240` or `-3.2`; nil for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard case .number(let units, let scale) = NumberScanner.scan(bytes.span, 0..<bytes.count) else {
            return nil
        }
        self.init(units: units, scale: scale)
    }
}
