import LMIModel
import LMITransform
import Testing

struct QuotientsTests {
    private func quotients(
        _ parts: [Observation], totals: [Observation] = [], isWhole: Bool = false
    ) throws -> [Observation] {
        try Quotients(
            indicator: "employees_lq", dimension: "sector", comparator: "E92000001", isWhole: isWhole
        )
        .quotients(of: parts, totals: totals)
    }
    private func hundredths(_ units: Int64) -> ExactDecimal { ExactDecimal(units: units, scale: 2) }

    private func twoPlaces(_ code: [String: Code]) throws -> (parts: [Observation], totals: [Observation]) {
        let england = DeriveFixture.england
        return (
            [
                try DeriveFixture.count(100, bounds: hard(90, 110), coordinates: code),
                try DeriveFixture.count(5_000, bounds: hard(4_900, 5_100), area: england, coordinates: code),
            ],
            [
                try DeriveFixture.count(1_000, bounds: hard(950, 1_050)),
                try DeriveFixture.count(90_000, bounds: hard(89_000, 91_000), area: england),
            ]
        )
    }

    @Test func `a quotient is the share here over the share there, with both shares' bounds`() throws {
        let at = try DeriveFixture.sectors(["ceramics"])
        let (parts, totals) = try twoPlaces(at[0])
        let found = try quotients(parts, totals: totals)
        // 10 % over 5.555… %: of rounded shares it would be 1.79 or 1.82. Bounds: (90/1050)/(5100/89000), (110/950)/(4900/91000).
        #expect(found.map(\.figure) == [.published(hundredths(180))])
        #expect(
            found.map(\.bounds) == [Bounds(lower: hundredths(149), upper: hundredths(216), kind: .rounding)])
        #expect(found.map(\.area.name) == ["Stoke-on-Trent"])
        #expect(found.map(\.unit) == ["ratio"])
        #expect(found.map(\.derivation) == [.quotient])
    }

    @Test func `without a figure to compare with there is no quotient`() throws {
        let at = try DeriveFixture.sectors(["ceramics"])
        let (parts, totals) = try twoPlaces(at[0])
        let found = try quotients([parts[0]], totals: totals)
        #expect(found.map(\.figure) == [.withheld(.notDerivable)])
        #expect(found.map(\.note) == ["the publisher gives no figure to compare with for the area E92000001"])
    }

    @Test func `two years, two sources or two bases are never compared`() throws {
        let at = try DeriveFixture.sectors(["ceramics"])
        let changes: [(inout Observation) -> Void] = [
            { $0.period = .year(2018) }, { $0.source = "ashe" }, { $0.basis = "residence" },
        ]
        for change in changes {
            var (parts, totals) = try twoPlaces(at[0])
            change(&parts[1])
            change(&totals[1])
            #expect(try quotients(parts, totals: totals).first?.figure == .withheld(.notDerivable))
        }
    }

    @Test func `a suppressed figure on either side leaves no quotient`() throws {
        let at = try DeriveFixture.sectors(["ceramics"])
        var (parts, totals) = try twoPlaces(at[0])
        parts[1].figure = .withheld(.partial)
        let there = try quotients(parts, totals: totals)
        #expect(there.map(\.figure) == [.withheld(.partial)])
        #expect(
            there.map(\.note) == ["nothing to compare with in England: the count itself is not known exactly"]
        )
        (parts, totals) = try twoPlaces(at[0])
        totals[0].figure = .withheld(.suppressedDisclosure)
        #expect(try quotients(parts, totals: totals).map(\.figure) == [.withheld(.notDerivable)])
    }

    @Test func `nothing is compared with a share of zero`() throws {
        let at = try DeriveFixture.sectors(["ceramics"])
        var (parts, totals) = try twoPlaces(at[0])
        parts[1].figure = .published(.zero)
        parts[1].bounds = hard(0, 5)
        let found = try quotients(parts, totals: totals)
        #expect(found.map(\.figure) == [.withheld(.notApplicable)])
        #expect(found.map(\.note) == ["the share in England is zero"])
    }

    @Test func `a comparison that may be with zero has no upper bound`() throws {
        let at = try DeriveFixture.sectors(["ceramics"])
        var (parts, totals) = try twoPlaces(at[0])
        parts[1].bounds = hard(0, 5_100)
        let found = try quotients(parts, totals: totals)
        #expect(found.map(\.bounds) == [Bounds(lower: hundredths(149), upper: nil, kind: .rounding)])
    }

    @Test func `shares and quotients hold the truth, and nothing withheld yields a number`() throws {
        var numbers = SeededNumbers(state: 4)
        let at = try DeriveFixture.sectors(["a", "b", "c"])
        let areas = [DeriveFixture.area(), DeriveFixture.england]
        for round in 0..<300 {
            let isWhole = round % 2 == 0
            let hasTotals = round % 3 != 0 || !isWhole
            var truths: [[Fraction]] = []
            var (parts, totals): ([Observation], [Observation]) = ([], [])
            for area in areas {
                var counts: [Fraction] = []
                var whole = Fraction.zero
                for code in at {
                    let (truth, printed) = numbers.bres()
                    counts.append(truth)
                    whole = try whole.adding(truth)
                    let isMissing = Int.random(in: 0..<12, using: &numbers) == 0
                    parts.append(
                        isMissing
                            ? DeriveFixture.withheld(area: area, coordinates: code)
                            : try DeriveFixture.count(printed, area: area, coordinates: code))
                }
                // The survey's total is rounded by itself, to the nearest 1,000.
                let thousands = try #require(try whole.divided(by: Fraction(1_000))).rounded(to: 0).units
                let step = RoundingRule.nearest(step: ExactDecimal(units: 1_000), assumed: false)
                let number = ExactDecimal(units: thousands * 1_000)
                totals.append(
                    try DeriveFixture.count(
                        number.units, bounds: step.bounds(of: number, at: DeriveFixture.cell), area: area))
                truths.append(try counts.map { try #require(try $0.divided(by: whole)) })
            }
            let shares = try Shares(indicator: "share", dimension: "sector", decimals: 2, isWhole: isWhole)
                .shares(of: parts, totals: hasTotals ? totals : [])
            #expect(shares.count == 6)
            for (place, share) in shares.enumerated() {
                let truth = try truths[place / 3][place % 3].multiplied(by: Fraction(100))
                expect(share, holds: truth, part: parts[place])
            }
            let found = try quotients(parts, totals: hasTotals ? totals : [], isWhole: isWhole)
            #expect(found.count == 3)
            for (place, quotient) in found.enumerated() {
                if case .withheld = parts[place + 3].figure {
                    expect(quotient, holds: .zero, part: parts[place + 3])
                } else if let truth = try truths[0][place].divided(by: truths[1][place]) {
                    expect(quotient, holds: truth, part: parts[place])
                }
            }
        }
    }

    private func expect(_ derived: Observation, holds truth: Fraction, part: Observation) {
        switch (part.figure, derived.figure) {
        case (.withheld, .published): Issue.record("a number was made of a withheld figure")
        case (_, .withheld): #expect(!derived.note.isEmpty)
        case (.published, .published(let number, _)):
            #expect(derived.bounds.lower.map { $0.fraction <= truth && $0 <= number } == true)
            #expect(derived.bounds.upper.map { $0.fraction >= truth && $0 >= number } != false)
        }
    }
}
