import Foundation
import LMIExtract
import LMIFiles
import LMIModel
import Testing

/// What is taken away of the snapshots, and what is found when all are read again.
struct SnapshotRetentionTests {
    private let folder: TemporaryFolder
    private let store: SnapshotStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SnapshotStore(folder.path + "/snapshots")
    }

    @discardableResult
    private func put(_ text: String, _ source: String = "jobs", at now: String) throws -> String {
        let file = folder.path + "/in.csv"
        try Data(text.utf8).write(to: URL(filePath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        return try store.put(fileAt: file, source: source, now: now).sha256
    }

    private func place(_ sha256: String) -> String { "\(store.path)/\(sha256.prefix(2))/\(sha256)" }

    private func found() throws -> [String] {
        try store.verify().map { $0.description.replacing(store.path, with: "snapshots") }
    }

    @Test func `what nobody needs goes, with its record; the newest, the young and the needed stay`() throws {
        let needed = try put("needed", at: "2026-01-01T02:00:00Z")
        let old = try put("old", at: "2026-01-02T02:00:00Z")
        let young = try put("young", at: "2026-10-20T02:00:00Z")
        let newest = try put("newest", "pay", at: "2026-01-03T02:00:00Z")
        let latest = try put("latest", at: "2026-11-20T02:00:00Z")
        let pruned = try store.prune(keeping: [needed], oldest: "2026-10-18T02:00:00Z")
        #expect(pruned.snapshots == 1)
        #expect(pruned.bytes == 3)
        #expect(try store.all() == [needed, young, newest, latest].sorted())
        #expect(try store.record(old, source: "jobs") == nil)
        #expect(try store.verify() == [])
        #expect(try store.prune(keeping: [needed], oldest: "2026-10-18T02:00:00Z").snapshots == 0)
    }

    @Test func `bytes that another source still needs stay, and so do their records`() throws {
        let both = try put("both", at: "2026-01-01T02:00:00Z")
        try put("newer", at: "2026-11-20T02:00:00Z")
        try put("both", "pay", at: "2026-01-01T02:00:00Z")
        #expect(try store.prune(keeping: [], oldest: "2026-10-18T02:00:00Z").snapshots == 0)
        #expect(try store.record(both, source: "jobs") != nil)
        #expect(try store.verify() == [])
    }

    @Test func `bytes without a record, which a kill leaves, go the next time`() throws {
        let old = try put("old", at: "2026-01-01T02:00:00Z")
        try FileManager.default.removeItem(atPath: "\(store.path)/records/jobs/\(old).json")
        #expect(try store.prune(keeping: [], oldest: "2026-10-18T02:00:00Z").snapshots == 1)
        #expect(try store.all() == [])
    }

    @Test func `a link among the snapshots is left alone, and so is what it leads to`() throws {
        let sha256 = SHA256.hex(of: Array("mine".utf8))
        let mine = "\(folder.path)/mine"
        try Data("mine".utf8).write(to: URL(filePath: mine))
        try FileManager.default.createDirectory(
            atPath: "\(store.path)/\(sha256.prefix(2))", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: place(sha256), withDestinationPath: mine)
        #expect(try store.prune(keeping: [], oldest: "2026-10-18T02:00:00Z").snapshots == 0)
        #expect(try String(contentsOfFile: mine, encoding: .utf8) == "mine")
        #expect(
            try found() == [
                """
                snapshots/\(sha256.prefix(2))/\(sha256): error: the file is not of this program's making
                  mend: move it out of the folder of snapshots
                """
            ])
    }

    @Test func `of a snapshot that is damaged it is said whether fetching mends it`() throws {
        let old = try put("old", at: "2026-11-01T02:00:00Z")
        let new = try put("new", at: "2026-11-02T02:00:00Z")
        for sha256 in [old, new] { try Data("x".utf8).write(to: URL(filePath: place(sha256))) }
        let x = SHA256.hex(of: Array("x".utf8))
        let mends = [
            old:
                "check the disk, then put the file back from a copy, or remove it: a night that was made of it can then not be made again",
            new: "check the disk, then run again without `--offline`: a whole copy then takes its place",
        ]
        #expect(
            try found()
                == [old, new].sorted().map {
                    """
                    snapshots/\($0.prefix(2))/\($0): error: the snapshot is damaged: its bytes have the SHA-256 \(x), \
                    which is not its name
                      mend: \(mends[$0] ?? "")
                    """
                })
    }

    @Test func `a record of a snapshot that is gone is found`() throws {
        let sha256 = try put("jobs", at: "2026-11-01T02:00:00Z")
        try FileManager.default.removeItem(atPath: place(sha256))
        #expect(
            try found() == [
                """
                snapshots/records/jobs/\(sha256).json: error: the record is of a snapshot that is not in the store
                  mend: remove the record: if its source still sends those bytes, the next run keeps them again
                """
            ])
    }

    @Test func `a record of a newer program is refused and says so`() throws {
        let sha256 = try put("jobs", at: "2026-11-01T02:00:00Z")
        let path = "\(store.path)/records/jobs/\(sha256).json"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let body = "{" + (text.split(separator: ",", maxSplits: 1).last ?? "")
        let newer = body.replacing("\"format\" : 1", with: "\"format\" : 2")
        try Data(SealedJSON.seal(Array(newer.utf8))).write(to: URL(filePath: path))
        let stop = #expect(throws: Diagnostic.self) { try store.newest(source: "jobs") }
        #expect(
            stop?.description == """
                \(path): error: the record of a snapshot is of format 2, and this version of lmi reads format 1
                  mend: run the newer version of lmi that wrote it; if there was none, the file is damaged: move it away and run again
                """)
    }

    @Test(arguments: ["", "{", "{}", "null"])
    func `a record that is empty or cut off is never taken for a first run`(text: String) throws {
        let sha256 = try put("jobs", at: "2026-11-01T02:00:00Z")
        let path = "\(store.path)/records/jobs/\(sha256).json"
        try Data(text.utf8).write(to: URL(filePath: path))
        let message = """
            \(path): error: the record of a snapshot is damaged
              mend: put the file back from a copy, or move it away and run again: what the publisher sends now is then kept anew, and a night that was made of older bytes can then not be made again
            """
        #expect(#expect(throws: Diagnostic.self) { try store.newest(source: "jobs") }?.description == message)
        #expect(
            #expect(throws: Diagnostic.self) {
                try store.prune(keeping: [], oldest: "2026-10-18T02:00:00Z")
            }?.description == message)
        #expect(try store.verify().map(\.description) == [message])
    }
}
