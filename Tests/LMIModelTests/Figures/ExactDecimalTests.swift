import LMIModel
import Testing

struct ExactDecimalTests {
    @Test(arguments: [
        ("1240", 1240, 0), ("-3.2", -32, 1), ("0.2500", 2500, 4), ("-0.0001", -1, 4), ("0", 0, 0),
        ("-0", 0, 0),
        ("9223372036854775807", .max, 0), ("-9223372036854775808", .min, 0),
    ])
    func `a plain number is read with the decimals it was published with`(
        text: String, units: Int64, scale: Int
    ) throws {
        let number = try #require(ExactDecimal(text))
        #expect(number.units == units)
        #expect(number.scale == scale)
    }

    @Test(arguments: [
        "1.", ".5", "-.5", "+5", "1e3", " 5", "5 ", "１２", "−5", "1,240", "", "-", ".", "--5", "1.2.3", "0x1F",
        "nan", "5%",
    ])
    func `what is not plainly a number is none`(text: String) {
        #expect(ExactDecimal(text) == nil)
    }

    @Test(arguments: ["9223372036854775808", "-9223372036854775809", "0.0000000000000000001"])
    func `a number of more digits than are held is none, rather than another number`(text: String) {
        #expect(ExactDecimal(text) == nil)
    }

    @Test func `numbers are compared by value, whatever their decimals`() {
        let (whole, tenths) = (ExactDecimal(units: 37), ExactDecimal(units: 370, scale: 1))
        #expect(whole == tenths)
        #expect(Set([whole, tenths]).count == 1)
        #expect(ExactDecimal(units: -125, scale: 2) < ExactDecimal(units: -12, scale: 1))
        #expect(ExactDecimal(units: .max) > ExactDecimal(units: .max, scale: 1))
        #expect(ExactDecimal(units: 9, scale: 18) < ExactDecimal(units: 1, scale: 17))
    }

    @Test(arguments: [
        (ExactDecimal(units: -320, scale: 2), "-3.20", "-3.20"),
        (ExactDecimal(units: 5, scale: 3), "0.005", "0.005"),
        (ExactDecimal(units: 1_234_567), "1234567", "1,234,567"),
        (ExactDecimal(units: -12_500), "-12500", "-12,500"),
        (ExactDecimal(units: 0, scale: 1), "0.0", "0.0"), (ExactDecimal(units: 999), "999", "999"),
        (ExactDecimal(units: 12_345_678, scale: 4), "1234.5678", "1,234.5678"),
    ])
    func `a number is written as it was published, and with commas for people`(
        number: ExactDecimal, plain: String, grouped: String
    ) {
        #expect(number.description == plain)
        #expect(number.grouped == grouped)
    }
}
