import Foundation
import LMIExtract
import LMIFiles
import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// Nights of the past made again.
struct AsOfTests {
    private let night: SmallNight

    init() throws { night = try SmallNight() }

    /// Takes a generation off the disk, so that it can only be made again.
    private func forget(_ id: String) throws -> [String: Data] {
        let folder = night.output.appending(path: "generations/\(id)")
        let bytes = try SmallNight.files(of: folder)
        try FileManager.default.removeItem(at: folder)
        return bytes
    }

    private func expectSameBytes(_ id: String, _ date: String, tells errors: String) throws {
        let (pointer, before) = try (night.output.text(of: "latest.json"), forget(id))
        let ending = night.asOf(date)
        #expect(ending.status == .success)
        #expect(ending.errors == errors)
        #expect(
            ending.output.hasSuffix(
                """
                The night of \(date) made again: the same bytes as generation \(id). It is written to /Output/generations/\(id).
                Readers see what they see now; `lmi rollback \(id) --because TEXT` leads them to it.

                """))
        #expect(try SmallNight.files(of: night.output.appending(path: "generations/\(id)")) == before)
        #expect(try night.output.text(of: "latest.json") == pointer)
        #expect(night.verifyAll().errors == "")
    }

    @Test func `several nights are made again byte for byte, and readers see nothing of it`() throws {
        let ids = try (20...22).map { try night.publish(8000 + $0, day: $0) }
        try expectSameBytes(
            ids[0], "2026-11-20", tells: "Readers were led elsewhere 2 times since that night.\n")
        try expectSameBytes(
            ids[1], "2026-11-21", tells: "Readers were led elsewhere once since that night.\n")
    }

    @Test func `a night whose generation is still kept writes nothing`() throws {
        let id = try night.publish(8200, day: 20)
        let facts = try night.facts()
        let ending = night.asOf("2026-11-20")
        #expect(ending.status == .success)
        #expect(ending.output.contains("the same bytes as generation \(id).\nReaders see"))
        #expect(try night.facts() == facts)
    }

    @Test func `a night that found nothing changed is made again too`() throws {
        let id = try night.publish(8200, day: 20)
        #expect(try night.run(day: 21).output.contains("Nothing has changed"))
        try night.publish(8300, day: 22)
        try expectSameBytes(id, "2026-11-21", tells: "Readers were led elsewhere once since that night.\n")
    }

    @Test func `a night with a carried table is made again with that table`() throws {
        try night.publish(8200, day: 20)
        try night.lose("jobs.csv")
        try night.inputs.write(SmallNight.claimants.replacing("8220", with: "8300"), to: "claimants.csv")
        #expect(try night.run(day: 21).status == .degraded)
        let carried = try night.generation()
        try night.inputs.write(SmallNight.jobs, to: "jobs.csv")
        try night.publish(8400, day: 22)
        let before = try forget(carried)
        let ending = night.asOf("2026-11-21")
        #expect(ending.status == .success)
        #expect(ending.output.contains("the same bytes as generation \(carried)."))
        #expect(try SmallNight.files(of: night.output.appending(path: "generations/\(carried)")) == before)
    }

    @Test func `where the generation that tables were carried from is gone, that is said`() throws {
        let first = try night.publish(8200, day: 20)
        try night.lose("jobs.csv")
        try night.inputs.write(SmallNight.claimants.replacing("8220", with: "8300"), to: "claimants.csv")
        #expect(try night.run(day: 21).status == .degraded)
        _ = try forget(first)
        let ending = night.asOf("2026-11-21")
        #expect(ending.status == .storage)
        #expect(
            ending.errors == """
                /Output/generations/\(first): error: tables of that night were carried from the generation \(first), which is no longer kept
                  mend: put the folder back from a copy, or choose a night that carried nothing

                """)
    }

    @Test func `a night is made by its own definitions, though they have changed since`() throws {
        let id = try night.publish(8200, day: 20)
        try night.hub.change("hub.yml", "A small hub", to: "Another hub")
        try night.publish(8300, day: 21)
        try expectSameBytes(
            id, "2026-11-20",
            tells: """
                The definitions have changed since that night; its own are used.
                Readers were led elsewhere once since that night.

                """)
    }

    @Test func `another version of the program is told, and that it explains other bytes`() throws {
        let id = try night.publish(8200, day: 20)
        let name = "2026-11-20T020000Z.json"
        let record = try #require(try RunRecord.read(name, state: night.state.path))
        var older = record
        older.tool = "0.0.1"
        older.generation = "2026-11-20-0123456789ab"
        try FileManager.default.removeItem(at: night.state.appending(path: "runs/\(name)"))
        try older.write(into: night.state.path)
        let ending = night.asOf("2026-11-20")
        #expect(ending.status == .success)
        #expect(
            ending.errors
                == "lmi was of version 0.0.1 that night and is of version \(ToolVersion.current) now: the bytes may differ.\n"
        )
        #expect(
            ending.output.hasSuffix(
                """
                The night of 2026-11-20 made again: generation \(id), and not 2026-11-20-0123456789ab as it was then.
                  lmi was of version 0.0.1 then, and is of version \(ToolVersion.current) now
                Readers see what they see now; `lmi rollback \(id) --because TEXT` leads them to it.

                """))
    }

    @Test func `a snapshot that is no longer kept is named`() throws {
        try night.publish(8200, day: 20)
        try night.publish(8300, day: 21)
        let store = try SnapshotStore("\(night.state.path)/snapshots")
        let sha256 = SHA256.hex(of: Array(SmallNight.claimants.replacing("8220", with: "8200").utf8))
        let place = try store.open(sha256).path
        try FileManager.default.removeItem(atPath: place)
        try FileManager.default.removeItem(atPath: "\(store.path)/records/claimants/\(sha256).json")
        let facts = try night.facts()
        let ending = night.asOf("2026-11-20")
        #expect(ending.status == .storage)
        #expect(
            ending.errors == """
                /state/snapshots/\(sha256.prefix(2))/\(sha256): error: the snapshot of "claimants" that this night was made of is no longer kept
                  mend: choose a later night: snapshots are kept for 35 days, and longer where a kept or pinned generation rests on them

                """)
        #expect(try night.facts() == facts)
    }

    @Test(arguments: [
        (
            "2026-11-19",
            """
            /state/runs: error: no run of 2026-11-19 published anything or found that nothing had changed
              mend: the nearest night that can be made again is 2026-11-20

            """
        ),
        (
            "2026-11-21",
            """
            /state/runs: error: no run of 2026-11-21 published anything or found that nothing had changed
              mend: the nearest nights that can be made again are 2026-11-20 and 2026-11-22

            """
        ),
        (
            "2026-11-26",
            """
            error: 2026-11-26 lies in the future: today is 2026-11-25 in UTC
              mend: choose a night that has been

            """
        ),
        (
            "yesterday",
            """
            error: "yesterday" is no day
              mend: write the day as 2026-11-20

            """
        ),
    ])
    func `a day without a night is refused, and the nearest are named`(date: String, message: String) throws {
        try night.publish(8200, day: 20)
        try night.publish(8300, day: 22)
        let ending = night.asOf(date)
        #expect(ending.status == .configuration)
        #expect(ending.errors == message)
    }
}
