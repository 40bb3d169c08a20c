import LMIModel
import LMITransform
import Testing

@testable import LMIPipeline

/// Tables made of mixed levels of one source.
struct TableMakingTests {
    /// A share of a sum of sections may lean on the total's own rounding only where its sector is made of
    /// sections too: finer figures were rounded apart.
    @Test func `a sector of finer codes than its total does not move with the total`() throws {
        let mixed = try share(
            of: "ceramics", in: "overlapping", [("A", 1000), ("C", 1000), ("23", 500), ("24", 500)])
        // 450 of 2,100 to 550 of 1,900: every corner of what rounding to the nearest 100 allows.
        #expect(mixed.lower == ExactDecimal("21.4"))
        #expect(mixed.upper == ExactDecimal("29.0"))
    }

    @Test func `a sector of the sections that its total is the sum of moves with it`() throws {
        let sections = try share(of: "farming", in: "partition", [("A", 1000), ("C", 1000)])
        // 950 of 950 + 1,050 to 1,050 of 1,050 + 950.
        #expect(sections.lower == ExactDecimal("47.5"))
        #expect(sections.upper == ExactDecimal("52.5"))
    }

    private func share(of sector: String, in view: String, _ counts: [(String, Int64)]) throws -> Bounds {
        let hub = try SmallHub()
        try hub.change("hub.yml", "{published as: Total}", to: "{sum of every: section}")
        try hub.change("hub.yml", "view: overlapping", to: "view: \(view)")
        let pipeline = try hub.definition()
        let table = try #require(pipeline.tables.first)
        let source = try #require(pipeline.sources.first?.definition)
        let list = try #require(pipeline.lists.codeLists[Classification("SIC 2007")])
        let area = try #require(pipeline.lists.areas.areas.first)
        let rounding = RoundingRule.nearest(step: ExactDecimal(units: 100), assumed: false)
        let observations = try counts.map { code, number in
            let value = ExactDecimal(units: number)
            return Observation(
                indicator: "employees", unit: "people", basis: "workplace", area: area, period: .year(2024),
                coordinates: ["industry": try #require(list.code(code))], figure: .published(value),
                bounds: try rounding.bounds(of: value, at: CellReference(file: "jobs.csv", row: 2)),
                source: source.id)
        }
        let origin = Origin(
            kind: .live, publisher: "", title: "", url: "", licence: .init(name: "", url: ""),
            attribution: "",
            retrieved: "2026-11-01T02:00:00Z")
        let reading = SourceDefinition.Reading(
            snapshot: Snapshot(source: source.id, file: "jobs.csv", sha256: "", bytes: 0, origin: origin),
            observations: observations, report: LayoutReport(), notes: [])
        let made = try TableMaking(pipeline: pipeline).table(table, from: [source.id: reading])
        let shares = made.rows.filter { $0.indicator == "employees_share" }
        return try #require(shares.first { $0.coordinates["sector"]?.text == sector }).bounds
    }
}
