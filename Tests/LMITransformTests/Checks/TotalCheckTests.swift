import LMIModel
import LMITransform
import Testing

struct TotalCheckTests {
    private func findings(_ parts: [Observation], _ totals: [Observation]) throws -> [String] {
        try TotalCheck(dimension: "sector").findings(parts: parts, totals: totals).map(\.description)
    }

    @Test func `parts that agree with their total within rounding are reported as such`() throws {
        let at = try DeriveFixture.sectors(["a", "b"])
        let found = try findings(
            [DeriveFixture.count(500, coordinates: at[0]), DeriveFixture.count(500, coordinates: at[1])],
            [DeriveFixture.count(1_000)])
        #expect(
            found == [
                """
                note: 1 of 1 totals agree with their parts by sector within rounding
                """
            ])
    }

    @Test func `parts that cannot make their total are warned of, with what was expected and found`() throws {
        let at = try DeriveFixture.sectors(["a", "b"])
        let found = try findings(
            [DeriveFixture.count(500, coordinates: at[0]), DeriveFixture.count(500, coordinates: at[1])],
            [DeriveFixture.count(2_000, row: 8)])
        #expect(
            found == [
                """
                nomis/bres.csv:8:2 (OBS_VALUE): warning: the total of "employees" in "Stoke-on-Trent", 2019, is 2,000, which stands for 1,750 to 2,250, but its 2 parts add up to between 900 and 1,100
                  mend: check that the parts are of one level and none is missing; if the publisher's figures disagree, ask the publisher
                """,
                """
                note: 0 of 1 totals agree with their parts by sector within rounding
                  mend: see the warnings above
                """,
            ])
    }

    @Test func `a suppressed part can be anything that the total leaves`() throws {
        let at = try DeriveFixture.sectors(["a", "b"])
        let parts = [
            try DeriveFixture.count(500, coordinates: at[0]), DeriveFixture.withheld(coordinates: at[1]),
        ]
        #expect(try findings(parts, [DeriveFixture.count(2_000)]).count == 1)
        #expect(
            try findings(parts, [DeriveFixture.count(250)]).first == """
                nomis/bres.csv:5:2 (OBS_VALUE): warning: the total of "employees" in "Stoke-on-Trent", 2019, is 250, which stands for 225 to 275, but its 2 parts add up to at least 450
                  mend: check that the parts are of one level and none is missing; if the publisher's figures disagree, ask the publisher
                """)
    }

    @Test func `figures without certain bounds are said not to have been compared`() throws {
        let at = try DeriveFixture.sectors(["a"])
        #expect(
            try findings(
                [DeriveFixture.count(500, bounds: .unknown, coordinates: at[0])], [DeriveFixture.count(2_000)]
            )
                == [
                    """
                    note: 0 of 0 totals agree with their parts by sector within rounding; 1 could not be compared, having no certain bounds
                    """
                ])
    }
}

struct RangeCheckTests {
    private let check = RangeCheck(ranges: ["people": .count, "percent": .percent])

    private func observation(_ units: Int64, scale: Int, _ unit: String) throws -> Observation {
        var observation = try DeriveFixture.count(0)
        observation.figure = .published(ExactDecimal(units: units, scale: scale))
        observation.unit = unit
        return observation
    }

    @Test func `a percentage over 100 and a count below 0 are refused at their cells`() throws {
        let found = check.findings([
            try observation(1_042, scale: 1, "percent"), try observation(-5, scale: 0, "people"),
        ])
        #expect(
            found.map(\.description) == [
                """
                nomis/bres.csv:5:2 (OBS_VALUE): error: "104.2" is above 100, which figures of "employees" in percent cannot be
                  mend: if the number is right, correct `unit:` or the range in the definition; else hold the source
                """,
                """
                nomis/bres.csv:5:2 (OBS_VALUE): error: "-5" is below 0, which figures of "employees" in people cannot be
                  mend: if the number is right, correct `unit:` or the range in the definition; else hold the source
                """,
            ])
    }

    @Test func `0 and 100 percent are percentages, and a change may be negative`() throws {
        var change = try observation(-32, scale: 1, "percent")
        change.derivation = .change
        let fine = [
            change, try observation(0, scale: 0, "percent"), try observation(1_000, scale: 1, "percent"),
            try observation(-7, scale: 0, "pounds"), DeriveFixture.withheld(),
        ]
        #expect(check.findings(fine).isEmpty)
    }
}
