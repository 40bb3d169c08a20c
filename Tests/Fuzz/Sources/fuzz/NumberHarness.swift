@testable internal import LMIModel
@testable internal import LMITransform

/// A text is the number that its digits say, to the last one, or it is none.
enum NumberHarness {
    @Sendable static func run(_ given: Input) {
        plain(Array(given.bytes))
        var input = given
        var style = NumberStyle(
            thousandsCommas: NumberStyle.Presence.allCases[input.choice(of: 3)],
            signs: [[], ["£"], ["£", "\u{FFFD}"], ["$-"]][input.choice(of: 4)],
            percentSign: NumberStyle.Presence.allCases[input.choice(of: 3)])
        let decimals = input.choice(of: 40)
        if decimals <= 18 { style.decimals = decimals }
        let text = String(decoding: input.bytes, as: UTF8.self)
        let meant = Writing(style).digits(text)
        switch style.read(text) {
        case .number(let units, let scale):
            demand(Digits(units, scale) == meant, "\(text.quoted) is \(units) of scale \(scale) in \(style)")
        case .tooLarge:
            demand(
                meant.map { !$0.fits(most: "9223372036854775807") } == true,
                "\(text.quoted) is too large in \(style)")
        case .notANumber:
            demand(meant == nil, "\(text.quoted) is no number in \(style)")
        }
    }

    private static func plain(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let meant = Digits(bytes)
        switch NumberScanner.scan(bytes.span, 0..<bytes.count) {
        case .number(let units, let scale):
            demand(Digits(units, scale) == meant, "\(text.quoted) is read as \(units) of scale \(scale)")
            let number = ExactDecimal(units: units, scale: scale)
            demand(Digits(Array(number.description.utf8)) == meant, "\(text.quoted) is written as \(number)")
            demand(ExactDecimal(number.description) == number, "\(number) is not read again")
            demand(
                units == .min
                    || NumberStyle.withThousandsCommas.read(number.grouped)
                        == .number(units: units, scale: scale),
                "\(number.grouped) is not \(number)")
        case .tooLarge:
            let most = bytes.first == 0x2D ? "9223372036854775808" : "9223372036854775807"
            demand(meant.map { !$0.fits(most: most) } == true, "\(text.quoted) is refused as too large")
        case .notANumber:
            demand(meant == nil, "\(text.quoted) is refused as no number")
        }
    }
}

/// Every way in which a style writes the digits of a text: the text has to be one of them.
private struct Writing {
    let style: NumberStyle

    init(_ style: NumberStyle) { self.style = style }

    func digits(_ text: String) -> Digits? {
        guard style != .plain else { return Digits(Array(text.utf8)) }
        let isNegative =
            text.utf8.starts(with: [0x2D]) || style.signs.contains { text.utf8.starts(with: ($0 + "-").utf8) }
        let bare = text.utf8.drop { !(0x30...0x39).contains($0) }.filter { $0 != 0x2C && $0 != 0x25 }
        guard writings(of: bare, isNegative).contains(where: { $0 == Array(text.utf8) }) else { return nil }
        let parts = bare.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 | 0x20 == 0x65 }
        let power = style.decimals != nil && parts.count == 2 ? exponent(Array(parts[1])) : nil
        guard parts.count == 1 || power != nil, var digits = Digits(Array(parts.first ?? [])) else {
            return nil
        }
        if let decimals = style.decimals { digits = digits.rounded(power: power ?? 0, decimals: decimals) }
        if isNegative { digits.isNegative = !digits.digits.isEmpty }
        return digits
    }

    private func exponent(_ bytes: [UInt8]) -> Int? {
        let digits = bytes.first == 0x2D || bytes.first == 0x2B ? Array(bytes.dropFirst()) : bytes
        guard (1...3).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let power = Int(String(decoding: digits, as: UTF8.self)), power <= 400
        else { return nil }
        return bytes.first == 0x2D ? -power : power
    }

    private func writings(of bare: [UInt8], _ isNegative: Bool) -> [[UInt8]] {
        let whole = Array(bare.prefix { (0x30...0x39).contains($0) })
        var grouped: [UInt8] = []
        for (place, digit) in whole.enumerated() {
            if place > 0, (whole.count - place) % 3 == 0 { grouped.append(0x2C) }
            grouped.append(digit)
        }
        // Nobody parts thousands of a number that begins with a nought.
        let withCommas = grouped.contains(0x2C) && whole.first == 0x30 ? [] : [grouped]
        let wholes =
            style.thousandsCommas == .no
            ? [whole] : style.thousandsCommas == .yes ? withCommas : [whole] + withCommas
        let ends: [[UInt8]] =
            style.percentSign == .no ? [[]] : style.percentSign == .yes ? [[0x25]] : [[], [0x25]]
        let minus: [UInt8] = isNegative ? [0x2D] : []
        let starts =
            style.signs.isEmpty
            ? [minus] : style.signs.flatMap { [minus + Array($0.utf8), Array($0.utf8) + minus] }
        return starts.flatMap { start in
            wholes.flatMap { whole in
                ends.map {
                    start + whole + bare.dropFirst(bare.prefix { (0x30...0x39).contains($0) }.count) + $0
                }
            }
        }
    }
}

/// A decimal number as its digits, for a second opinion that shares no arithmetic with the first.
struct Digits: Hashable {
    var isNegative: Bool
    /// Without zeros in front; empty for zero.
    var digits: [UInt8]
    var scale: Int

    /// Reads `-12.50`; nil for anything but digits with at most one minus in front and one point between.
    init?(_ bytes: [UInt8]) {
        let unsigned = bytes.first == 0x2D ? bytes[1...] : bytes[...]
        let parts = unsigned.split(separator: 0x2E, omittingEmptySubsequences: false)
        let areDigits = parts.allSatisfy { part in
            !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) }
        }
        guard (1...2).contains(parts.count), areDigits else { return nil }
        digits = Array(parts.joined().drop { $0 == 0x30 })
        scale = parts.count == 2 ? parts[1].count : 0
        isNegative = bytes.first == 0x2D && !digits.isEmpty
    }

    init(_ units: Int64, _ scale: Int) {
        isNegative = units < 0
        digits = units == 0 ? [] : Array(String(units.magnitude).utf8)
        self.scale = scale
    }

    /// The number times a power of ten, half away from zero.
    func rounded(power: Int, decimals: Int) -> Digits {
        var rounded = self
        rounded.scale = decimals
        let missing = decimals - (scale - power)
        if missing >= 0 {
            rounded.digits += digits.isEmpty ? [] : Array(repeating: 0x30, count: missing)
            return rounded
        }
        let padded = Array(repeating: 0x30, count: max(0, 1 - missing - digits.count)) + digits
        var kept = Array(padded.dropLast(-missing))
        if padded[kept.count] >= 0x35 {
            var place = kept.count - 1
            while place >= 0, kept[place] == 0x39 {
                kept[place] = 0x30
                place -= 1
            }
            if place >= 0 { kept[place] += 1 } else { kept.insert(0x31, at: 0) }
        }
        rounded.digits = Array(kept.drop { $0 == 0x30 })
        return rounded
    }

    /// Whether 64 bits and 18 decimals hold it.
    func fits(most: String) -> Bool {
        let most = Array(most.utf8)
        return scale <= 18
            && (digits.count < most.count
                || digits.count == most.count && !most.lexicographicallyPrecedes(digits))
    }
}
