import Foundation
import LMIExtract
import LMIFiles
import LMILoad
import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// How much of the past is kept.
struct RetentionTests {
    private let night: SmallNight
    private var runs: URL { night.state.appending(path: "runs") }

    init() throws { night = try SmallNight() }

    /// A whole generation under another id, as if it had been published long ago.
    private func age(_ id: String, as old: String) throws {
        let generations = night.output.appending(path: "generations")
        let copy = generations.appending(path: old)
        try FileManager.default.copyItem(at: generations.appending(path: id), to: copy)
        let manifest = try copy.text(of: "manifest.json").replacing(id, with: old)
        try copy.write(manifest, to: "manifest.json")
    }

    private func apply(_ retention: Retention = Retention(), day: Int = 25) throws -> Retention.Outcome {
        try retention.apply(
            night.workplace(day), ledger: night.ledger, definitions: night.hub.definition().definitionsHash)
    }

    @Test func `of 400 generations the newest 14 stay, with the pinned, the served and the one before it`()
        throws
    {
        let first = try night.publish(8200, day: 20)
        let pinned = "2020-01-01-000000000000"
        try age(first, as: pinned)
        for number in 1..<397 {
            let digits = String(number, radix: 16)
            let id = "2021-01-01-" + String(repeating: "0", count: 12 - digits.count) + digits
            // Of what goes, nothing is read.
            if number < 380 {
                try night.output.write("x", to: "generations/\(id)/x")
            } else {
                try age(first, as: id)
            }
        }
        #expect(night.ending { night.keeper().pin(pinned, because: "a report", &$0) }.status == .success)
        try night.hub.folder.write("mine", to: "Output/robots.txt")
        #expect(try night.generations().count == 398)
        let second = try night.publish(8300, day: 26)
        let left = try night.generations()
        // Two were published, so twelve of the others are among the newest fourteen.
        #expect(left.count == 15)
        #expect(Set(left).isSuperset(of: [first, second, pinned]))
        #expect(try night.output.text(of: "robots.txt") == "mine")
        #expect(try apply().strays == ["robots.txt"])
        #expect(try apply().generations == [])
    }

    @Test func `what a rollback may need stays, however few are kept`() throws {
        let ids = try (20...24).map { try night.publish(8000 + $0, day: $0) }
        #expect(night.rollback(ids[1]).status == .success)
        var few = Retention()
        few.generations = 1
        let outcome = try few.apply(
            night.workplace(26), ledger: night.ledger, definitions: night.hub.definition().definitionsHash)
        // Served, before it when it was published, seen before the rollback.
        #expect(Set(try night.generations()) == [ids[0], ids[1], ids[4]])
        #expect(outcome.generations == [ids[2], ids[3]].sorted())
        #expect(night.verifyAll().errors == "")
    }

    @Test func `snapshots that a kept generation rests on stay, and of the others the young`() throws {
        let ids = try (20...23).map { try night.publish(8000 + $0, day: $0) }
        var few = Retention()
        few.generations = 1
        // All of them were seen within the days by which that may lag behind.
        few.snapshotDays = -Retention.snapshotSlack
        // The file of the hub's jobs was the same every night, and is needed.
        let store = try SnapshotStore("\(night.state.path)/snapshots")
        #expect(try store.all().count == 5)
        let outcome = try apply(few)
        #expect(outcome.snapshots.snapshots == 2)
        #expect(try store.all().count == 3)
        #expect(Set(try night.generations()) == [ids[2], ids[3]])
        #expect(
            outcome.words == [
                "Removed, being older than anything is kept: 2 generations, 2 snapshots (\(outcome.snapshots.bytes) bytes)."
            ])
        #expect(night.verifyAll().errors == "")
    }

    @Test func `the newest records stay, and the definitions that they name`() throws {
        try night.publish(8200, day: 20)
        let old = try night.hub.definition().definitionsHash
        try night.hub.change("hub.yml", "A small hub", to: "Another hub")
        try night.publish(8300, day: 21)
        var few = Retention()
        few.records = 1
        let outcome = try apply(few)
        #expect(outcome.records == 1)
        #expect(outcome.definitions == 1)
        #expect(try KeptDefinitions(state: night.state.path).hashes() != [old])
        #expect(try FileManager.default.contentsOfDirectory(atPath: runs.path) == ["2026-11-21T020000Z.json"])
    }

    @Test func `nothing is taken away where a kept generation cannot say what it rests on`() throws {
        let first = try night.publish(8200, day: 20)
        try night.publish(8300, day: 21)
        let file = night.output.appending(path: "generations/\(first)/datapackage.json")
        try Data("{}".utf8).write(to: file)
        let store = try SnapshotStore("\(night.state.path)/snapshots")
        let before = try store.all()
        var few = Retention()
        few.snapshotDays = 0
        #expect(try apply(few).damages.count == 1)
        #expect(try store.all() == before)
    }
}
