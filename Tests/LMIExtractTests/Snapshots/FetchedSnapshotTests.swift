import Foundation
import LMIExtract
import LMIFiles
import LMIModel
import Testing

/// What a fetch brought, and what a publisher said of it.
struct FetchedSnapshotTests {
    private let folder: TemporaryFolder
    private let store: SnapshotStore
    private static let validators = Validators(url: "https://example.org/a", etag: "\"1\"", lastModified: nil)

    init() throws {
        folder = try TemporaryFolder()
        store = try SnapshotStore(folder.path + "/snapshots")
    }

    private func fetched(_ text: String, claiming sha256: String? = nil) throws -> FetchedFile {
        let path = "\(folder.path)/.lmi-tmp-body"
        try Data(text.utf8).write(to: URL(filePath: path))
        return FetchedFile(
            path: path, sha256: sha256 ?? SHA256.hex(of: Array(text.utf8)), bytes: text.utf8.count)
    }

    private func put(
        _ file: FetchedFile, at now: String, _ validators: Validators? = validators
    ) throws -> SnapshotRecord {
        try store.put(
            fetched: file, source: "jobs", url: "https://example.org/a", now: now, validators: validators)
    }

    @Test func `a body is taken over from the scratch folder, with what makes the next request conditional`()
        throws
    {
        let record = try put(fetched("jobs"), at: "2026-11-01T02:00:00Z")
        #expect(record.validators == Self.validators)
        #expect(record.url == "https://example.org/a")
        #expect(try store.newest(source: "jobs") == record)
        #expect(try store.record(record.sha256, source: "jobs") == record)
        #expect(try store.record(record.sha256, source: "pay") == nil)
        let files = try folder.files()
        #expect(!files.contains(".lmi-tmp-body"))
        let place = try store.open(record.sha256).path
        #expect(try String(contentsOfFile: place, encoding: .utf8) == "jobs")
        let rights = try FileManager.default.attributesOfItem(atPath: place)[.posixPermissions] as? Int
        #expect(rights == 0o600)
    }

    @Test func `a body on another disk is copied whole`() throws {
        // A disk of its own on every Linux.
        let elsewhere = "/dev/shm/lmi-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: elsewhere) }
        try Data("jobs".utf8).write(to: URL(filePath: elsewhere))
        let file = FetchedFile(path: elsewhere, sha256: SHA256.hex(of: Array("jobs".utf8)), bytes: 4)
        let record = try put(file, at: "2026-11-01T02:00:00Z")
        #expect(record.validators == Self.validators)
        #expect(try String(contentsOfFile: store.open(record.sha256).path, encoding: .utf8) == "jobs")
        #expect(try store.verify() == [])
    }

    @Test func `a publisher's word that nothing is newer is taken down, and nothing else`() throws {
        let old = try put(fetched("old"), at: "2026-11-01T02:00:00Z")
        let new = try put(fetched("new"), at: "2026-11-02T02:00:00Z")
        #expect(try store.newest(source: "jobs") == new)
        func confirm(_ record: SnapshotRecord, _ now: String) throws -> SnapshotRecord {
            try store.confirm(record, now: now, validators: record.validators, isNewest: false)
        }
        let confirmed = try confirm(old, "2026-11-03T02:00:00Z")
        #expect(confirmed.seen == "2026-11-03T02:00:00Z")
        #expect(confirmed.retrieved == "2026-11-01T02:00:00Z")
        #expect(confirmed.validators == Self.validators)
        #expect(try store.newest(source: "jobs") == confirmed)
        // A clock that was set back makes nothing older.
        #expect(try confirm(confirmed, "2026-10-01T02:00:00Z").seen == "2026-11-03T02:00:00Z")
    }

    @Test func `that the newest bytes are still the newest is not written every night`() throws {
        var store = store
        let known = try put(fetched("jobs"), at: "2026-11-02T02:00:00Z")
        store.recent = "2026-11-02T02:00:00Z"
        func confirm(_ validators: Validators?, isNewest: Bool = true) throws -> SnapshotRecord {
            try store.confirm(known, now: "2026-11-09T02:00:00Z", validators: validators, isNewest: isNewest)
        }
        #expect(try confirm(Self.validators) == known)
        #expect(try store.newest(source: "jobs") == known)
        #expect(try confirm(nil).seen == "2026-11-09T02:00:00Z")
        #expect(try confirm(Self.validators, isNewest: false).seen == "2026-11-09T02:00:00Z")
        store.recent = "2026-11-02T02:00:01Z"
        #expect(try confirm(Self.validators).seen == "2026-11-09T02:00:00Z")
        #expect(try store.newest(source: "jobs")?.seen == "2026-11-09T02:00:00Z")
    }

    @Test func `the same bytes sent again take the newer word of the server`() throws {
        let first = try put(fetched("jobs"), at: "2026-11-01T02:00:00Z")
        let newer = Validators(url: "https://example.org/a", etag: "\"2\"", lastModified: nil)
        let again = try put(fetched("jobs"), at: "2026-11-02T02:00:00Z", newer)
        #expect(again.sha256 == first.sha256)
        #expect(again.retrieved == first.retrieved)
        #expect(again.validators == newer)
        #expect(try put(fetched("jobs"), at: "2026-11-03T02:00:00Z", nil).validators == nil)
    }

    @Test func `a damaged copy is replaced by the whole one that was fetched`() throws {
        let record = try put(fetched("118000"), at: "2026-11-01T02:00:00Z")
        let place = try store.open(record.sha256).path
        try Data("118001".utf8).write(to: URL(filePath: place))
        #expect(throws: Diagnostic.self) { try store.open(record.sha256) }
        _ = try put(fetched("118000"), at: "2026-11-02T02:00:00Z")
        #expect(try store.open(record.sha256).path == place)
    }

    @Test func `a body that the disk gives back otherwise than it came is not kept`() throws {
        let came = SHA256.hex(of: Array("jobz".utf8))
        let body = try fetched("jobs", claiming: came)
        let stop = #expect(throws: Diagnostic.self) { try put(body, at: "2026-11-01T02:00:00Z") }
        #expect(
            stop?.description == """
                \(store.path)/\(came.prefix(2))/\(came): error: the file came as 4 bytes with the SHA-256 \(came), \
                and the disk gives back 4 with \(SHA256.hex(of: Array("jobs".utf8)))
                  mend: check the disk, then run again: the file is then fetched anew
                """)
        #expect(try folder.files() == [])
    }

    @Test func `a link in the scratch folder is not taken over`() throws {
        let secret = "\(folder.path)/secret"
        try Data("jobs".utf8).write(to: URL(filePath: secret))
        let link = "\(folder.path)/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: secret)
        let file = FetchedFile(path: link, sha256: SHA256.hex(of: Array("jobs".utf8)), bytes: 4)
        let stop = #expect(throws: Diagnostic.self) { try put(file, at: "2026-11-01T02:00:00Z") }
        #expect(
            stop?.description == """
                \(link): error: cannot open: too many levels of symbolic links
                  mend: \(link) is a symbolic link, which is never followed here: name what it leads to instead
                """)
    }
}
