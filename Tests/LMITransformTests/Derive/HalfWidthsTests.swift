import LMIModel
import Testing

@testable import LMITransform

struct HalfWidthsTests {
    private func estimate(_ value: Int64, _ half: Int64) -> (ExactDecimal, Bounds) {
        (ExactDecimal(units: value), hard(value - half, value + half, .ci95))
    }

    @Test func `40,000 ± 3,000 less 30,000 ± 4,000 is 10,000 ± 5,000, not ± 7,000`() throws {
        let bounds = try Bounds.ofDifference(estimate(40_000, 3_000), estimate(30_000, 4_000), decimals: 0)
        #expect(bounds == hard(5_000, 15_000, .ci95))
    }

    @Test func `a root that has no end is rounded up, so that the interval is never too narrow`() throws {
        let one = ExactDecimal(units: 1)
        #expect(try HalfWidths.combined([one, one], decimals: 0).description == "2")
        #expect(try HalfWidths.combined([one, one], decimals: 3).description == "1.415")
        #expect(try HalfWidths.combined([ExactDecimal(units: 15, scale: 1)], decimals: 0).description == "2")
        #expect(try HalfWidths.combined([], decimals: 1).description == "0.0")
    }

    @Test func `rounding and chance are never mixed`() throws {
        let rounded = (ExactDecimal(units: 100), hard(95, 105))
        #expect(try Bounds.ofDifference(estimate(200, 10), rounded, decimals: 0) == nil)
    }

    @Test func `an interval cut off at zero keeps the half width of its other side`() throws {
        let cut = (ExactDecimal(units: 300), hard(0, 700, .ci95))
        #expect(try Bounds.ofDifference(estimate(1_000, 300), cut, decimals: 0) == hard(200, 1_200, .ci95))
    }

    @Test(arguments: [(0, 0), (1, 1), (2, 2), (4, 2), (5, 3), (999_999, 1_000), (1_000_001, 1_001)])
    func `a root is the least number whose square is enough`(square: Int, root: Int) {
        #expect(HalfWidths.rootRoundedUp(Int128(square)) == Int128(root))
    }

    @Test func `half widths too long to square are refused`() {
        let long = ExactDecimal(units: .max)
        #expect(throws: Fraction.Overflow.self) { try HalfWidths.combined([long, long, long], decimals: 0) }
    }
}
