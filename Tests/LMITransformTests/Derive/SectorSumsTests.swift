import LMIModel
import LMITransform
import Testing

struct SectorSumsTests {
    private let fixture: DeriveFixture
    init() throws { fixture = try DeriveFixture() }

    private let construction = ("construction", ["41201", "41202", "42110", "43110"])
    private let materials = ("applied-materials", ["20130", "23310", "23320"])

    /// One observation of the sector, from published counts by industry; nil stands for a suppressed count.
    private func sum(
        _ sector: (String, [String]), _ counts: [(String, Int64?)], grid: SectorSums.CompleteGrid? = nil
    ) throws -> Observation {
        let observations = try counts.map { code, value in
            let coordinates = try fixture.industry(code)
            return try value.map { try DeriveFixture.count($0, coordinates: coordinates) }
                ?? DeriveFixture.withheld(coordinates: coordinates)
        }
        let sums = try SectorSums(
            fixture.rules([sector]), view: .overlapping, industries: fixture.tree, completeGrid: grid
        ).sums(of: observations)
        #expect(sums.count == 1)
        return try #require(sums.first)
    }

    @Test func `a sector that is a section exactly takes the section's figure`() throws {
        let observation = try sum(construction, [("C", 60_000), ("F", 28_000)])
        #expect(observation.figure == .published(ExactDecimal(units: 28_000)))
        #expect(observation.bounds == hard(27_000, 29_000))
        #expect(observation.note.isEmpty)
        #expect(observation.derivation == .sum)
        #expect(observation.cell == nil)
        #expect(observation.coordinates.keys.sorted() == ["sector"])
        #expect(observation.coordinates["sector"]?.text == "construction")
        #expect(observation.indicator == "employees")
    }

    @Test func `divisions that make up the sector are added`() throws {
        let observation = try sum(construction, [("41", 1_000), ("42", 50), ("43", 500), ("C", 60_000)])
        #expect(observation.figure == .published(ExactDecimal(units: 1_550)))
        #expect(observation.bounds == hard(1_395, 1_875))
    }

    @Test func `a code and a code inside it are not both counted`() throws {
        let observation = try sum(
            construction, [("41201", 500), ("41", 1_000), ("42", 50), ("42110", 50), ("43", 500)])
        #expect(observation.figure == .published(ExactDecimal(units: 1_550)))
    }

    @Test func `sections do not cover a sector of classes, and what is missing is named`() throws {
        let observation = try sum(materials, [("C", 60_000), ("F", 28_000)])
        #expect(observation.figure == .withheld(.notDerivable))
        #expect(observation.bounds == .unknown)
        #expect(observation.note == "the publisher gives no figure for 2013, 23")
    }

    @Test func `an absent row is not a zero: a sector covered in part is at least that part`() throws {
        let observation = try sum(materials, [("2331", 500), ("20", 1_000)])
        #expect(observation.figure == .withheld(.notDerivable))
        #expect(observation.bounds == hard(450, nil))
        #expect(
            observation.note
                == "the publisher gives no figure for 2013, 2332; only the one industry that it gives is counted (2331)"
        )
    }

    @Test func `an absent row is a zero only where the definition declares a complete grid`() throws {
        let grid = SectorSums.CompleteGrid(level: "class", rounding: .bres)
        let observation = try sum(materials, [("2331", 500), ("2011", 50)], grid: grid)
        #expect(observation.figure == .published(ExactDecimal(units: 500)))
        #expect(observation.bounds == hard(450, 560))
        #expect(observation.note == "2 industries without a row count as zero, as the definition declares")
    }

    @Test func `a class absent from a complete grid says nothing of a sector that holds only a part of it`()
        throws
    {
        let grid = SectorSums.CompleteGrid(level: "class", rounding: .bres)
        let observation = try sum(("diggers", ["28921"]), [("2331", 500)], grid: grid)
        #expect(observation.figure == .withheld(.notDerivable))
        #expect(observation.note == "the publisher gives no figure for 28921")
    }

    @Test func `a suppressed industry makes the sector partial, not smaller`() throws {
        let observation = try sum(construction, [("41", 1_000), ("42", nil), ("43", 500)])
        #expect(observation.figure == .withheld(.partial))
        #expect(observation.bounds == hard(1_350, nil))
        #expect(observation.note == "1 of the 3 figures in it is not published (42)")
    }

    @Test func `a published parent limits a sector with two suppressed industries`() throws {
        let observation = try sum(
            materials, [("C", 6_000), ("20", 1_000), ("2013", 50), ("2331", nil), ("2332", nil)])
        #expect(observation.figure == .withheld(.partial))
        #expect(observation.bounds == hard(45, 7_000))
    }

    @Test func `a row of totals is no industry of a sector, but limits it`() throws {
        let whole = try sum(construction, [("Total", 60_000), ("F", 28_000)])
        #expect(whole.figure == .published(ExactDecimal(units: 28_000)))
        let broken = try sum(
            materials, [("Total", 60_000), ("F", 28_000), ("2013", 50), ("2331", nil), ("2332", nil)])
        #expect(broken.figure == .withheld(.partial))
        #expect(broken.bounds == hard(45, 34_000))
    }

    @Test func `what stands beside the sector in its parent is taken off the limit`() throws {
        let observation = try sum(
            materials,
            [("C", 6_000), ("2011", 1_000), ("2013", 50), ("2331", nil), ("2332", nil), ("28", nil)])
        #expect(observation.bounds == hard(45, 6_100))
    }

    @Test func `a published parent never gives away the one suppressed industry`() throws {
        let observation = try sum(materials, [("C", 6_000), ("2013", 50), ("2331", nil), ("2332", 50)])
        #expect(observation.bounds == hard(90, nil))
    }

    @Test func `the leaf without classes above it is a leaf like others`() throws {
        let observation = try sum(("farms", ["01000"]), [("A", 250)])
        #expect(observation.figure == .published(ExactDecimal(units: 250)))
    }

    @Test func `statuses of all industries are the sector's`() throws {
        let observations = [
            try DeriveFixture.count(500, statuses: [.definitionDiffers], coordinates: fixture.industry("41")),
            try DeriveFixture.count(500, coordinates: fixture.industry("42")),
            try DeriveFixture.count(500, statuses: [.provisional], coordinates: fixture.industry("43")),
        ]
        let sums = try SectorSums(fixture.rules([construction]), view: .overlapping, industries: fixture.tree)
            .sums(of: observations)
        #expect(
            sums.map(\.figure) == [
                .published(ExactDecimal(units: 1_500), [.definitionDiffers, .provisional])
            ])
    }

    @Test func `areas are not added into one another, and stand in the order they came`() throws {
        let observations = [
            try DeriveFixture.count(
                2_000_000, area: DeriveFixture.england, coordinates: fixture.industry("F")),
            try DeriveFixture.count(28_000, coordinates: fixture.industry("F")),
        ]
        let sums = try SectorSums(
            fixture.rules([construction, materials]), view: .overlapping, industries: fixture.tree
        ).sums(of: observations)
        #expect(sums.map(\.area.name) == ["England", "England", "Stoke-on-Trent", "Stoke-on-Trent"])
        #expect(
            sums.map { $0.coordinates["sector"]?.text }
                == ["construction", "applied-materials", "construction", "applied-materials"])
        #expect(sums[2].figure == .published(ExactDecimal(units: 28_000)))
    }

    @Test func `percentages are not added`() throws {
        var observation = try DeriveFixture.count(50, coordinates: fixture.industry("F"))
        observation.unit = "percent"
        let sums = try SectorSums(fixture.rules([construction]), view: .overlapping, industries: fixture.tree)
        let stop = #expect(throws: Diagnostic.self) { try sums.sums(of: [observation]) }
        #expect(
            stop?.description == """
                nomis/bres.csv:5:2 (OBS_VALUE): error: figures of "employees" count percent, which does not add up
                  mend: make no sums of this table; a rate of joined areas or sectors needs the counts behind it
                """)
    }

    @Test func `two figures of one industry are refused`() throws {
        let twice = [
            try DeriveFixture.count(50, coordinates: fixture.industry("F"), row: 5),
            try DeriveFixture.count(75, coordinates: fixture.industry("F"), row: 9),
        ]
        let sums = try SectorSums(fixture.rules([construction]), view: .overlapping, industries: fixture.tree)
        let stop = #expect(throws: Diagnostic.self) { try sums.sums(of: twice) }
        #expect(
            stop?.description == """
                nomis/bres.csv:9:2 (OBS_VALUE): error: "employees" of "Stoke-on-Trent" in 2019 stands twice for the industry "F" (the other stands at nomis/bres.csv:5:2 (OBS_VALUE))
                  mend: name what tells the two apart as a dimension of the definition, or leave one out under `drop:`
                """)
    }

    @Test func `codes of another edition are refused`() throws {
        let old = try CodeList(
            Classification("SIC 2003"), file: "sic2003.csv",
            entries: [.init(code: "F", label: "Construction")])
        let observation = try DeriveFixture.count(50, coordinates: ["industry": #require(old.code("F"))])
        let sums = try SectorSums(fixture.rules([construction]), view: .overlapping, industries: fixture.tree)
        let stop = #expect(throws: Diagnostic.self) { try sums.sums(of: [observation]) }
        #expect(
            stop?.description == """
                nomis/bres.csv:5:2 (OBS_VALUE): error: the industry "F" is of SIC 2003, but the sectors are written in SIC 2007
                  mend: read this column in codes of SIC 2007, or make no sectors of this table
                """)
    }

    @Test func `a figure without an industry is refused, not dropped`() throws {
        let sums = try SectorSums(fixture.rules([construction]), view: .overlapping, industries: fixture.tree)
        let stop = #expect(throws: Diagnostic.self) { try sums.sums(of: [DeriveFixture.count(50)]) }
        #expect(
            stop?.description == """
                nomis/bres.csv:5:2 (OBS_VALUE): error: a figure of "employees" has no industry, along which it was to be put together
                  mend: give every figure of this table its industry, or leave the row out under `drop:` with a reason
                """)
    }

    @Test func `a sector of an industry that is none is refused`() {
        let stop = #expect(throws: Diagnostic.self) {
            try SectorSums(fixture.rules([("toys", ["99999"])]), view: .overlapping, industries: fixture.tree)
        }
        #expect(
            stop?.description == """
                sectors.yml: error: the sector "toys" holds "99999", which is no finest code of SIC 2007
                  mend: correct the code in sectors.yml, or add it to codelists/sic2007.csv
                """)
    }

    @Test func `the sectors of the two views are codes of two classifications`() throws {
        let rules = fixture.rules([construction], view: .partition)
        #expect(try rules.codeList(of: .partition).entries.map(\.code) == ["construction"])
        #expect(try rules.codeList(of: .overlapping).entries.isEmpty)
        #expect(SectorRules.classification(of: .partition) != SectorRules.classification(of: .overlapping))
    }

    @Test func `whichever codes a table has, a sector is derived exactly when they cover it`() throws {
        var numbers = SeededNumbers(state: 3)
        let all = fixture.industries.entries.map(\.code)
        for _ in 0..<400 {
            let present = all.filter { _ in Int.random(in: 0..<3, using: &numbers) == 0 }
            let wanted = fixture.tree.leaves.filter { _ in Bool.random(using: &numbers) }
            guard !present.isEmpty, !wanted.isEmpty else { continue }
            // Each leaf counts 5 and each code 5 for every leaf in it, so that the right sum is known.
            let observations = try present.map { code in
                let value = Int64(5 * fixture.tree.leaves(of: code).count)
                return try DeriveFixture.count(
                    value, bounds: hard(value, value), coordinates: fixture.industry(code))
            }
            let sums = try SectorSums(
                fixture.rules([("any", wanted)]), view: .overlapping, industries: fixture.tree
            )
            .sums(of: observations)
            let reached = Set(
                present.map { fixture.tree.leaves(of: $0) }.filter { Set($0).isSubset(of: wanted) }.joined())
            let expected: Figure =
                reached == Set(wanted)
                ? .published(ExactDecimal(units: Int64(5 * wanted.count))) : .withheld(.notDerivable)
            #expect(sums.map(\.figure) == [expected])
            if reached.count < wanted.count, !reached.isEmpty {
                #expect(sums.first?.bounds == hard(Int64(5 * reached.count), nil))
            }
        }
    }
}
