import Foundation
import LMIExtract
import LMIFiles
import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// Bytes that nobody has written into since they were read through are had without being read again, and no figure is made
/// of them before they are.
///
/// A disk that forgets is played by spoiling a snapshot and having the last run remember it as it stands now.
struct TrustedBytesTests {
    private let night: SmallNight

    init() throws {
        night = try SmallNight()
        try night.run(day: 10)
        night.source = .snapshots
    }

    private func last() throws -> LastRun { try #require(try LastRun.read(state: night.state.path)) }

    /// Where the bytes of jobs are kept.
    private func kept() throws -> (name: String, file: URL) {
        let name = SHA256.hex(of: Array(SmallNight.jobs.utf8))
        return (name, night.state.appending(path: "snapshots/\(name.prefix(2))/\(name)"))
    }

    /// - Parameter isSeen: Whether the system says that somebody has written into it.
    private func spoil(isSeen: Bool = false) throws {
        let (name, file) = try kept()
        try Data(SmallNight.jobs.replacing(",60\n", with: ",61\n").utf8).write(to: file)
        guard !isSeen else { return }
        var last = try last()
        last.snapshots?[name] = try Files.stamp(file.path)
        try last.write(state: night.state.path)
    }

    @Test func `a whole run remembers how every snapshot stood when it was read`() throws {
        let (name, file) = try kept()
        #expect(try last().snapshots?.count == 2)
        #expect(try last().snapshots?[name] == Files.stamp(file.path))
    }

    @Test func `where nothing is new, bytes that nobody has written into are not read`() throws {
        try spoil()
        let ending = try night.run(day: 11)
        #expect(ending.status == .success)
        #expect(ending.errors == "")
    }

    @Test func `bytes that somebody has written into are read that night`() throws {
        try spoil(isSeen: true)
        let ending = try night.run(day: 11)
        #expect(ending.status == .storage)
        #expect(ending.errors.contains("error: the snapshot is damaged: its bytes have the SHA-256 "))
    }

    @Test func `no table is made of bytes that were not read through`() throws {
        try spoil()
        let before = try night.generation()
        try night.hub.change("hub.yml", "title: Claimants", to: "title: Claimants by month")
        let ending = try night.run(day: 11)
        #expect(ending.status == .storage)
        #expect(ending.errors.contains("error: the snapshot is damaged: its bytes have the SHA-256 "))
        #expect(try night.generation() == before)
    }

    @Test func `once a week they are read, whatever the disk says`() throws {
        try spoil()
        #expect(try night.run(day: 16).status == .success)
        let ending = try night.run(day: 17)
        #expect(ending.status == .storage)
        #expect(ending.errors.contains("error: the snapshot is damaged: its bytes have the SHA-256 "))
    }

    @Test func `once lmi verify has found damage, the next run believes nothing`() throws {
        try spoil()
        var console = Console.collecting()
        let verification = Verification(output: night.output.path, state: night.state.path)
        #expect(verification.run(all: true, &console) == .storage)
        #expect(try night.run(day: 11).status == .storage)
        night.source = .folder(night.inputs.path)
        #expect(try night.run(day: 12).status == .success)
        #expect(verification.run(all: true, &console) == .success)
    }

    @Test func `what an earlier version remembers of the last run is read, and trusts nothing`() throws {
        var last = try last()
        last.snapshots = nil
        try last.write(state: night.state.path)
        try #expect(night.state.text(of: "last.json").contains("snapshots") == false)
        let ending = try night.run(day: 11)
        #expect(ending.status == .success)
        #expect(ending.errors == "")
    }

    @Test func `nothing is read that was not read through`() throws {
        var console = Console.collecting()
        let pipeline = try night.hub.definition()
        let sources = pipeline.sources.map(\.definition)
        var intake = Intake(night.workplace(11), pipeline)
        intake.believed = try #require(try last().snapshots)
        let gathered = intake.gather(sources, isInterrupted: { false })
        var made = Night(night.workplace(11), pipeline, asked: [])
        try made.make(from: gathered, &console)
        #expect(made.readings.isEmpty)
        #expect(
            made.failures["jobs"].map { "\($0)" } == """
                jobs.csv: error: the bytes of jobs were to be read without a look at whether they are what they were
                  mend: this is a fault of lmi: report it
                """)
    }

    @Test func `where its publisher confirmed bytes that are then found damaged, they are fetched whole`()
        throws
    {
        try night.hub.change(
            "jobs.yml", "file: jobs.csv", to: "fetch: {url: \"https://example.org/jobs.csv\"}\nfile: jobs.csv"
        )
        try night.hub.change(
            "claimants.yml", "file: claimants", to: "fetch: {own file: yes}\nfile: claimants")
        try night.state.write(SmallNight.claimants, to: "own/claimants.csv")
        night.source = .live
        let text = SmallNight.jobs.replacing(",60\n", with: ",59\n")
        let publisher = FakePublisher(["jobs": .init(text: text, etag: "\"a\"", isUnchanged: true)])
        var believed: [String: String] = [:]
        let pipeline = try night.hub.definition()
        let sources = pipeline.sources.map(\.definition)
        func gathered(_ day: Int) throws -> Intake.Gathered {
            var intake = Intake(night.workplace(day), pipeline, carrier: publisher.carrier)
            intake.believed = believed
            let gathered = intake.gather(sources, isInterrupted: { false })
            return try #require(
                try intake.proven(gathered, of: sources, isInterrupted: { false })["jobs"]
            ).get()
        }
        let first = try gathered(11)
        try SnapshotStore("\(night.state.path)/snapshots").noteRead(first.snapshot.sha256, source: "jobs")
        believed = [first.snapshot.sha256: first.bytes.stamp]
        #expect(try gathered(12).outcome == "confirmed")
        try Data("spoilt".utf8).write(to: URL(filePath: first.path))
        believed = [first.snapshot.sha256: try Files.stamp(first.path)]
        let mended = try gathered(13)
        #expect(publisher.requests("jobs").suffix(2).map { $0.validators?.etag } == ["\"a\"", nil])
        #expect(mended.requests.map(\.status) == [304, 200])
        #expect(mended.bytes.isProven)
        #expect(try String(contentsOfFile: mended.path, encoding: .utf8) == text)
        #expect(
            mended.notes.map(\.message).first?.hasPrefix(
                "the kept copy of this file is damaged or gone, so it is fetched whole: ") == true)
    }
}
