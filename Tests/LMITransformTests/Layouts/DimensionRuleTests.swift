import LMIModel
import LMITestSupport
import LMITransform
import Testing

/// Codes that a file writes in its own way, or of more levels than are wanted.
struct DimensionRuleTests {
    private func list() throws -> CodeList {
        try CodeList(
            Classification("SIC 2007"), file: "codelists/sic2007.csv",
            entries: [
                .init(code: "A", label: "Agriculture", level: "section"),
                .init(code: "161", label: "Sawmilling", level: "group", parent: "A"),
                .init(code: "0161", label: "Support for crops", level: "class", parent: "A"),
                .init(code: "2331", label: "Tiles", level: "class", parent: "A"),
            ])
    }

    private func layout(_ rule: ObservationLayout.DimensionRule) throws -> Layout {
        var layout = try LayoutFixture.long()
        layout.observations.dimensions = [rule]
        return layout
    }

    private func read(_ codes: [String], _ rule: ObservationLayout.DimensionRule) throws -> LayoutReading {
        let rows = codes.map { "2019 | E06000021 | \($0) | 5" }.joined(separator: "\n")
        return try layout(rule).read(LayoutFixture.table(rows), areas: LayoutFixture.areas())
    }

    private func lost() throws -> ObservationLayout.DimensionRule {
        .init(id: "industry", list: try list(), level: "class", digits: 4)
    }

    @Test func `a class that has lost its leading zero has it back, though a group is written so`() throws {
        let reading = try read(["161", "0161", "2331"], lost())
        #expect(reading.observations.map { $0.coordinates["industry"]?.text } == ["0161", "0161", "2331"])
        #expect(reading.report.paddedDimensions == ["industry"])
    }

    @Test func `a class that never had a leading zero lacks none`() throws {
        #expect(try read(["2331"], lost()).report.paddedDimensions == [])
    }

    @Test func `a code that is none with its zeros either is refused as it is read`() throws {
        let layout = try layout(lost())
        let areas = try LayoutFixture.areas()
        let table = LayoutFixture.table("2019 | E06000021 | 162 | 5")
        #expect(
            #expect(throws: Diagnostic.self) { try layout.read(table, areas: areas) }?.description == """
                jobs.csv:2:3 (industry): error: "0162" is not a class of SIC 2007
                  mend: the nearest is "0161" (Support for crops); if the publisher uses a new code, add it to codelists/sic2007.csv; else correct the definition's `of:`
                """)
    }

    @Test func `codes of other levels are left out by the rule, and counted`() throws {
        let rule = ObservationLayout.DimensionRule(
            id: "industry", list: try list(), level: "class", dropsOtherLevels: true)
        let reading = try read(["A", "161", "0161", "2331"], rule)
        #expect(reading.observations.map { $0.coordinates["industry"]?.text } == ["0161", "2331"])
        #expect(reading.report.dropped == ["keep level class": 2])
        #expect(reading.report.isConserved)
    }

    @Test func `a code of no level is not left out with those of other levels`() throws {
        let layout = try layout(
            .init(id: "industry", list: list(), level: "class", dropsOtherLevels: true))
        let areas = try LayoutFixture.areas()
        let table = LayoutFixture.table("2019 | E06000021 | 9999 | 5")
        #expect(
            #expect(throws: Diagnostic.self) { try layout.read(table, areas: areas) }?.description == """
                jobs.csv:2:3 (industry): error: "9999" is not a class of SIC 2007
                  mend: if the publisher uses a new code, add it to codelists/sic2007.csv; else correct the definition's `of:`
                """)
    }

    @Test func `a text that the definition's own list lacks is to be added there`() throws {
        let own = try CodeList(
            Classification("industry of jobs"), file: "sources/jobs.yml",
            entries: [.init(code: "Tiles", label: "Makers of tiles")])
        let layout = try layout(.init(id: "industry", list: own))
        let areas = try LayoutFixture.areas()
        let table = LayoutFixture.table("2019 | E06000021 | Tile | 5")
        #expect(
            #expect(throws: Diagnostic.self) { try layout.read(table, areas: areas) }?.description == """
                jobs.csv:2:3 (industry): error: "Tile" is not one of the texts of "industry"
                  mend: the nearest is "Tiles"; if the publisher writes a new text, add it under `texts:` of "industry" in sources/jobs.yml, or leave its rows out with `drop:`
                """)
    }
}
