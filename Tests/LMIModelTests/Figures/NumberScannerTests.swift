import LMIModel
import Testing

struct NumberScannerTests {
    private func scan(_ text: String, _ range: Range<Int>? = nil) -> ScannedNumber {
        let bytes = Array(text.utf8)
        return NumberScanner.scan(bytes.span, range ?? 0..<bytes.count)
    }

    @Test func `only the bytes of the cell are read`() {
        #expect(scan("12,345,6", 3..<6) == .number(units: 345, scale: 0))
        #expect(scan("12,345,6", 3..<3) == .notANumber)
    }

    @Test(arguments: ["9223372036854775808", "99999999999999999999", "1.0000000000000000000"])
    func `too many digits are told from no number`(text: String) {
        #expect(scan(text) == .tooLarge)
    }

    @Test(arguments: ["99999999999999999999x", "1..2", "5.", "é"])
    func `a number with something else in it is none, however long`(text: String) {
        #expect(scan(text) == .notANumber)
    }

    @Test func `the least number that 64 bits hold is read`() {
        #expect(scan("-9223372036854775808") == .number(units: .min, scale: 0))
        #expect(scan("-922337203685477.5808") == .number(units: .min, scale: 4))
    }
}
