import Foundation
import LMIExtract
import LMIModel
import LMITestSupport
import Synchronization
import Testing

@testable import LMIPipeline

/// `lmi check` where it asks publishers: one at a time with every run, and with a run's manners.
struct LiveCheckTests {
    private let night: SmallNight
    private let publisher = FakePublisher([
        "jobs": .init(text: SmallNight.jobs), "claimants": .init(text: SmallNight.claimants),
    ])

    init() throws {
        night = try SmallNight()
        night.source = .live
        for file in ["jobs", "claimants"] {
            try night.hub.change(
                "\(file).yml", "file: \(file).csv",
                to: "fetch: {url: \"https://example.org/\(file).csv\"}\nfile: \(file).csv")
        }
        // Should anybody be asked after all, nobody answers, and nobody waits.
        try night.hub.change(
            "hub.yml", "dimensions:\n", to: "fetching: {attempts: 1, connect seconds: 1}\ndimensions:\n")
    }

    private func workplace() throws -> Workplace {
        var place = night.workplace(22)
        place.standIn = (port: 1, authority: night.hub.pipelines.appending(path: "hub.yml").path)
        return place
    }

    private func check(_ work: (Pipeline, inout Console) -> LMIPipeline.ExitStatus) throws
        -> SmallNight.Ending
    {
        var console = Console.collecting()
        let status = work(Pipeline(try workplace()), &console)
        return SmallNight.Ending(
            status: status, output: String(decoding: console.collected?.output ?? [], as: UTF8.self),
            errors: String(decoding: console.collected?.errors ?? [], as: UTF8.self))
    }

    /// Under the lock of a run that is at work, as far as anybody can tell.
    private func whileAtWork(_ work: () throws -> Void) throws {
        try FileManager.default.createDirectory(at: night.state, withIntermediateDirectories: true)
        switch try RunLock.take(night.workplace(22), for: "lmi run") {
        case .taken(let lock):
            try night.state.write("a body of the run", to: "scratch/body")
            try work()
            #expect(try night.state.text(of: "scratch/body") == "a body of the run")
            #expect(!FileManager.default.fileExists(atPath: night.state.appending(path: "snapshots").path))
            _ = consume lock
        case .held(let by): Issue.record("\(by)")
        }
    }

    @Test func `while a run is at work nobody is asked, and its files are left alone`() throws {
        try whileAtWork {
            let ending = try check { $0.check(sources: [], &$1) }
            #expect(ending.status == .busy)
            #expect(ending.output == "")
            #expect(ending.errors.hasPrefix("another run is at work: process "))
            #expect(ending.errors.hasSuffix("; nothing was done\n  mend: wait until it has ended\n"))
            let draft = night.hub.pipelines.appending(path: "jobs.yml").path
            let other = try check { $0.check(definition: draft, into: nil, &$1) }
            #expect(other.status == .busy)
            #expect(other.errors == ending.errors)
        }
    }

    @Test func `all sources are asked in one go, under the lock and with the manners of a run`() throws {
        let place = try workplace()
        let pipeline = try night.hub.definition()
        let carried = Mutex<[String]>([])
        let publishing = publisher.carrier
        let intake = Intake(
            place, pipeline,
            carrier: { tasks, scratch, isInterrupted throws(Diagnostic) in
                let state: String =
                    switch try RunLock.take(place, for: "lmi run") {
                    case .taken: "unlocked"
                    case .held(let by):
                        by.contains("`lmi check`") && by.hasSuffix("now fetching") ? "locked" : by
                    }
                let folder = scratch.split(separator: "/").suffix(2).joined(separator: "/")
                carried.withLock { $0.append("\(tasks.map(\.id)) in \(folder), \(state)") }
                return try publishing(tasks, scratch, isInterrupted)
            })
        var bytes: [String] = []
        let ending = try check { pipeline, console in
            do throws(Diagnostic) {
                let sources = try night.hub.definition().sources.map(\.definition)
                return try pipeline.asking(intake, sources, &console) { stored, _ throws(Diagnostic) in
                    for source in sources { bytes.append(try stored(source).snapshot.sha256) }
                    return .success
                }
            } catch {
                return LMIPipeline.ExitStatus(error.fault)
            }
        }
        #expect(ending.status == .success)
        #expect(carried.withLock { $0 } == ["[\"jobs\", \"claimants\"] in state/scratch, locked"])
        #expect(Set(bytes).count == 2)
        #expect(!FileManager.default.fileExists(atPath: night.state.appending(path: "scratch").path))
    }

    @Test func `a check that was asked to end says so and reads nothing`() throws {
        night.questions.endedAt.withLock { $0 = 1 }
        let ending = try check { $0.check(sources: ["jobs"], &$1) }
        #expect(ending.status == .interrupted(signal: SIGTERM))
        #expect(ending.output == "")
    }
}
