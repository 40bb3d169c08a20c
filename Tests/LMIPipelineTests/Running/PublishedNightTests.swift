import Foundation
import LMITestSupport
import Testing

@testable import LMIPipeline

/// Nights on which all goes well.
struct PublishedNightTests {
    private let night: SmallNight

    init() throws { night = try SmallNight() }

    @Test func `a night ends with a bundle and says where it is`() throws {
        let ending = try night.run()
        let id = try night.generation()
        #expect(ending.status == .success)
        #expect(ending.errors.isEmpty)
        #expect(
            ending.output == """
                jobs: 8 rows, 7 figures, 1 withheld
                claimants: 2 rows, 2 figures, 0 withheld
                Published 3 tables as generation \(id), serial 1.
                Look at /Output/generations/\(id)/index.json, or the tables in its folder data/.

                """)
        let latest = try night.json("latest.json")
        #expect(latest["published"] as? String == "2026-11-22T02:00:00Z")
        #expect(latest["stale_after"] is NSNull)
        #expect(latest["origin"] as? String == "live")
    }

    @Test func `where nothing has changed nothing is written`() throws {
        try night.run(day: 21)
        let facts = try night.facts()
        let ending = try night.run()
        #expect(ending.status == .success)
        #expect(try night.facts() == facts)
        #expect(
            ending.output.hasSuffix(
                "Nothing has changed since generation \(try night.generation()); nothing was written.\n"))
    }

    @Test func `neither threads nor the order of files nor the night reach a bundle`() throws {
        try night.run()
        let other = try SmallNight()
        other.threads = 4
        for file in ["jobs.csv.origin.yml", "claimants.csv", "claimants.csv.origin.yml", "jobs.csv"] {
            let text = try other.inputs.text(of: file)
            try other.lose(file)
            try other.inputs.write(text, to: file)
        }
        try other.run(day: 25)
        #expect(try other.generation() == night.generation())
        #expect(try other.bytes() == night.bytes())
    }

    @Test func `a suppressed part leaves the sum of its sector open, and the share with it`() throws {
        try night.run()
        let table = try night.published("data/jobs-by-sector.csv")
        let heading = try #require(table.split(separator: "\n").first).split(separator: ",").map(String.init)
        let rows = table.split(separator: "\n").dropFirst().map { row in
            Dictionary(
                uniqueKeysWithValues: zip(
                    heading, row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)))
        }
        func value(_ area: String, _ indicator: String) -> [String?] {
            rows.filter { $0["area_code"] == area && $0["indicator"] == indicator }
                .flatMap { [$0["obs_value"], $0["reason"]] }
        }
        #expect(value("E06000021", "employees") == ["60", ""])
        #expect(value("E06000021", "employees_share") == ["60.0", ""])
        #expect(value("E07000195", "employees") == ["", "partial"])
        #expect(value("E07000195", "employees_share") == ["", "partial"])
    }

    @Test func `the record says what the run read and what came of it`() throws {
        try night.run(day: 21)
        try night.lose("jobs.csv")
        try night.run()
        let first = try night.record(21)
        #expect(first["started"] as? String == "2026-11-21T02:00:00Z")
        #expect(first["pipeline"] as? String == "hub")
        #expect(first["tool"] as? String == Pipeline.version)
        #expect(first["definitions"] as? String == (try night.hub.definition().definitionsHash))
        #expect(first["exit"] as? Int == 0)
        #expect(first["serial"] as? Int == 1)
        #expect(first["stops"] as? [String] == [])
        let sources = try #require(first["sources"] as? [[String: Any]])
        #expect(sources.map { $0["id"] as? String } == ["jobs", "claimants"])
        #expect(sources.map { $0["rows"] as? Int } == [8, 2])
        #expect(sources.map { $0["origin"] as? String } == ["live", "live"])
        let digest = try run("sha256sum", "claimants.csv", in: night.inputs)
        #expect(sources[1]["sha256"] as? String == String(digest.output.prefix(64)))

        let second = try night.record(22)
        #expect(second["exit"] as? Int == 3)
        #expect(second["serial"] as? Int == 2)
        #expect(second["generation"] as? String == (try night.generation()))
        let failed = try #require((second["sources"] as? [[String: Any]])?.first)
        #expect(
            (failed["fault"] as? String)?.hasPrefix("jobs.csv: error: there is no such file in ") == true)
        #expect(failed["sha256"] == nil)
    }

    @Test func `the record of a night without a bundle says why`() throws {
        try night.lose("jobs.csv")
        try night.run()
        let record = try night.record()
        #expect(record["exit"] as? Int == 10)
        #expect(record["generation"] == nil)
        let stops = try #require(record["stops"] as? [String])
        #expect(stops.count == 2)
        #expect(Set(stops).count == 1)
    }

    @Test func `nobody else may look into the state folder`() throws {
        try night.run()
        for (path, rights) in [("", 0o700), ("runs", 0o700), ("snapshots", 0o700), ("lock", 0o600)] {
            let facts = try FileManager.default.attributesOfItem(
                atPath: night.state.appending(path: path).path)
            #expect((facts[.posixPermissions] as? NSNumber)?.intValue == rights, "\(path)")
        }
    }
}
