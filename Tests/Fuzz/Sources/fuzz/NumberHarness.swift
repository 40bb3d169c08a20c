@testable internal import LMIModel
@testable internal import LMITransform

/// A text is the number that its digits say, to the last one, or it is none.
enum NumberHarness {
    @Sendable static func run(_ given: Input) {
        let bytes = Array(given.bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        let meant = Digits(bytes)
        switch NumberScanner.scan(bytes.span, 0..<bytes.count) {
        case .number(let units, let scale):
            demand(Digits(units, scale) == meant, "\(text.quoted) is read as \(units) of scale \(scale)")
            let number = ExactDecimal(units: units, scale: scale)
            demand(Digits(Array(number.description.utf8)) == meant, "\(text.quoted) is written as \(number)")
            demand(ExactDecimal(number.description) == number, "\(number) is not read again")
            demand(
                NumberText.withoutThousandsCommas(Array(number.grouped.utf8))
                    == Array(number.description.utf8),
                "\(number.grouped) is not \(number)")
        case .tooLarge:
            demand(meant.map { !$0.fits } == true, "\(text.quoted) is refused as too large")
        case .notANumber:
            demand(meant == nil, "\(text.quoted) is refused as no number")
        }
        guard bytes.elementsEqual(text.utf8) else { return }
        for style in CellLayout.NumberStyle.allCases { read(text, style) }
    }

    /// A cell of a style is published as the number that is left once the style's marks are taken off.
    private static func read(_ text: String, _ style: CellLayout.NumberStyle) {
        var reader = CellReader(
            cells: CellLayout(numbers: style, isNegativeAllowed: true), definition: "d.yml")
        let meant = Digits(text, style)
        do throws(Diagnostic) {
            let reading = try reader.read(
                text, at: CellReference(file: "f.csv", row: 1), rounding: .none, flag: nil, confidence: nil)
            guard case .published(let number, _) = reading.figure else {
                fatalError("\(text.quoted) is withheld, which nothing declares")
            }
            demand(Digits(number.units, number.scale) == meant, "\(text.quoted) is published as \(number)")
        } catch {
            demand(meant.map { !$0.fits } != false, "\(text.quoted) is refused: \(error)")
        }
    }
}

/// A decimal number as its digits, for a second opinion that shares no arithmetic with the first.
struct Digits: Hashable {
    var isNegative: Bool
    /// Without zeros in front; empty for zero.
    var digits: [UInt8]
    var scale: Int

    /// Reads `-12.50`; nil for anything but digits with at most one sign in front and one point between.
    init?(_ bytes: [UInt8]) {
        let unsigned = bytes.first == 0x2D ? bytes[1...] : bytes[...]
        let parts = unsigned.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ part in
                !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) }
            })
        else { return nil }
        digits = Array(parts.joined().drop { $0 == 0x30 })
        scale = parts.count == 2 ? parts[1].count : 0
        isNegative = bytes.first == 0x2D && !digits.isEmpty
    }

    init(_ units: Int64, _ scale: Int) {
        isNegative = units < 0
        digits = units == 0 ? [] : Array(String(units.magnitude).utf8)
        self.scale = scale
    }

    /// Reads a cell of a declared style.
    init?(_ text: String, _ style: CellLayout.NumberStyle) {
        var bytes = Array(text.utf8)
        switch style {
        case .plain: break
        case .thousandsCommas:
            let whole = Array(bytes.prefix { $0 != 0x2E }.drop { $0 == 0x2D }.reversed())
            for (place, byte) in whole.enumerated() where (byte == 0x2C) != (place % 4 == 3) { return nil }
            guard whole.last != 0x2C else { return nil }
            let rest = bytes.drop { $0 != 0x2E }
            guard !rest.contains(0x2C) else { return nil }
            bytes.removeAll { $0 == 0x2C }
        }
        self.init(bytes)
    }

    /// Whether 64 bits and 18 decimals hold it.
    var fits: Bool {
        let most = Array((isNegative ? "9223372036854775808" : "9223372036854775807").utf8)
        return scale <= 18
            && (digits.count < most.count
                || digits.count == most.count && !most.lexicographicallyPrecedes(digits))
    }
}
