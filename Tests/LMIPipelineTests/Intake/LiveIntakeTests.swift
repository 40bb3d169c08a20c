import Foundation
import LMIExtract
import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// What becomes of the bytes that publishers send, and of those that the hub has itself.
struct LiveIntakeTests {
    private let night: SmallNight
    private let publisher = FakePublisher([:])

    init() throws {
        night = try SmallNight()
        night.source = .live
        for (file, way) in [
            ("jobs", "{url: \"https://example.org/jobs.csv\"}"), ("claimants", "{own file: yes}"),
        ] {
            try night.hub.change(
                "\(file).yml", "file: \(file).csv", to: "fetch: \(way)\nfile: \(file).csv")
        }
        try FileManager.default.createDirectory(at: night.state, withIntermediateDirectories: true)
    }

    private func gather(day: Int = 22, _ inputs: Workplace.Inputs = .live) throws -> [String: Result<
        Intake.Gathered, Diagnostic
    >] {
        let pipeline = try night.hub.definition()
        var place = night.workplace(day)
        place.inputs = inputs
        return Intake(place, pipeline, carrier: publisher.carrier)
            .gather(pipeline.sources.map(\.definition), isInterrupted: { false })
    }

    private func jobs(day: Int = 22) throws -> Intake.Gathered {
        try #require(try gather(day: day)["jobs"]).get()
    }

    /// As jobs are when a definition has read them from end to end.
    private func jobsRead(day: Int = 22) throws -> Intake.Gathered {
        let gathered = try jobs(day: day)
        try SnapshotStore("\(night.state.path)/snapshots").noteRead(gathered.snapshot.sha256, source: "jobs")
        return gathered
    }

    /// What was said of a source, without the folder of the test.
    private func refusal(_ source: String, day: Int = 22) throws -> String {
        guard case .failure(let fault)? = try gather(day: day)[source] else { return "not refused" }
        return "\(fault)".replacing(night.hub.folder.path, with: "")
    }

    private func keptFile(_ gathered: Intake.Gathered) -> URL { URL(filePath: gathered.path) }

    @Test func `new bytes are kept, with the day on which they were first had`() throws {
        publisher.publish("jobs", .init(text: SmallNight.jobs))
        let first = try jobsRead()
        #expect(first.outcome == "new")
        #expect(first.snapshot.origin.kind == .live)
        #expect(first.snapshot.origin.retrieved == "2026-11-22T02:00:00Z")
        #expect(first.requests.map(\.url) == ["https://example.org/jobs.csv"])
        #expect(first.milliseconds == 7)
        #expect(try String(contentsOf: keptFile(first), encoding: .utf8) == SmallNight.jobs)
        let again = try jobs(day: 23)
        #expect(again.outcome == "unchanged")
        #expect(again.snapshot == first.snapshot)
    }

    @Test func `a publisher is asked whether the kept bytes are still the newest`() throws {
        publisher.publish("jobs", .init(text: SmallNight.jobs, etag: "\"a\"", isUnchanged: true))
        let first = try jobsRead()
        #expect(try #require(publisher.requests("jobs").first).validators == nil)
        let again = try jobs(day: 23)
        #expect(again.outcome == "confirmed")
        #expect(again.snapshot == first.snapshot)
        #expect(publisher.requests("jobs").last?.validators?.etag == "\"a\"")
        let offline = try #require(try gather(day: 24, .snapshots)["jobs"]).get()
        #expect(offline.outcome == "kept")
        #expect(offline.snapshot == first.snapshot)
    }

    @Test func `bytes that no definition could read are asked for again without saying that they are here`()
        throws
    {
        publisher.publish("jobs", .init(text: SmallNight.jobs, etag: "\"a\"", isUnchanged: true))
        let good = try jobsRead()
        publisher.publish("jobs", .init(text: SmallNight.jobs + "more\n", etag: "\"b\""))
        _ = try jobs(day: 23)
        publisher.publish("jobs", .init(text: SmallNight.jobs, etag: "\"a\"", isUnchanged: true))
        let mended = try jobs(day: 24)
        #expect(publisher.requests("jobs").last?.validators?.etag == "\"a\"")
        #expect(mended.snapshot == good.snapshot)
    }

    @Test func `a file that no longer ends with a line's end may have lost digits, and is refused`() throws {
        publisher.publish("jobs", .init(text: SmallNight.jobs))
        _ = try jobsRead()
        publisher.publish("jobs", .init(text: String(SmallNight.jobs.dropLast(2))))
        #expect(
            try refusal("jobs", day: 23) == """
                jobs.csv: error: the file ends within a line, and the one before it did not: its end may be missing
                  mend: look at the end of the file; if nothing is missing, put it into the folder of own files for once (`fetch: {own file: yes}`); what came is kept: `lmi inspect /state/quarantine/jobs`
                """)
    }

    @Test(arguments: [false, true])
    func `a kept copy that is damaged or gone is fetched whole, and that is said`(_ isGone: Bool) throws {
        publisher.publish("jobs", .init(text: SmallNight.jobs, etag: "\"a\"", isUnchanged: true))
        let first = try jobsRead()
        if isGone {
            try FileManager.default.removeItem(at: keptFile(first))
        } else {
            try Data("spoilt".utf8).write(to: keptFile(first))
        }
        let again = try jobs(day: 23)
        #expect(publisher.requests("jobs").last?.validators == nil)
        #expect(again.snapshot == first.snapshot)
        #expect(try String(contentsOf: keptFile(again), encoding: .utf8) == SmallNight.jobs)
        let note = try #require(again.notes.first)
        #expect(again.notes.count == 1)
        #expect(note.severity == .warning)
        #expect(
            note.message.hasPrefix(
                "the kept copy of this file is damaged or gone, so it is fetched whole: the snapshot is "))
    }

    @Test func `a refused body is kept for a look at it`() throws {
        publisher.publish("jobs", .init(text: "<html><body>Closed</body></html>", contentType: "text/html"))
        let words = try refusal("jobs")
        #expect(words.contains("; what came is kept: `lmi inspect /state/quarantine/jobs`"), "\(words)")
        #expect(try night.state.text(of: "quarantine/jobs") == "<html><body>Closed</body></html>")
        #expect(!FileManager.default.fileExists(atPath: night.state.appending(path: "scratch").path))
    }

    @Test func `the hub's own file is read from the folder of own files`() throws {
        #expect(
            try refusal("claimants") == """
                claimants.csv: error: this is the hub's own file, and it is not among its own files
                  mend: put it there as /state/own/claimants.csv
                """)
        try night.state.write(SmallNight.claimants, to: "own/claimants.csv")
        let own = try #require(try gather(day: 23)["claimants"]).get()
        #expect(own.outcome == "own")
        #expect(own.snapshot.origin.kind == .live)
        let again = try #require(try gather(day: 24)["claimants"]).get()
        #expect(again.snapshot.origin.retrieved == "2026-11-23T02:00:00Z")
    }

    @Test func `what a killed run left in the scratch folder is cleared away`() throws {
        try night.state.write("half", to: "scratch/body")
        _ = try gather()
        #expect(!FileManager.default.fileExists(atPath: night.state.appending(path: "scratch").path))
    }

    @Test func `a past night is made of the bytes that it had`() throws {
        publisher.publish("jobs", .init(text: SmallNight.jobs))
        let first = try jobs().snapshot
        publisher.publish("jobs", .init(text: SmallNight.jobs + "2025,E06000021,Total,100\n"))
        #expect(try jobs(day: 23).outcome == "new")
        let past = try gather(day: 24, .recorded(["jobs": first.sha256]))
        #expect(try #require(past["jobs"]).get().snapshot == first)
        guard case .failure(let missing)? = past["claimants"] else {
            Issue.record("bytes that the night did not have")
            return
        }
        #expect(
            "\(missing)" == """
                claimants.csv: error: that run had no bytes of "claimants"
                  mend: choose a night on which it could be had
                """)
    }

    @Test func `a snapshot that is no longer kept cannot be asked for`() throws {
        let name = String(repeating: "ab", count: 32)
        guard case .failure(let missing)? = try gather(.recorded(["jobs": name]))["jobs"] else {
            Issue.record("bytes out of nothing")
            return
        }
        #expect(
            "\(missing)" == """
                jobs.csv: error: the snapshot abababababab… of "jobs" is no longer kept
                  mend: choose a later night, or one whose generation is pinned
                """)
    }
}
