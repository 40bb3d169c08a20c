import LMIModel
import LMITransform
import Testing

struct RoundingRuleTests {
    private let cell = DeriveFixture.cell

    @Test(arguments: [
        (0, "0", "5"), (5, "2.5", "7.5"), (10, "5", "15"), (45, "42.5", "47.5"), (50, "45", "75"),
        (75, "62.5", "87.5"), (100, "75", "125"), (250, "225", "275"), (500, "450", "550"),
        (600, "500", "700"),
        (1_000, "900", "1250"), (2_250, "2125", "2375"), (2_500, "2250", "2750"), (4_000, "3500", "4500"),
        (5_000, "4500", "5500"), (60_000, "59000", "61000"), (83_000, "82500", "83500"),
        (2_113_000, "2112500", "2113500"), (28_000, "27000", "29000"),
    ])
    func `a figure of BRES stands for all that its band and both steps allow`(
        value: Int64, lower: String, upper: String
    ) throws {
        let bounds = try RoundingRule.bres.bounds(of: ExactDecimal(units: value), at: cell)
        #expect(bounds.lower?.description == lower)
        #expect(bounds.upper?.description == upper)
        #expect(bounds.kind == .rounding)
    }

    @Test(arguments: [275, 3, 55, 260, 510, 1_100, 2_600, 5_500, 60_001])
    func `a number that BRES never prints is refused`(value: Int64) {
        let stop = #expect(throws: Diagnostic.self) {
            try RoundingRule.bres.bounds(of: ExactDecimal(units: value), at: cell)
        }
        #expect(
            stop?.description == """
                nomis/bres.csv:5:2 (OBS_VALUE): error: "\(value)" is a number that no figure of BRES is rounded to
                  mend: if these figures are not of BRES, correct `rounding:` in the definition; else ask the publisher
                """)
    }

    @Test func `a tenth of a person is no figure of BRES, but 5.0 is 5`() throws {
        let five = try RoundingRule.bres.bounds(of: ExactDecimal(units: 50, scale: 1), at: cell)
        #expect(five.lower?.description == "2.5")
        #expect(throws: Diagnostic.self) {
            try RoundingRule.bres.bounds(of: ExactDecimal(units: 51, scale: 1), at: cell)
        }
    }

    @Test func `a count below zero is refused`() {
        let stop = #expect(throws: Diagnostic.self) {
            try RoundingRule.bres.bounds(of: ExactDecimal(units: -5), at: cell)
        }
        #expect(
            stop?.description == """
                nomis/bres.csv:5:2 (OBS_VALUE): error: "-5" is below 0, but a count was expected
                  mend: if these figures are no counts, correct `unit:` in the definition; else ask the publisher
                """)
    }

    @Test func `whatever the true figure was, the bounds of what BRES prints hold it`() throws {
        var numbers = SeededNumbers(state: 1)
        for _ in 0..<5_000 {
            let (truth, printed) = numbers.bres()
            let bounds = try RoundingRule.bres.bounds(of: ExactDecimal(units: printed), at: cell)
            let (lower, upper) = (try #require(bounds.lower).fraction, try #require(bounds.upper).fraction)
            #expect(lower <= truth && truth <= upper, "\(printed) for \(truth)")
        }
    }

    @Test func `a zero rounded to the nearest 5 stands for up to half a step, not for none`() throws {
        let rule = RoundingRule.nearest(step: ExactDecimal(units: 5), assumed: true)
        #expect(
            try rule.bounds(of: .zero, at: cell)
                == Bounds(lower: .zero, upper: ExactDecimal(units: 25, scale: 1), kind: .rounding))
        #expect(rule.note == "rounding to the nearest 5 is assumed: the source does not state it")
    }

    @Test func `a rate rounded to a tenth stands for half a tenth either way, below zero too`() throws {
        let rule = RoundingRule.nearest(step: ExactDecimal(units: 1, scale: 1), assumed: false)
        let bounds = try rule.bounds(of: ExactDecimal(units: -3, scale: 1), at: cell, isCount: false)
        #expect(bounds.lower?.description == "-0.35")
        #expect(bounds.upper?.description == "-0.25")
        #expect(rule.note.isEmpty)
    }

    @Test func `a number off the declared step is refused`() {
        let stop = #expect(throws: Diagnostic.self) {
            try RoundingRule.nearest(step: ExactDecimal(units: 5), assumed: true)
                .bounds(of: ExactDecimal(units: 7), at: cell)
        }
        #expect(
            stop?.description == """
                nomis/bres.csv:5:2 (OBS_VALUE): error: "7" is no multiple of 5, to which the figures are assumed to be rounded
                  mend: correct `rounding:` in the definition, or ask the publisher how the figures are rounded
                """)
    }

    @Test func `where no rounding is known there are no bounds, and where there is none they are the figure`()
        throws
    {
        let seven = ExactDecimal(units: 7)
        #expect(try RoundingRule.none.bounds(of: seven, at: cell) == .unknown)
        #expect(try RoundingRule.exact.bounds(of: seven, at: cell) == hard(7, 7))
    }

    @Test func `a marker that means below 500 gives 0 to 500`() {
        #expect(Bounds.below(ExactDecimal(units: 500)) == hard(0, 500, .threshold))
    }
}
