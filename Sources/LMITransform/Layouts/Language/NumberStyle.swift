internal import LMIModel

/// How the numbers of a table are written; a number written otherwise is refused.
public struct NumberStyle: Hashable, Sendable {
    /// Whether something stands in numbers.
    public enum Presence: String, Hashable, Sendable, CaseIterable {
        case no, optional, yes
    }

    /// `1,234`: where commas stand, one stands before every third digit; where they must stand, in every number of
    /// four digits or more.
    public var thousandsCommas: Presence
    /// One of these stands before the number, after or before its minus: `£`, or what became of it.
    public var signs: [String]
    /// `20%`; the number is 20.
    public var percentSign: Presence
    /// The decimals that unrounded numbers are kept to; nil where numbers are kept as they are written.
    public var decimals: Int?

    public init(
        thousandsCommas: Presence = .no, signs: [String] = [], percentSign: Presence = .no,
        decimals: Int? = nil
    ) {
        self.thousandsCommas = thousandsCommas
        self.signs = signs
        self.percentSign = percentSign
        self.decimals = decimals
    }

    /// Digits, at most one point between them, and a minus in front where the number is below zero.
    public static let plain = NumberStyle()
    public static let withThousandsCommas = NumberStyle(thousandsCommas: .yes)

    /// The same style for confidences, which may leave the signs around numbers out.
    var ofConfidences: NumberStyle {
        var style = self
        style.signs = []
        if style.percentSign == .yes { style.percentSign = .optional }
        return style
    }

    /// Such as `a number with thousands commas`.
    var words: String {
        var marks: [String] = []
        if !signs.isEmpty { marks.append("\(signs.map(\.quoted).joined(separator: " or ")) before it") }
        if thousandsCommas == .yes { marks.append("thousands commas") }
        if percentSign == .yes { marks.append("a percent sign") }
        return marks.isEmpty ? "a number" : "a number with \(marks.joined(separator: " and "))"
    }

    /// The number that `text` is.
    ///
    /// - Complexity: O(*n*) in the text's length.
    func read(_ text: String) -> ScannedNumber {
        let bytes = Array(text.utf8)
        if self == .plain { return NumberScanner.scan(bytes.span, 0..<bytes.count) }
        guard let (digits, isNegative) = digits(bytes) else { return .notANumber }
        let scanned: ScannedNumber =
            if let decimals {
                UnroundedNumber.scan(digits, decimals: decimals)
            } else {
                NumberScanner.scan(digits.span, 0..<digits.count)
            }
        if isNegative, case .number(let units, let scale) = scanned {
            return .number(units: -units, scale: scale)
        }
        return scanned
    }

    /// The number without its minus and its marks; nil where a mark is missing or stands wrong.
    private func digits(_ bytes: [UInt8]) -> (digits: [UInt8], isNegative: Bool)? {
        var rest = bytes[...]
        var isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest.removeFirst() }
        if !signs.isEmpty {
            guard let sign = signs.first(where: { rest.starts(with: $0.utf8) }) else { return nil }
            rest = rest.dropFirst(sign.utf8.count)
            if !isNegative, rest.first == UInt8(ascii: "-") {
                isNegative = true
                rest.removeFirst()
            }
        }
        let hasPercent = rest.last == UInt8(ascii: "%")
        guard percentSign == .optional || hasPercent == (percentSign == .yes) else { return nil }
        if hasPercent { rest.removeLast() }
        guard let first = rest.first, (0x30...0x39).contains(first) else { return nil }
        let whole = rest.prefix { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ",") }
        let groups = whole.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard groups.count > 1 || (thousandsCommas == .yes && whole.count > 3) else {
            return (Array(rest), isNegative)
        }
        guard thousandsCommas != .no, groups.count == 1 || groups[0].first != UInt8(ascii: "0"),
            groups[0].count <= 3, groups.dropFirst().allSatisfy({ $0.count == 3 })
        else { return nil }
        return (Array(groups.joined()) + rest.dropFirst(whole.count), isNegative)
    }
}
