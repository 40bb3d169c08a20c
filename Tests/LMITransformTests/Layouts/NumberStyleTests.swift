import Foundation
import LMIModel
import Testing

@testable import LMITransform

/// Numbers are read as they are declared to be written, and exactly.
struct NumberStyleTests {
    private func number(_ text: String, _ style: NumberStyle) -> String? {
        guard case .number(let units, let scale) = style.read(text) else { return nil }
        return ExactDecimal(units: units, scale: scale).description
    }

    @Test func `thousands commas that must be there are missed`() {
        let style = NumberStyle.withThousandsCommas
        #expect(number("1,234.5", style) == "1234.5")
        #expect(number("-12,345,678", style) == "-12345678")
        #expect(number("994", style) == "994")
        for text in ["1234", "1,23", ",123", "1,2345", "1234,567", "1,234,", "1.234,567", "1,,234"] {
            #expect(number(text, style) == nil, "\(text)")
        }
    }

    @Test func `thousands commas that may be there stand before every third digit or nowhere`() {
        let style = NumberStyle(thousandsCommas: .optional)
        #expect(number("3,317", style) == "3317")
        #expect(number("3317", style) == "3317")
        #expect(number("994", style) == "994")
        for text in ["1,23", "12345,678", "1,2345"] { #expect(number(text, style) == nil, "\(text)") }
    }

    @Test func `one of the signs stands before the number, after or before its minus`() {
        let style = NumberStyle(thousandsCommas: .yes, signs: ["£", "\u{FFFD}"])
        #expect(number("\u{FFFD}44,385", style) == "44385")
        #expect(number("£0", style) == "0")
        #expect(number("-£1,048,250", style) == "-1048250")
        #expect(number("£-25", style) == "-25")
        for text in ["44,385", "$5", "£ 5", "£", "££5", "-£-5", "5£", "--£5"] {
            #expect(number(text, style) == nil, "\(text)")
        }
    }

    @Test func `a percent sign stands after the number where it must, and where it may`() {
        let must = NumberStyle(percentSign: .yes)
        #expect(number("14.50%", must) == "14.50")
        #expect(number("14.50", must) == nil)
        let may = NumberStyle(percentSign: .optional)
        #expect(number("20%", may) == "20")
        #expect(number("20", may) == "20")
        for text in ["20 %", "20%%", "%", "%20"] { #expect(number(text, may) == nil, "\(text)") }
        #expect(number("20%", .plain) == nil)
    }

    @Test(arguments: [
        ("5.9149999999999965", "5.915"), ("0.22000000000000053", "0.220"), ("-3.314144171393718", "-3.314"),
        ("7", "7.000"), ("0.0005", "0.001"), ("-0.0005", "-0.001"), ("0.00049999999999999999999", "0.000"),
        ("1.2345", "1.235"), ("9.9995", "10.000"), ("1.2e-05", "0.000"), ("5e-4", "0.001"),
        ("1.5E+03", "1500.000"), ("2e2", "200.000"), ("0e400", "0.000"), ("1e-400", "0.000"),
        ("9007199254740993.0005", "9007199254740993.001"), ("900719925474099.3005", "900719925474099.301"),
        ("922337203685477.5807", "922337203685477.581"), ("1e99", nil),
        ("00018.5", "18.500"), ("1e", nil), ("1e5.2", nil), ("e5", nil), ("1.e5", nil), (".5", nil),
        ("5.", nil), ("1e1000", nil), ("1.2.3", nil), ("1 2", nil), ("inf", nil), ("nan", nil),
        ("0x1p3", nil),
    ])
    func `an unrounded number is kept to its decimals, half away from zero`(text: String, kept: String?) {
        #expect(number(text, NumberStyle(decimals: 3)) == kept)
    }

    @Test func `a number of any length is rounded by its digits, as decimal arithmetic rounds it`() throws {
        var dice = SeededNumbers(state: 7)
        for _ in 0..<3_000 {
            let whole = String((0..<Int.random(in: 1...9, using: &dice)).map { _ in digit(&dice) })
            let rest = String((0..<Int.random(in: 1...18, using: &dice)).map { _ in digit(&dice) })
            let decimals = Int.random(in: 0...6, using: &dice)
            let sign = Bool.random(using: &dice) ? "-" : ""
            let text = "\(sign)\(whole).\(rest)"
            var exact = try #require(Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")))
            var rounded = Decimal()
            unsafe NSDecimalRound(&rounded, &exact, decimals, .plain)
            let kept = try #require(number(text, NumberStyle(decimals: decimals)))
            #expect(Decimal(string: kept, locale: Locale(identifier: "en_US_POSIX")) == rounded, "\(text)")
            let decimalsKept = kept.split(separator: ".").dropFirst().first?.count ?? 0
            #expect(decimalsKept == decimals)
            // The same number with a power of ten.
            #expect(
                number("\(sign)0.\(whole)\(rest)e\(whole.count)", NumberStyle(decimals: decimals)) == kept)
        }
    }

    private func digit(_ dice: inout SeededNumbers) -> Character {
        Character(String(Int.random(in: 0...9, using: &dice)))
    }

    @Test func `a number of a thousand digits is no trouble`() {
        let style = NumberStyle(decimals: 2)
        #expect(number("1." + String(repeating: "9", count: 1_000), style) == "2.00")
        #expect(number(String(repeating: "0", count: 1_000) + "1.005", style) == "1.01")
        #expect(style.read(String(repeating: "9", count: 1_000)) == .tooLarge)
    }

    @Test func `spaces are no part of a number in any style`() {
        for style in [
            NumberStyle.plain, .withThousandsCommas, .init(decimals: 2), .init(percentSign: .optional),
        ] {
            for text in [" 5", "5 ", "12 345", "12\u{A0}345", "1\u{2009}000"] {
                #expect(style.read(text) == .notANumber, "\(text)")
            }
        }
    }

    @Test func `a comma after a nought parts no thousands`() {
        let style = NumberStyle(thousandsCommas: .optional)
        for text in ["0,005", "00,123", "-0,500"] { #expect(number(text, style) == nil, "\(text)") }
        #expect(number("0.005", style) == "0.005")
    }
}
