import Foundation
import LMIFiles
import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

struct LedgerTests {
    private let scratch: ScratchFolder
    private var state: String { "\(scratch.path)/state" }
    private var file: URL { URL(filePath: "\(state)/ledger.jsonl") }

    init() throws { scratch = try ScratchFolder() }

    private static let lostEnd = """
        so nobody can say whether publication is held or what is pinned
          mend: put state/ledger.jsonl back from a copy; if there is none, `lmi hold --because TEXT --new-ledger` begins a new one with publication held
        """

    private func entry(
        _ what: Ledger.What, _ generation: String? = nil, _ serial: Int? = nil, because: String? = nil,
        at: String = "2026-11-22T02:00:00Z"
    ) -> Ledger.Entry {
        Ledger.Entry(at: at, what: what, generation: generation, serial: serial, because: because)
    }

    private func ledger(_ entries: Ledger.Entry...) throws -> Ledger {
        var ledger = try Ledger.read(state: state)
        for entry in entries { try ledger.append(entry) }
        return ledger
    }

    private func refusal() -> String {
        do {
            _ = try Ledger.read(state: state)
            return "not refused"
        } catch { return "\(error)".replacing(scratch.path + "/", with: "") }
    }

    @Test func `what was written is read back, with the hash of the file`() throws {
        let written = try ledger(
            entry(.published, "a", 1), entry(.hold, because: "the website is being moved"),
            entry(.pin, "a", because: "quoted in \"Skills\"\n"))
        let read = try Ledger.read(state: state)
        #expect(read == written)
        #expect(read.hash == SHA256.hex(of: Array(try Data(contentsOf: file))))
        #expect(
            read.hold == Ledger.Hold(since: "2026-11-22T02:00:00Z", because: "the website is being moved"))
        #expect(read.pins == ["a"])
        #expect(try scratch.rights("state/ledger.jsonl") == 0o600)
        #expect(try String(contentsOf: file, encoding: .utf8).split(separator: "\n").count == 4)
    }

    @Test func `a hold ends where it is let go, and a pin where it is taken out`() throws {
        let after = try ledger(
            entry(.hold, because: "a"), entry(.pin, "x", because: "b"), entry(.pin, "y", because: "c"),
            entry(.unhold), entry(.unpin, "x"))
        #expect(after.hold == nil)
        #expect(after.pinned == ["y": "c"])
    }

    @Test func `before anything was published there is an empty ledger and no file`() throws {
        let first = try Ledger.read(state: state)
        #expect(first.entries.isEmpty)
        #expect(first.hash == SHA256.hex(of: []))
        #expect(first.lastSerial == 0)
        #expect(try scratch.names == [])
    }

    @Test(arguments: 1...200)
    func `whichever bit is flipped, the ledger is refused`(seed: Int) throws {
        _ = try ledger(entry(.published, "a", 1), entry(.hold, because: "b"), entry(.unhold))
        var bytes = Array(try Data(contentsOf: file))
        var dice = Dice(seed)
        let place = Int.random(in: bytes.indices, using: &dice)
        let bit = Int.random(in: 0..<8, using: &dice)
        bytes[place] ^= 1 << bit
        try Data(bytes).write(to: file)
        let stop = #expect(throws: Diagnostic.self, "byte \(place), bit \(bit)") {
            try Ledger.read(state: state)
        }
        #expect(stop?.fault == .storage)
    }

    @Test func `a ledger cut off after any byte is refused`() throws {
        _ = try ledger(entry(.published, "a", 1), entry(.hold, because: "b"))
        let bytes = try Data(contentsOf: file)
        for count in 0..<bytes.count {
            try bytes.prefix(count).write(to: file)
            #expect(throws: Diagnostic.self, "\(count) bytes") { try Ledger.read(state: state) }
        }
    }

    @Test func `a lost last line is said`() throws {
        _ = try ledger(entry(.published, "a", 1), entry(.hold, because: "b"))
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropLast()
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
        #expect(
            refusal()
                == "state/ledger.jsonl: error: the ledger is cut off: it has 1 of 2 entries, \(Self.lostEnd)")
    }

    @Test func `an empty ledger file is never taken for a first run`() throws {
        _ = try ledger(entry(.hold, because: "b"))
        try Data().write(to: file)
        #expect(refusal() == "state/ledger.jsonl: error: the ledger is empty, \(Self.lostEnd)")
    }

    @Test func `a ledger that is gone while definitions are kept is lost, and not a first run`() throws {
        _ = try ledger(entry(.hold, because: "b"))
        try FileManager.default.createDirectory(
            atPath: "\(state)/definitions", withIntermediateDirectories: false)
        try FileManager.default.removeItem(at: file)
        #expect(refusal() == "state/ledger.jsonl: error: the ledger is gone, \(Self.lostEnd)")
    }

    @Test func `a ledger of a newer program is refused and says so`() throws {
        _ = try ledger(entry(.hold, because: "b"))
        let text = try String(contentsOf: file, encoding: .utf8)
        try Data(text.replacing("\"format\":1", with: "\"format\":2").utf8).write(to: file)
        #expect(
            refusal() == """
                state/ledger.jsonl: error: the ledger is of format 2, and this version of lmi reads format 1
                  mend: run the newer version of lmi that wrote it; if there was none, put state/ledger.jsonl back from a copy
                """)
    }

    @Test func `a file that cannot be written leaves the ledger as it was`() throws {
        var ledger = try ledger(entry(.published, "a", 1))
        try FileManager.default.removeItem(at: file)
        try FileManager.default.createDirectory(
            at: file.appending(path: "in the way"), withIntermediateDirectories: true)
        let before = ledger
        #expect(throws: Diagnostic.self) { try ledger.append(entry(.hold, because: "b")) }
        #expect(ledger == before)
    }

    @Test func `a rollback goes back to what was published before, and a second one further`() throws {
        var told = try ledger(
            entry(.published, "a", 1), entry(.published, "b", 2), entry(.published, "c", 3))
        #expect(told.predecessor(of: "c") == "b")
        try told.append(entry(.rollback, "b", 4))
        #expect(told.predecessor(of: "b") == "a")
        try told.append(entry(.rollback, "a", 5))
        #expect(told.predecessor(of: "a") == nil)
        // Published anew, a generation has what was seen before that behind it.
        try told.append(entry(.published, "c", 6))
        #expect(told.predecessor(of: "c") == "b")
        #expect(told.lastSerial == 6)
    }
}
