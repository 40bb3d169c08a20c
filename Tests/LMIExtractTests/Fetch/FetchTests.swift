import Foundation
import LMIExtract
import LMIFiles
import LMIModel
import Testing

/// One file fetched straight into the snapshot store.
@Suite(.serialized) struct FetchTests {
    private static let now = "2026-11-22T02:00:00Z"

    private let server: FaultServer
    private let folder: TemporaryFolder

    init() throws {
        server = try FaultServer()
        folder = try TemporaryFolder()
    }

    private func put(_ path: String, types: Set<String> = []) throws -> SnapshotRecord {
        let fetch = Fetch(userAgent: "lmi/test", contentTypes: types, allowLoopback: true)
        let url = try SourceURL(server.url(path), allowLoopback: true)
        return try SnapshotStore(folder.path + "/snapshots").put(
            fetch, of: url, source: "jobs", now: Self.now)
    }

    @Test func `what a server sends is kept byte for byte under its hash`() throws {
        let record = try put("/jobs.csv?uid=0xabc&date=latest", types: ["text/csv"])
        #expect(record.sha256 == SHA256.hex(of: Array(FetcherTests.csv.utf8)))
        #expect(record.url == server.url("/jobs.csv?uid=…&date=latest"))
        #expect(record.retrieved == Self.now)
        let store = try SnapshotStore(folder.path + "/snapshots")
        #expect(try String(contentsOfFile: store.open(record.sha256), encoding: .utf8) == FetcherTests.csv)
        #expect(try folder.files().count == 2)
        for file in try folder.files() {
            #expect(try !String(contentsOfFile: "\(folder.path)/\(file)", encoding: .utf8).contains("0xabc"))
        }
    }

    @Test func `a page in place of a table is refused`() throws {
        let stop = #expect(throws: Diagnostic.self) {
            try put("/html", types: ["text/csv", "application/csv"])
        }
        #expect(
            stop?.description == """
                \(server.url("/html")): error: the answer is "text/html", expected "application/csv" or "text/csv"
                  mend: look at the address in a browser: it may be a notice in place of the file
                """)
        #expect(try folder.files() == [])
    }

    @Test func `http is not asked unless that is said`() throws {
        let plain = try SourceURL(server.url("/jobs.csv"), allowLoopback: true)
        let store = try SnapshotStore(folder.path + "/snapshots")
        let stop = #expect(throws: Diagnostic.self) {
            try store.put(Fetch(userAgent: "lmi/test"), of: plain, source: "jobs", now: Self.now)
        }
        #expect(
            stop?.description == """
                \(server.url("/jobs.csv")): error: only addresses that begin with https:// are fetched
                  mend: correct the source's `url:`
                """)
    }
}
