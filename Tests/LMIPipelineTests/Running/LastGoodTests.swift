import Foundation
import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// A source that fails keeps its tables as they were; the rest moves on.
struct LastGoodTests {
    private let night: SmallNight

    init() throws { night = try SmallNight() }

    private static let reasons = [
        "jobs-by-sector":
            "The source \"Jobs by industry\" could not be read again; these are the figures of 2026-11-01.",
        "jobs":
            "The source \"Jobs by industry\" could not be read again; these are the figures of 2026-11-01.",
    ]

    /// New figures of the source that does not fail.
    private func newClaimants() throws {
        try night.inputs.write(SmallNight.claimants.replacing("8220", with: "8300"), to: "claimants.csv")
        try night.originate("claimants.csv", .live, retrieved: "2026-11-20T02:00:00Z")
    }

    @Test func `a source that fails keeps its tables, marked stale, and the rest moves on`() throws {
        #expect(try night.run(day: 21).status == .success)
        let before = try night.bytes()
        try newClaimants()
        try night.lose("jobs.csv")
        let ending = try night.run()
        #expect(ending.status == .degraded)
        #expect(try night.stale() == Self.reasons)
        #expect(try night.published("data/claimants.csv").contains(",8300,"))
        for table in Self.reasons.keys {
            #expect(try night.bytes()["data/\(table).csv"] == before["data/\(table).csv"])
        }
        #expect(
            ending.output == """
                jobs: not read
                claimants: 2 rows, 2 figures, 0 withheld
                jobs-by-sector: carried, stale. \(Self.reasons["jobs-by-sector"] ?? "")
                jobs: carried, stale. \(Self.reasons["jobs"] ?? "")
                Published 3 tables as generation \(try night.generation()), serial 2.
                Look at /Output/generations/\(try night.generation())/index.json, or the tables in its folder data/.

                """)
        #expect(
            ending.errors == """
                jobs.csv: error: there is no such file in "/Inputs"
                  mend: put the file there, or correct `file:` in jobs.yml

                """)
    }

    @Test func `a source that stays broken keeps its tables another night, and nothing is written`() throws {
        try night.run(day: 20)
        try night.lose("jobs.csv")
        #expect(try night.run(day: 21).status == .degraded)
        let facts = try night.facts()
        let ending = try night.run(day: 22)
        #expect(ending.status == .degraded)
        #expect(try night.facts() == facts)
        #expect(try night.stale() == Self.reasons)
        try newClaimants()
        #expect(try night.run(day: 23).status == .degraded)
        #expect(try night.stale() == Self.reasons)
        #expect(try night.published("data/claimants.csv").contains(",8300,"))
    }

    @Test func `once mended, the bundle is the one that a run without the fault makes`() throws {
        try night.run(day: 20)
        try night.lose("jobs.csv")
        try newClaimants()
        #expect(try night.run(day: 21).status == .degraded)
        try night.inputs.write(SmallNight.jobs.replacing(",60\n", with: ",65\n"), to: "jobs.csv")
        try night.originate("jobs.csv", .live, retrieved: "2026-11-21T02:00:00Z")
        #expect(try night.run(day: 22).status == .success)
        #expect(try night.stale() == [:])

        let other = try SmallNight()
        for file in ["jobs.csv", "claimants.csv"] {
            try other.inputs.write(night.inputs.text(of: file), to: file)
            try other.inputs.write(
                night.inputs.text(of: "\(file).origin.yml"), to: "\(file).origin.yml")
        }
        #expect(try other.run(day: 22).status == .success)
        #expect(try other.generation() == night.generation())
        #expect(try other.bytes() == night.bytes())
    }

    @Test func `a file that is not what its definition describes holds its tables alone`() throws {
        try night.run(day: 21)
        try night.inputs.write(SmallNight.jobs.replacing(",60\n", with: ",n/a\n"), to: "jobs.csv")
        let ending = try night.run()
        #expect(ending.status == .degraded)
        #expect(try night.stale() == Self.reasons)
        #expect(ending.errors.hasPrefix("jobs.csv:4:4 (VALUE): error: \"n/a\" "))
    }

    @Test func `a row that stands twice holds the table alone`() throws {
        try night.run(day: 21)
        try night.inputs.write("\(SmallNight.claimants)2026-09,E07000195,1905\n", to: "claimants.csv")
        let ending = try night.run()
        #expect(ending.status == .degraded)
        #expect(
            try night.stale() == [
                "claimants": "The table could not be made again; these are the figures of 2026-11-01."
            ])
        #expect(
            ending.errors == """
                claimants.csv:4:3 (VALUE): error: the table "claimants" has "claimants" twice for Newcastle-under-Lyme, 2026-09 (the other stands at claimants.csv:3:3 (VALUE))
                  mend: if the publisher's file has the row twice, ask the publisher; else name what tells the two apart under `broken down by:`, or leave one out under `drop:`

                """)
    }

    @Test func `a row that stands twice where nothing was good before is a fault of the content`() throws {
        try night.inputs.write("\(SmallNight.jobs)2024,E07000195,24,41\n", to: "jobs.csv")
        let ending = try night.run()
        #expect(ending.status == .content)
        #expect(
            ending.errors.contains("jobs.csv:10:4 (VALUE): error: the table \"jobs\" has \"employees\" twice")
        )
        #expect(ending.errors.hasSuffix("Not published: nothing has been published yet.\n"))
    }

    @Test func `tables that nobody asked for stand as they stood`() throws {
        try night.run(day: 21)
        let before = try night.bytes()
        try newClaimants()
        try night.lose("jobs.csv")
        #expect(try night.run("claimants").status == .success)
        #expect(try night.stale() == [:])
        #expect(try night.published("data/claimants.csv").contains(",8300,"))
        for table in ["jobs", "jobs-by-sector"] {
            #expect(try night.bytes()["data/\(table).csv"] == before["data/\(table).csv"])
        }
    }

    @Test func `a stale table that nobody asked for stays stale, and the run says so`() throws {
        try night.run(day: 20)
        try night.lose("jobs.csv")
        try night.run(day: 21)
        try newClaimants()
        let ending = try night.run("claimants")
        #expect(ending.status == .degraded)
        #expect(try night.stale() == Self.reasons)
        #expect(ending.output.contains("\njobs: stale as before, since it was not asked for.\n"))
        #expect(try night.published("data/claimants.csv").contains(",8300,"))
    }

    @Test func `tables cannot be named before there are others to leave as they are`() throws {
        let ending = try night.run("claimants")
        #expect(ending.status == .configuration)
        #expect(
            ending.errors == """
                error: the table "jobs-by-sector" was not asked for, and /Output has no real figures of it to leave as they are
                  mend: run without naming tables, so that all are made
                Not published: nothing has been published yet.

                """)
    }

    @Test func `a table that is not there is missed before anything is read`() throws {
        let ending = try night.run("claimant")
        #expect(ending.status == .configuration)
        #expect(
            ending.errors == """
                error: "claimant" is not a table of this pipeline
                  mend: did you mean claimants? the tables are: jobs-by-sector, jobs, claimants

                """)
        #expect(ending.output.isEmpty)
    }

    @Test
    func `a source whose own origin file is missing stops the night, for no mending of the file cures it`()
        throws
    {
        try night.run(day: 21)
        let before = try night.facts()
        try FileManager.default.removeItem(at: night.inputs.appending(path: "claimants.csv.origin.yml"))
        let ending = try night.run()
        #expect(ending.status == .configuration)
        #expect(try night.facts() == before)
    }

    @Test func `a damaged generation is no hindrance where nothing must be carried from it`() throws {
        try night.run(day: 21)
        try FileManager.default.removeItem(
            at: night.output.appending(path: "generations/\(night.generation())"))
        try newClaimants()
        #expect(try night.run().status == .success)
        #expect(try night.published("data/claimants.csv").contains(",8300,"))
    }

    @Test func `a damaged generation is told where a table must be carried from it`() throws {
        try night.run(day: 21)
        try FileManager.default.removeItem(
            at: night.output.appending(path: "generations/\(night.generation())/manifest.json"))
        try night.lose("jobs.csv")
        #expect(try night.run().status == .storage)
    }

    @Test func `the code lists of a table that nobody asked for stay beside it`() throws {
        try night.run(day: 21)
        let list = try night.published("lookups/sic_2007.csv")
        try newClaimants()
        #expect(try night.run("claimants").status == .success)
        #expect(try night.published("lookups/sic_2007.csv") == list)
        #expect(try night.published("data/jobs.csv").contains(",sic_code,"))
    }

    @Test func `tables are not left standing beside definitions that they were not made by`() throws {
        try night.run(day: 21)
        let facts = try night.facts()
        try night.hub.change(
            "sectors.yml", "rules:\n      - {sic: \"23\"}\npartition",
            to: "rules:\n      - {sic: \"24\"}\npartition")
        try newClaimants()
        let ending = try night.run("claimants")
        #expect(ending.status == .configuration)
        #expect(
            ending.errors
                == """
                error: the table "jobs-by-sector" was not asked for, and it was made by other definitions than these
                  mend: run without naming tables, so that all are made by the same definitions
                Not published: readers still see GENERATION, serial 1.

                """.replacing("GENERATION", with: try night.generation()))
        #expect(try night.facts() == facts)
        #expect(try night.run().status == .success)
    }

    @Test func `a sector says of each table whether it was made by the definitions shown`() throws {
        try night.run(day: 21)
        #expect(try current() == ["jobs-by-sector": true])
        try night.hub.change(
            "sectors.yml", "rules:\n      - {sic: \"23\"}\npartition",
            to: "rules:\n      - {sic: \"24\"}\npartition")
        try night.lose("jobs.csv")
        #expect(try night.run().status == .degraded)
        #expect(try current() == ["jobs-by-sector": false])
    }

    /// What the file of the sector of ceramics says of its tables.
    private func current() throws -> [String: Bool] {
        let sector = try night.json("generations/\(night.generation())/sectors/ceramics.json")
        var current: [String: Bool] = [:]
        for table in sector["tables"] as? [[String: Any]] ?? [] {
            current[table["table"] as? String ?? ""] = table["made_by_these_definitions"] as? Bool
        }
        return current
    }
}
