import Foundation
import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// Nights on which nothing is new: no table is read, unless anything at all is not as it was.
struct UnchangedNightTests {
    private let night: SmallNight

    init() throws {
        night = try SmallNight()
        try night.run(day: 10)
    }

    private static let rows = "jobs: 8 rows, 7 figures, 1 withheld\n"

    /// A run of a night reads every table again, or none.
    private func expect(reads: Bool, day: Int, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let ending = try night.run(day: day)
        #expect(ending.status == .success, sourceLocation: sourceLocation)
        #expect(ending.output.hasPrefix(Self.rows) == reads, sourceLocation: sourceLocation)
        let unchanged =
            "Nothing has changed since generation \(try night.generation()); nothing was written.\n"
        #expect(reads || ending.output == unchanged, sourceLocation: sourceLocation)
    }

    @Test func `where nothing is new no table is read, and the run has its record`() throws {
        try expect(reads: false, day: 11)
        let record = try night.record(11)
        #expect(record["exit"] as? Int == 0)
        #expect(record["generation"] as? String == (try night.generation()))
        let sources = try #require(record["sources"] as? [[String: Any]])
        #expect(sources.map { $0["rows"] as? Int } == [8, 2])
        let checked = try #require(try night.json("status.json")["checked"] as? String)
        #expect(checked.hasPrefix("2026-11-11T02:"))
    }

    @Test func `new bytes are read`() throws {
        try night.inputs.write(SmallNight.claimants.replacing("8220", with: "8221"), to: "claimants.csv")
        try expect(reads: true, day: 11)
        try expect(reads: false, day: 12)
    }

    @Test func `a changed definition makes every table anew`() throws {
        try night.hub.change("hub.yml", "title: Claimants", to: "title: Claimants by month")
        try expect(reads: true, day: 11)
    }

    @Test func `what is said of the same bytes counts too`() throws {
        try night.originate("jobs.csv", .live, retrieved: "2026-11-05T02:00:00Z")
        try night.run(day: 11)
        try expect(reads: false, day: 12)
        try night.inputs.write(
            "kind: live\nretrieved: 2026-11-05T02:00:00Z\nrelease: third edition\n", to: "jobs.csv.origin.yml"
        )
        try expect(reads: true, day: 13)
    }

    @Test func `a published file that somebody changed is found that night, and carried nowhere`() throws {
        let path = "generations/\(try night.generation())/data/jobs.csv"
        let text = try night.output.text(of: path)
        try night.output.write(text.replacing(",60,", with: ",66,"), to: path)
        let ending = try night.run(day: 11)
        #expect(ending.status == .storage)
        #expect(ending.errors.contains("data/jobs.csv: error: the file is not as it was published"))
        try night.lose("jobs.csv")
        #expect(try night.run(day: 12).status == .storage)
    }

    @Test func `a file that somebody changed and put back is read again, and all is well`() throws {
        let path = "generations/\(try night.generation())/data/jobs.csv"
        let text = try night.output.text(of: path)
        try night.output.write("", to: path)
        try night.output.write(text, to: path)
        try expect(reads: true, day: 11)
        try expect(reads: false, day: 12)
    }

    @Test func `once a week every served byte is read, whatever the disk says`() throws {
        for day in 11...16 { try expect(reads: false, day: day) }
        try expect(reads: true, day: 17)
        try expect(reads: false, day: 18)
    }

    @Test(arguments: ["", "{", "{}", "null", "[1]"])
    func `a memory of the last run that has come to harm is written anew`(_ text: String) throws {
        try night.state.write(text, to: "last.json")
        let ending = try night.run(day: 11)
        #expect(ending.status == .success)
        #expect(ending.output.hasPrefix(Self.rows))
        #expect(
            ending.errors.hasPrefix(
                "/state/last.json: error: the file is not as this version of lmi writes it\n"))
        try expect(reads: false, day: 12)
    }

    @Test func `tables that were carried are tried again every night`() throws {
        let jobs = try night.inputs.text(of: "jobs.csv")
        try night.inputs.write(jobs.replacing(",60\n", with: ",many\n"), to: "jobs.csv")
        #expect(try night.run(day: 11).status == .degraded)
        #expect(try night.run(day: 12).status == .degraded)
        try night.inputs.write(jobs, to: "jobs.csv")
        try expect(reads: true, day: 13)
    }

    @Test func `runs within one second have a record each`() throws {
        for _ in 0..<3 { try night.run(day: 11) }
        try night.run(day: 11, isDryRun: true)
        let names = try FileManager.default.contentsOfDirectory(
            atPath: night.state.appending(path: "runs").path
        ).sorted()
        #expect(
            names == [
                "2026-11-10T020000Z.json", "2026-11-11T020000Z.json", "2026-11-11T020000Z_02.json",
                "2026-11-11T020000Z_03.json", "2026-11-11T020000Z_04.json",
            ])
        let dry = try night.state.text(of: "runs/2026-11-11T020000Z_04.json")
        #expect(dry.contains("\"isDryRun\" : true"))
        // A dry run is no run that anybody waits for.
        #expect(try RunRecord.newest(state: night.state.path).record?.isDryRun == false)
    }
}
