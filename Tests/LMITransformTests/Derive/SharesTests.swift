import LMIModel
import LMITransform
import Testing

struct SharesTests {
    private func shares(
        _ parts: [Observation], totals: [Observation] = [], isWhole: Bool = false, decimals: Int = 1
    ) throws -> [Observation] {
        try Shares(indicator: "employees_share", dimension: "sector", decimals: decimals, isWhole: isWhole)
            .shares(of: parts, totals: totals)
    }
    private func percent(_ units: Int64, _ statuses: Set<ValueStatus> = []) -> Figure {
        .published(ExactDecimal(units: units, scale: 1), statuses)
    }
    private func tenths(_ lower: Int64, _ upper: Int64) -> Bounds {
        Bounds(
            lower: ExactDecimal(units: lower, scale: 1), upper: ExactDecimal(units: upper, scale: 1),
            kind: .rounding)
    }

    @Test func `a share of a total rounded apart lies in the corners of the box`() throws {
        let at = try DeriveFixture.sectors(["making"])
        let found = try shares(
            [DeriveFixture.count(100, bounds: hard(90, 110), coordinates: at[0])],
            totals: [DeriveFixture.count(1_000, bounds: hard(900, 1_100))])
        #expect(found.map(\.figure) == [percent(100)])
        // 90 of 1,100 is 8.18…, 110 of 900 is 12.22…: rounded outwards.
        #expect(found.map(\.bounds) == [tenths(81, 123)])
        #expect(found.map(\.derivation) == [.share])
        #expect(found.map(\.unit) == ["percent"])
        #expect(found.map(\.indicator) == ["employees_share"])
        #expect(found.first?.cell == nil)
    }

    @Test func `a share of a sum of its parts is x over x and the rest`() throws {
        let at = try DeriveFixture.sectors(["making", "rest"])
        let found = try shares(
            [
                DeriveFixture.count(100, bounds: hard(90, 110), coordinates: at[0]),
                DeriveFixture.count(900, bounds: hard(850, 950), coordinates: at[1]),
            ], isWhole: true)
        // 90 of 1,040 is 8.65…, 110 of 960 is 11.45….
        #expect(found.map(\.figure) == [percent(100), percent(900)])
        #expect(found.first?.bounds == tenths(86, 115))
    }

    @Test func `where both can be had, the bounds are what both allow`() throws {
        let at = try DeriveFixture.sectors(["making", "rest"])
        let found = try shares(
            [
                DeriveFixture.count(100, bounds: hard(90, 110), coordinates: at[0]),
                DeriveFixture.count(900, bounds: hard(850, 950), coordinates: at[1]),
            ], totals: [DeriveFixture.count(1_000, bounds: hard(990, 1_010))], isWhole: true)
        // The box says 90 of 1,010 = 8.91… to 110 of 990 = 11.11….
        #expect(found.first?.bounds == tenths(89, 112))
    }

    @Test func `a published total beats the sum of its parts`() throws {
        let at = try DeriveFixture.sectors(["making", "rest"])
        let found = try shares(
            [
                DeriveFixture.count(100, coordinates: at[0]),
                DeriveFixture.count(500, coordinates: at[1]),
            ], totals: [DeriveFixture.count(800)], isWhole: true)
        #expect(found.map(\.figure) == [percent(125), percent(625)])
    }

    @Test func `half a tenth is rounded away from zero`() throws {
        let at = try DeriveFixture.sectors(["making"])
        let found = try shares(
            [DeriveFixture.count(1, bounds: hard(1, 1), coordinates: at[0])],
            totals: [DeriveFixture.count(2_000, bounds: hard(2_000, 2_000))])
        #expect(found.map(\.figure) == [percent(1)])
        #expect(found.map(\.bounds) == [tenths(0, 1)])
    }

    @Test func `a share of nothing is not applicable`() throws {
        let at = try DeriveFixture.sectors(["making"])
        let found = try shares([DeriveFixture.count(0, coordinates: at[0])], totals: [DeriveFixture.count(0)])
        #expect(found.map(\.figure) == [.withheld(.notApplicable)])
        #expect(found.map(\.note) == ["the total is zero"])
    }

    @Test func `a part without a number has no share, and its reason is carried`() throws {
        let at = try DeriveFixture.sectors(["a", "b", "c"])
        var partial = DeriveFixture.withheld(.partial, bounds: hard(50, 90), coordinates: at[0])
        partial.note = "1 of the 2 figures in it is not published (42)"
        let found = try shares(
            [
                partial, DeriveFixture.withheld(.notDerivable, coordinates: at[1]),
                DeriveFixture.withheld(.suppressedDisclosure, coordinates: at[2]),
            ], totals: [DeriveFixture.count(1_000)])
        #expect(
            found.map(\.figure) == [.withheld(.partial), .withheld(.notDerivable), .withheld(.notDerivable)])
        #expect(found.allSatisfy { $0.bounds == .unknown })
        #expect(
            found.map(\.note) == [
                "the count itself is not known: 1 of the 2 figures in it is not published (42)",
                "the count itself cannot be worked out", "the count itself is not published",
            ])
    }

    @Test func `without a total there is no share`() throws {
        let at = try DeriveFixture.sectors(["a", "b"])
        let part = try DeriveFixture.count(50, coordinates: at[0])
        let none = try shares([part])
        #expect(none.map(\.figure) == [.withheld(.notDerivable)])
        #expect(none.map(\.note) == ["the publisher gives no total for this place and time"])
        let suppressed = try shares([part], totals: [DeriveFixture.withheld()])
        #expect(suppressed.map(\.figure) == [.withheld(.notDerivable)])
        #expect(suppressed.map(\.note) == ["the total is not published"])
        let broken = try shares([part, DeriveFixture.withheld(coordinates: at[1])], isWhole: true)
        #expect(broken.map(\.figure) == [.withheld(.partial), .withheld(.notDerivable)])
        #expect(broken.first?.note == "the total is not known: 1 of the 2 figures in it is not published (b)")
    }

    @Test func `the total of another year or another source is not the total`() throws {
        let at = try DeriveFixture.sectors(["a"])
        var total = try DeriveFixture.count(1_000)
        total.period = .year(2018)
        #expect(
            try shares([DeriveFixture.count(50, coordinates: at[0])], totals: [total]).map(\.figure)
                == [.withheld(.notDerivable)])
    }

    @Test func `statuses of part and total are the share's`() throws {
        let at = try DeriveFixture.sectors(["a"])
        let found = try shares(
            [DeriveFixture.count(500, statuses: [.definitionDiffers], coordinates: at[0])],
            totals: [DeriveFixture.count(1_000, statuses: [.provisional])])
        #expect(found.map(\.figure) == [percent(500, [.definitionDiffers, .provisional])])
    }

    @Test func `a sample's intervals give a share no bounds`() throws {
        let at = try DeriveFixture.sectors(["a"])
        let found = try shares(
            [DeriveFixture.count(500, bounds: hard(400, 600, .ci95), coordinates: at[0])],
            totals: [DeriveFixture.count(1_000)])
        #expect(found.map(\.figure) == [percent(500)])
        #expect(found.map(\.bounds) == [.unknown])
    }

    @Test func `parts that cannot make their total are told of beside the share`() throws {
        let at = try DeriveFixture.sectors(["a", "b"])
        let found = try shares(
            [
                DeriveFixture.count(500, bounds: hard(490, 510), coordinates: at[0]),
                DeriveFixture.count(500, bounds: hard(490, 510), coordinates: at[1]),
            ], totals: [DeriveFixture.count(2_000, bounds: hard(1_990, 2_010))], isWhole: true)
        #expect(found.map(\.note).allSatisfy { $0 == "the parts do not agree with the published total" })
        #expect(found.first?.bounds == tenths(243, 257))
    }
}
