import Foundation
import LMITestSupport
import Testing

@testable import LMIPipeline

/// The pointer and the ledger after a kill between them, and after a person's hand.
struct ReconcileTests {
    private let night: SmallNight
    private var ledgerFile: URL { night.state.appending(path: "ledger.jsonl") }
    private var pointer: URL { night.output.appending(path: "latest.json") }

    init() throws { night = try SmallNight() }

    @Test func `a kill between the pointer and the ledger is made good by the next night`() throws {
        try night.publish(8200, day: 20)
        let before = try Data(contentsOf: ledgerFile)
        let second = try night.publish(8300, day: 21)
        try before.write(to: ledgerFile)
        let ending = try night.run(day: 22)
        #expect(ending.status == .success)
        #expect(
            ending.errors.hasPrefix(
                "/Output/latest.json: note: whatever published serial 2 ended before it could write that into the ledger; it is written there now\n"
            ))
        #expect(try night.ledger.history.map(\.serial) == [1, 2])
        #expect(try night.ledger.history.last?.generation == second)
        #expect(try !night.run(day: 23).errors.contains("ledger"))
    }

    @Test
    func `a rollback that was killed after it had moved the pointer is still a rollback, and still held`()
        throws
    {
        let first = try night.publish(8200, day: 20)
        try night.publish(8300, day: 21)
        #expect(night.rollback().status == .success)
        // The last line, of the rollback itself, had not been written.
        var killed = Ledger(state: night.state.path, entries: [], hash: "", isWritten: false)
        for entry in try night.ledger.entries.dropLast() { try killed.append(entry) }
        #expect(try night.run(day: 26).status == .degraded)
        #expect(try night.generation() == first)
        #expect(try night.ledger.history.last?.isRollback == true)
        #expect(try night.ledger.history.map(\.serial) == [1, 2, 3])
    }

    @Test func `a pointer put back by hand is refused`() throws {
        try night.publish(8200, day: 20)
        let old = try Data(contentsOf: pointer)
        let second = try night.publish(8300, day: 21)
        try old.write(to: pointer)
        let ending = try night.run(day: 22)
        #expect(ending.status == .storage)
        #expect(
            ending.errors.hasPrefix(
                """
                /Output/latest.json: error: the file says serial 1, and serial 2 was published before: it was put back by hand, or belongs to another state folder
                  mend: give each served folder (`--output`) a state folder of its own (`--state`); or write it anew with `lmi rollback \(second) --because TEXT`, then let go with `lmi unhold`

                """))
    }

    @Test func `a pointer that was changed by hand is refused`() throws {
        let first = try night.publish(8200, day: 20)
        let text = try String(contentsOf: pointer, encoding: .utf8)
        try Data(text.replacing("2026-11-20T02", with: "2026-11-20T03").utf8).write(to: pointer)
        let ending = try night.run(day: 22)
        #expect(ending.status == .storage)
        #expect(
            ending.errors.hasPrefix(
                """
                /Output/latest.json: error: the file is not as it was published with serial 1
                  mend: write it anew with `lmi rollback \(first) --because TEXT`, then let go with `lmi unhold`

                """))
    }

    @Test func `an emptied folder is published into again, and its serials go on`() throws {
        try night.publish(8200, day: 20)
        try FileManager.default.removeItem(at: night.output)
        let ending = try night.run(day: 21)
        #expect(ending.status == .success)
        #expect(
            ending.errors == """
                /Output/latest.json: warning: nothing is published here, although serial 1 once was; the next serial is 2
                  mend: if the folder was not emptied on purpose, put it back from a copy

                """)
        #expect(try night.serial() == 2)
    }

    @Test func `a state folder that was emptied begins a new ledger and says what is not known`() throws {
        try night.publish(8200, day: 20)
        try night.publish(8300, day: 21)
        try FileManager.default.removeItem(at: night.state)
        let ending = try night.run(day: 22)
        #expect(ending.status == .success)
        #expect(
            ending.errors == """
                /Output/latest.json: warning: the ledger begins here: what was published, held and pinned before serial 2 is not known
                  mend: pin what is to be kept for long: `lmi pin GENERATION --because TEXT`

                """)
    }

    @Test func `serials that the ledger does not know are told`() throws {
        try night.publish(8200, day: 20)
        let before = try Data(contentsOf: ledgerFile)
        try night.publish(8300, day: 21)
        try night.publish(8400, day: 22)
        try before.write(to: ledgerFile)
        let ending = try night.run(day: 23)
        #expect(ending.status == .success)
        #expect(
            ending.errors.hasPrefix(
                """
                /Output/latest.json: warning: serials 2 to 2 are not in the ledger, and what was held and pinned meanwhile is not known
                  mend: give each served folder (`--output`) a state folder of its own (`--state`)

                """))
    }
}
