import Foundation
import LMIFiles
import LMIModel
import Testing

@testable import LMIExtract

/// One file fetched and put into the snapshot store.
@Suite(.serialized) struct FetchTests {
    private static let now = "2026-11-22T02:00:00Z"

    private let server: FaultServer
    private let folder: TemporaryFolder

    init() throws {
        server = try FaultServer()
        folder = try TemporaryFolder()
    }

    private func fetch(_ path: String, allowsPlain: Bool = true) throws -> FetchedFile {
        let fetcher = Fetcher(
            scratch: folder.path, userAgent: "lmi/test", manners: .quick, allowsPlain: allowsPlain)
        let request = FetchRequest(url: try SourceURL(server.url(path), allowLoopback: true))
        let task = FetchTask(id: "jobs", conversation: OneRequest(request: request))
        let ending = try #require(fetcher.fetch([task], isInterrupted: { false }).first)
        guard case .whole(let file, _) = try ending.outcome.get() else {
            throw Diagnostic(.error, .source, at: .nowhere, "no file came", mend: "")
        }
        return file
    }

    private func put(_ path: String) throws -> SnapshotRecord {
        let url = try SourceURL(server.url(path), allowLoopback: true)
        return try SnapshotStore(folder.path + "/snapshots").put(
            fetched: fetch(path), source: "jobs", url: url.description, now: Self.now, validators: nil)
    }

    @Test func `what a server sends is kept byte for byte under its hash`() throws {
        let record = try put("/jobs.csv?uid=0xabc&date=latest")
        #expect(record.sha256 == SHA256.hex(of: Array(FetcherTests.csv.utf8)))
        #expect(record.url == server.url("/jobs.csv?uid=…&date=latest"))
        #expect(record.retrieved == Self.now)
        let store = try SnapshotStore(folder.path + "/snapshots")
        #expect(
            try String(contentsOfFile: store.open(record.sha256).path, encoding: .utf8) == FetcherTests.csv)
        #expect(try folder.files().count == 2)
        for file in try folder.files() {
            #expect(try !String(contentsOfFile: "\(folder.path)/\(file)", encoding: .utf8).contains("0xabc"))
        }
    }

    @Test func `http is not asked unless that is said`() throws {
        let stop = #expect(throws: Diagnostic.self) { try fetch("/jobs.csv", allowsPlain: false) }
        #expect(
            stop?.description == """
                \(server.url("/jobs.csv")): error: only addresses that begin with https:// are fetched
                  mend: correct the source's `url:`
                """)
    }
}
