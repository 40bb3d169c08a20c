import LMIModel
import LMITransform
import Testing

struct FigureSumTests {
    private func part(
        _ name: String, _ value: Int64, _ bounds: Bounds, _ statuses: Set<ValueStatus> = []
    ) -> FigureSum.Part {
        .init(name, .published(ExactDecimal(units: value), statuses), bounds)
    }
    private func missing(_ name: String, _ bounds: Bounds = .unknown) -> FigureSum.Part {
        .init(name, .withheld(.suppressedDisclosure), bounds)
    }

    @Test func `published parts add up, and so do their bounds and statuses`() throws {
        let sum = try FigureSum(of: [
            part("A", 1_000, hard(900, 1_250), [.definitionDiffers]),
            part("B", 50, hard(45, 75), [.provisional]),
        ])
        #expect(sum.figure == .published(ExactDecimal(units: 1_050), [.definitionDiffers, .provisional]))
        #expect(sum.bounds == hard(945, 1_325))
        #expect(sum.note.isEmpty)
    }

    @Test func `decimals add up exactly`() throws {
        let sum = try FigureSum(of: [
            .init("A", .published(ExactDecimal(units: 1, scale: 1)), .unknown),
            .init("B", .published(ExactDecimal(units: 25, scale: 2)), .unknown),
        ])
        #expect(sum.figure == .published(ExactDecimal(units: 35, scale: 2)))
        #expect(sum.bounds == .unknown)
    }

    @Test func `estimates of a sample add up with half widths in quadrature`() throws {
        let sum = try FigureSum(of: [
            part("A", 40_000, hard(37_000, 43_000, .ci95)), part("B", 30_000, hard(26_000, 34_000, .ci95)),
        ])
        #expect(sum.bounds == hard(65_000, 75_000, .ci95))
    }

    @Test func `rounding and chance are never mixed in a sum`() throws {
        let sum = try FigureSum(of: [
            part("A", 40_000, hard(37_000, 43_000, .ci95)), part("B", 60_000, hard(59_000, 61_000)),
        ])
        #expect(sum.figure == .published(ExactDecimal(units: 100_000)))
        #expect(sum.bounds == .unknown)
    }

    @Test func `a missing part leaves a sum without a number, at least what the others are`() throws {
        let sum = try FigureSum(of: [part("A", 1_000, hard(900, 1_250)), missing("B")])
        #expect(sum.figure == .withheld(.partial))
        #expect(sum.bounds == hard(900, nil))
        #expect(sum.note == "1 of the 2 figures in it is not published (B)")
    }

    @Test func `a missing part below a threshold leaves a range`() throws {
        let sum = try FigureSum(of: [
            part("A", 1_000, hard(900, 1_250)), missing("B", .below(ExactDecimal(units: 500))),
        ])
        #expect(sum.figure == .withheld(.partial))
        #expect(sum.bounds == hard(900, 1_750, .threshold))
    }

    @Test func `a published total limits a sum with two missing parts`() throws {
        let sum = try FigureSum(
            of: [part("A", 1_000, hard(900, 1_250)), missing("B"), missing("C")], ceiling: Fraction(2_000))
        #expect(sum.bounds == hard(900, 2_000))
    }

    @Test func `a published total never limits a sum with one missing part, for that would give it away`()
        throws
    {
        let sum = try FigureSum(
            of: [part("A", 1_000, hard(900, 1_250)), missing("B")], ceiling: Fraction(2_000))
        #expect(sum.bounds == hard(900, nil))
    }

    @Test func `thresholds of all missing parts beat a published total`() throws {
        let few = Bounds.below(ExactDecimal(units: 10))
        let sum = try FigureSum(of: [missing("A", few), missing("B", few)], ceiling: Fraction(5))
        #expect(sum.bounds == hard(0, 20, .threshold))
    }

    @Test func `a total less than its parts limits nothing`() throws {
        let sum = try FigureSum(
            of: [part("A", 1_000, hard(900, 1_250)), missing("B"), missing("C")], ceiling: Fraction(800))
        #expect(sum.bounds == hard(900, nil))
    }

    @Test func `a note names five missing parts and counts the others`() throws {
        let sum = try FigureSum(of: ["1", "2", "3", "4", "5", "6", "7"].map { missing($0) })
        #expect(sum.note == "7 of the 7 figures in it are not published (1, 2, 3, 4, 5 and 2 more)")
    }

    @Test func `sums hold the truth, and a missing part never yields a number`() throws {
        var numbers = SeededNumbers(state: 2)
        for _ in 0..<500 {
            var truth = Fraction.zero
            var parts: [FigureSum.Part] = []
            var isBroken = false
            for name in 0..<Int.random(in: 1...12, using: &numbers) {
                let (part, printed) = numbers.bres()
                truth = try truth.adding(part)
                let count = try DeriveFixture.count(printed)
                let isMissing = Int.random(in: 0..<10, using: &numbers) == 0
                isBroken = isBroken || isMissing
                parts.append(isMissing ? missing("\(name)") : .init("\(name)", count.figure, count.bounds))
            }
            let sum = try FigureSum(of: parts)
            if isBroken {
                #expect(sum.figure == .withheld(.partial))
            } else {
                #expect(sum.figure != .withheld(.partial))
                #expect(try #require(sum.bounds.upper).fraction >= truth)
            }
            if let lower = sum.bounds.lower { #expect(lower.fraction <= truth) } else { #expect(isBroken) }
        }
    }

    /// A published whole of 1,000 with a third part of 600 leaves 400 for two withheld ones.
    @Test func `a part below a threshold hides nothing of the one other that is withheld`() throws {
        let below = FigureSum.Part("42", .withheld(.low), .below(ExactDecimal(units: 5)))
        let ceiling = Fraction(400)
        let one = try FigureSum(of: [missing("41"), below], ceiling: ceiling)
        #expect(one.figure == .withheld(.partial))
        #expect(one.bounds.upper == nil)
        let two = try FigureSum(of: [missing("41"), missing("43"), below], ceiling: ceiling)
        #expect(two.bounds.upper == ExactDecimal(units: 400))
    }

    @Test func `a sum of more digits than are held is refused`() {
        #expect(throws: Fraction.Overflow.self) {
            try FigureSum(of: [part("A", .max, .unknown), part("B", 1, .unknown)])
        }
    }
}
