import Foundation
import LMIExtract
import LMIFiles
import LMIModel
import Testing

struct SnapshotStoreTests {
    private let folder: TemporaryFolder
    private let store: SnapshotStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SnapshotStore(folder.path + "/state/snapshots")
    }

    private func put(_ text: String, _ source: String = "jobs", at now: String) throws -> SnapshotRecord {
        let file = folder.path + "/in.csv"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: file) }
        return try store.put(fileAt: file, source: source, now: now)
    }

    @Test func `the same bytes are kept once, with the time they were first had`() throws {
        let first = try put("a", at: "2026-11-01T02:00:00Z")
        let again = try put("a", at: "2026-11-02T02:00:00Z")
        #expect(again.sha256 == first.sha256)
        #expect(again.retrieved == "2026-11-01T02:00:00Z")
        #expect(again.seen == "2026-11-02T02:00:00Z")
        let hash = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
        #expect(
            try folder.files() == [
                "state/snapshots/ca/\(hash)", "state/snapshots/records/jobs/\(hash).json",
            ])
        let record = """
            {
              "bytes" : 1,
              "format" : 1,
              "retrieved" : "2026-11-01T02:00:00Z",
              "seen" : "2026-11-02T02:00:00Z",
              "sha256" : "\(hash)",
              "source" : "jobs",
              "url" : ""
            }

            """
        let path = "\(folder.path)/state/snapshots/records/jobs/\(hash).json"
        #expect(
            try Data(contentsOf: URL(filePath: path)) == Data(SealedJSON.seal(Array(record.utf8))))
    }

    @Test func `the newest are those that the source gave last, even when it gave them before`() throws {
        let old = try put("old", at: "2026-11-01T02:00:00Z")
        _ = try put("new", at: "2026-11-02T02:00:00Z")
        _ = try put("other", "pay", at: "2026-11-09T02:00:00Z")
        #expect(try store.newest(source: "jobs")?.bytes == 3)
        #expect(try store.newest(source: "jobs")?.retrieved == "2026-11-02T02:00:00Z")
        _ = try put("old", at: "2026-11-03T02:00:00Z")
        #expect(try store.newest(source: "jobs")?.sha256 == old.sha256)
        #expect(try store.newest(source: "vacancies") == nil)
    }

    @Test func `what an origin file says last of the same bytes is what counts`() throws {
        let file = folder.path + "/in.csv"
        try "a".write(toFile: file, atomically: true, encoding: .utf8)
        func note(_ kind: String) -> SnapshotNote {
            SnapshotNote(kind: kind, title: nil, release: nil, released: nil, nextDue: nil)
        }
        _ = try store.put(fileAt: file, source: "jobs", now: "2026-11-01T02:00:00Z", note: note("live"))
        let mended = try store.put(
            fileAt: file, source: "jobs", now: "2026-11-02T02:00:00Z", note: note("sample"))
        #expect(mended.note == note("sample"))
        #expect(mended.retrieved == "2026-11-01T02:00:00Z")
        #expect(try store.newest(source: "jobs")?.note == note("sample"))
        // Bytes that come without an origin file say nothing against the one there was.
        #expect(
            try store.put(fileAt: file, source: "jobs", now: "2026-11-03T02:00:00Z").note == note("sample"))
    }

    @Test func `a file of several megabytes is kept whole`() throws {
        let text = String(repeating: "Stoke-on-Trent,118000\n", count: 200_000)
        let record = try put(text, at: "2026-11-01T02:00:00Z")
        #expect(record.bytes == text.utf8.count)
        #expect(try String(contentsOfFile: store.open(record.sha256).path, encoding: .utf8) == text)
    }

    @Test func `a flipped bit is found, and mended by having the file again`() throws {
        let record = try put("118000", at: "2026-11-01T02:00:00Z")
        let place = try store.open(record.sha256).path
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: place)
        try Data("118001".utf8).write(to: URL(filePath: place))
        let stop = #expect(throws: Diagnostic.self) { try store.open(record.sha256) }
        #expect(stop?.fault == .storage)
        #expect(
            stop?.description == """
                \(place): error: the snapshot is damaged: its bytes have the SHA-256 \
                f0c8c05774122c82d1b7f56a0102e8b0881a855610617a3c04c0c0e736859a8f, which is not its name
                  mend: check the disk, then run again without `--offline`: a whole copy then takes its place
                """)
        _ = try put("118000", at: "2026-11-02T02:00:00Z")
        #expect(try store.open(record.sha256).path == place)
    }

    @Test func `a snapshot that is not there is named`() throws {
        let hash = String(repeating: "0", count: 64)
        let stop = #expect(throws: Diagnostic.self) { try store.open(hash) }
        #expect(
            stop?.description == """
                \(store.path)/00/\(hash): error: the snapshot is not in the store
                  mend: run again without `--offline`: the file is then fetched anew
                """)
        let wrong = #expect(throws: Diagnostic.self) { try store.open("../passwd") }
        #expect(
            wrong?.description == """
                \(store.path): error: "../passwd" is no SHA-256, which names each snapshot
                  mend: give the 64 digits as the run's record has them
                """)
    }

    @Test func `a damaged record is never taken for a first run`() throws {
        let record = try put("a", at: "2026-11-01T02:00:00Z")
        let path = "\(store.path)/records/jobs/\(record.sha256).json"
        try Data("{\"bytes\" :".utf8).write(to: URL(filePath: path))
        let stop = #expect(throws: Diagnostic.self) { try store.newest(source: "jobs") }
        #expect(
            stop?.description == """
                \(path): error: the record of a snapshot is damaged
                  mend: put the file back from a copy, or move it away and run again: what the publisher sends now is then kept anew, and a night that was made of older bytes can then not be made again
                """)
    }

    @Test(arguments: ["", "../jobs", "a b", String(repeating: "a", count: 65)])
    func `a source's id cannot lead out of the store`(source: String) throws {
        let stop = #expect(throws: Diagnostic.self) { try store.newest(source: source) }
        #expect(
            stop?.description == """
                \(store.path): error: \(source.quoted) cannot be a source's id: only letters, digits, - and _ are, \
                up to 64 of them
                  mend: give the source's file another name
                """)
    }

    @Test func `a file that cannot be read leaves nothing behind`() throws {
        let stop = #expect(throws: Diagnostic.self) {
            try store.put(fileAt: folder.path + "/none.csv", source: "jobs", now: "2026-11-01T02:00:00Z")
        }
        #expect(
            stop?.description == """
                \(folder.path)/none.csv: error: cannot open: no such file or directory
                  mend: check the spelling of \(folder.path)/none.csv, or put it there
                """)
        #expect(try folder.files() == [])
    }

    @Test func `what a killed run left is swept away`() throws {
        _ = try put("a", at: "2026-11-01T02:00:00Z")
        let kept = try folder.files()
        try Data("half".utf8).write(to: URL(filePath: store.path + "/.lmi-tmp-1"))
        try Data("half".utf8).write(to: URL(filePath: store.path + "/records/jobs/.lmi-tmp-2"))
        try store.sweep()
        #expect(try folder.files() == kept)
    }
}
