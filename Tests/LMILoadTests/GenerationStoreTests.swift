import Foundation
import LMIFiles
import LMIModel
import Testing

@testable import LMILoad

struct GenerationStoreTests {
    let scratch: ScratchFolder
    let store: GenerationStore
    var output: String { store.output }

    init() throws {
        scratch = try ScratchFolder()
        store = GenerationStore(output: "\(scratch.path)/Output")
    }

    @discardableResult
    private func publish(
        _ entries: [TableEntry]? = nil, _ kind: Origin.Kind = .live, at day: Int = 22
    ) throws -> GenerationStore.Outcome {
        let carriesAll = entries?.allSatisfy { if case .carried = $0 { true } else { false } } ?? false
        let bundle = try TinyBundle.bundle(entries, snapshots: carriesAll ? [] : [TinyBundle.snapshot(kind)])
        return try store.publish(
            RenderedBundle(bundle, lastGood: store.lastGood()), published: "2026-11-\(day)T02:00:00Z",
            staleAfter: "2026-11-\(day + 2)T02:00:00Z")
    }

    /// The id of what is published, which must be something new.
    private func published(_ entries: [TableEntry]? = nil, _ kind: Origin.Kind = .live) throws -> String {
        let outcome = try publish(entries, kind)
        guard case .published(let id, _) = outcome else {
            throw Diagnostic(.error, .internal, at: .nowhere, "\(outcome)", mend: "publish something new")
        }
        return id
    }

    /// The table with its last row left out.
    private func shorter() throws -> [TableEntry] {
        [.fresh(TinyBundle.table(Array(try TinyBundle.rows().dropLast())))]
    }

    private func refusal(_ work: () throws -> Void) -> String {
        do {
            try work()
            return "not refused"
        } catch { return "\(error)".replacing(output, with: "Output") }
    }

    private func file(_ path: String) -> String { "\(output)/\(path)" }
    private func text(_ path: String) throws -> String {
        try String(contentsOfFile: file(path), encoding: .utf8)
    }

    /// Every file and link below Output with its inode, time and size.
    private func facts() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: output).sorted().map { path in
            var facts = stat()
            unsafe lstat(file(path), &facts)
            return "\(path) \(facts.st_ino) \(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec) \(facts.st_size)"
        }
    }

    @Test func `a published bundle is whole, and the pointer, the link and the list lead to it`() throws {
        guard case .published(let id, let serial) = try publish() else {
            Issue.record("nothing was published")
            return
        }
        #expect(serial == 1)
        let manifest = try #require(try store.lastGood())
        #expect(
            try text("latest.json") == """
                {
                  "serial": 1,
                  "generation": "\(id)",
                  "path": "generations/\(id)",
                  "manifest_sha256": "\(manifest.manifestHash)",
                  "origin": "live",
                  "published": "2026-11-22T02:00:00Z",
                  "stale_after": "2026-11-24T02:00:00Z"
                }

                """)
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: file("current")) == "generations/\(id)")
        #expect(try store.verify(all: true) == [])
        let listed = try store.list()
        #expect(listed.map(\.id) == [id])
        #expect(listed.map(\.serial) == [1])
        #expect(listed.map(\.tables) == [["employment"]])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: output).sorted() == [
                "current", "generations", "latest.json",
            ])
    }

    @Test func `the same bundle published again writes nothing at all`() throws {
        let id = try published()
        let before = try facts()
        #expect(try publish(at: 23) == .unchanged(id: id))
        #expect(try facts() == before)
    }

    @Test func `every publication raises the serial, and going back takes the standing generation`() throws {
        guard case .published(let first, 1) = try publish(),
            case .published(let second, 2) = try publish(shorter())
        else {
            Issue.record("two bundles were not published")
            return
        }
        #expect(first != second)
        #expect(try publish() == .published(id: first, serial: 3))
        #expect(try store.list().map(\.id).sorted() == [first, second].sorted())
    }

    @Test func `a carried table keeps its bytes and says that it is stale, and why, night after night`()
        throws
    {
        try publish()
        let csv = try text("current/data/employment.csv")
        let reason = "the publisher's service did not answer"
        guard case .published(let id, 2) = try publish([.carried(id: "employment", reason: reason)]) else {
            Issue.record("the carried table was not published")
            return
        }
        #expect(try text("current/data/employment.csv") == csv)
        let carried = try text("current/json/employment.json")
        #expect(carried.contains("\"generation\": \"\(id)\""))
        #expect(carried.contains("\"stale\": true,\n  \"stale_reason\": \"\(reason)\""))
        #expect(carried.contains("\"obs_value\":-3.20"))
        #expect(carried.contains("\"as_of\": \"2026-11-20T02:00:00Z\""))
        #expect(try #require(try store.lastGood()).manifest.stale == ["employment"])
        #expect(try publish([.carried(id: "employment", reason: reason)]) == .unchanged(id: id))
        guard case .published(_, 3) = try publish([.carried(id: "employment", reason: "another reason")])
        else {
            Issue.record("the stale table was not carried again")
            return
        }
        #expect(try text("current/data/employment.csv") == csv)
        #expect(try store.verify(all: true) == [])
    }

    @Test func `a table is not carried from nothing`() {
        #expect(
            refusal { try publish([.carried(id: "employment", reason: "x")]) } == """
                data/employment.csv: error: the table "employment" cannot be carried: there is no earlier generation
                  mend: mend the source and run again
                """)
    }

    @Test func `a table that the last generation lacks is not carried`() throws {
        let id = try published()
        #expect(
            refusal { try publish([.carried(id: "pay", reason: "x")]) } == """
                data/pay.csv: error: the table "pay" cannot be carried: the earlier generation \(id) does not have it
                  mend: mend the source and run again
                """)
    }

    @Test func `nothing is carried from samples`() throws {
        let id = try published(nil, .sample)
        #expect(
            refusal { try publish([.carried(id: "employment", reason: "x")]) } == """
                data/employment.csv: error: the table "employment" cannot be carried: the earlier generation \(id) is a sample
                  mend: mend the source and run again; nothing is ever carried from sample figures
                """)
    }

    @Test func `a table whose published bytes were changed is not carried`() throws {
        let id = try published()
        try "area_code\n".write(
            toFile: file("current/data/employment.csv"), atomically: false, encoding: .utf8)
        #expect(
            refusal { try publish([.carried(id: "employment", reason: "x")]) } == """
                Output/generations/\(id)/data/employment.csv: error: the file is not as it was published: its SHA-256 differs from the manifest's
                  mend: put the file back from a copy, or move the generation's folder away and run again
                """)
    }

    @Test func `a sample never takes the place of live figures, and live figures take a sample's`() throws {
        #expect(try publish(nil, .sample) != .unchanged(id: ""))
        guard case .published(let id, 2) = try publish() else {
            Issue.record("live figures were not published over a sample")
            return
        }
        let before = try facts()
        #expect(
            refusal { try publish(nil, .sample) } == """
                Output/latest.json: error: a sample bundle would replace the live generation \(id)
                  mend: publish samples into a folder of their own (`--output`)
                """)
        #expect(try facts() == before)
    }

    @Test func `one flipped bit is found, and not built on`() throws {
        let id = try published()
        let path = file("generations/\(id)/index.json")
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let original = try #require(try store.lastGood()?.manifest.files.first { $0.path == "index.json" })
        bytes[20] ^= 1
        try bytes.write(to: URL(fileURLWithPath: path))
        let found = try store.verify().map { $0.description.replacing(output, with: "Output") }
        let hash = SHA256.hex(of: Array(bytes))
        let message = """
            Output/generations/\(id)/index.json: error: the file is not as it was published: it has \(bytes.count) bytes with the SHA-256 \(hash), and the manifest says \(original.bytes) and \(original.sha256)
              mend: put the file back from a copy, or move the generation's folder away and run again
            """
        #expect(found == [message])
        #expect(refusal { try publish() } == message)
    }

    @Test func `a file too many and a file too few are found`() throws {
        let id = try published()
        try "x".write(toFile: file("current/data/notes.txt"), atomically: false, encoding: .utf8)
        try FileManager.default.removeItem(atPath: file("current/attribution.txt"))
        let found = try store.verify().map { $0.description.replacing(output, with: "Output") }
        #expect(
            found == [
                """
                Output/generations/\(id)/attribution.txt: error: cannot open: no such file or directory
                  mend: check the spelling of Output/generations/\(id)/attribution.txt, or make it
                """,
                """
                Output/generations/\(id)/data/notes.txt: error: the file is not in the generation's manifest
                  mend: remove it: a generation holds only what was published with it
                """,
            ])
    }

    @Test func `a link that leads elsewhere than the pointer is found`() throws {
        let id = try published()
        try FileManager.default.removeItem(atPath: file("current"))
        #expect(
            try store.verify().map { $0.description.replacing(output, with: "Output") } == [
                """
                Output/current: error: the link leads to "nothing", and `latest.json` to "generations/\(id)"
                  mend: make the link lead to generations/\(id)
                """
            ])
    }

    @Test func `what a crash left behind is swept, and what people put there is kept`() throws {
        try publish()
        let leftover = file("generations/.lmi-tmp-12ab/data")
        try FileManager.default.createDirectory(atPath: leftover, withIntermediateDirectories: true)
        try "half".write(toFile: "\(leftover)/employment.csv", atomically: false, encoding: .utf8)
        try "half".write(toFile: file(".lmi-tmp-34cd"), atomically: false, encoding: .utf8)
        try "mine".write(toFile: file("robots.txt"), atomically: false, encoding: .utf8)
        try publish(shorter())
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: output).sorted() == [
                "current", "generations", "latest.json", "robots.txt",
            ])
        #expect(try FileManager.default.contentsOfDirectory(atPath: file("generations")).count == 2)
    }

    @Test func `a crash between generation and pointer is made good by the next publication`() throws {
        let id = try published()
        try FileManager.default.removeItem(atPath: file("latest.json"))
        #expect(try publish() == .published(id: id, serial: 1))
        #expect(try store.verify(all: true) == [])
    }

    @Test func `an Output that cannot be made is refused before anything is written`() throws {
        try "a file".write(toFile: output, atomically: false, encoding: .utf8)
        #expect(
            refusal { try publish() } == """
                Output: error: cannot open the folder: not a directory
                  mend: a folder is wanted where a file (or a symbolic link) stands: rename or remove that file
                """)
        #expect(try scratch.names == ["Output"])
    }

    @Test func `a pointer that is cut off is refused and not taken for a first run`() throws {
        try publish()
        try "{\"serial\": 1".write(toFile: file("latest.json"), atomically: false, encoding: .utf8)
        #expect(
            refusal { try publish(shorter()) } == """
                Output/latest.json:1:13: error: the file is not JSON: a comma or a closing brace is missing
                  mend: put Output/latest.json back from a copy; this program writes it and nobody edits it by hand
                """)
    }

    @Test func `a pointer that leads out of the folder is refused`() throws {
        let id = try published()
        let pointer = try text("latest.json").replacing(id, with: "../../../../../../../etc")
        try pointer.write(toFile: file("latest.json"), atomically: false, encoding: .utf8)
        #expect(
            refusal { _ = try store.latest() } == """
                Output/latest.json: error: the file is not a pointer as this program writes it
                  mend: put Output/latest.json back from a copy, or move the whole folder away and publish anew
                """)
    }

    @Test func `nothing to verify is said`() {
        #expect(
            refusal { _ = try store.verify() } == """
                Output/latest.json: error: nothing has been published here
                  mend: check the name of the folder (`--output`), or publish first
                """)
    }
}
