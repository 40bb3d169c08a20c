import Foundation
import LMIExtract
import LMIFiles
import LMIModel
import Testing

/// One request into the snapshot store, from a server that answers as broken servers do.
@Suite(.serialized) struct FetchTests {
    private static let now = "2026-11-22T02:00:00Z"
    private static let csv = "area,jobs\nStoke-on-Trent,118000\n"
    private static let later = "\n  mend: try again later; if it stays so, tell the publisher"

    private let server: FaultServer
    private let folder: TemporaryFolder

    init() throws {
        server = try FaultServer()
        folder = try TemporaryFolder()
    }

    private func fetch(bytes: Int = 1 << 20, totalMilliseconds: Int = 30_000, types: Set<String> = [])
        -> Fetch
    {
        Fetch(
            userAgent: "lmi/test (+https://example.org)",
            limits: Fetch.Limits(bytes: bytes, totalMilliseconds: totalMilliseconds), contentTypes: types,
            allowLoopback: true)
    }

    /// What the fetch of `path` is refused with, the server's address left out; nothing may be kept then.
    private func refusal(_ path: String, _ fetch: Fetch) throws -> String {
        let store = try SnapshotStore(folder.path + "/snapshots")
        let url = try SourceURL(server.url(path), allowLoopback: true)
        do {
            let record = try store.put(
                fetch, of: url, source: "jobs", now: Self.now)
            return "kept \(record.bytes) bytes"
        } catch {
            #expect(try folder.files() == [])
            #expect(error.fault == .source)
            return error.description.replacing(server.url(""), with: "")
        }
    }

    @Test func `what a server sends is kept byte for byte under its hash`() throws {
        let store = try SnapshotStore(folder.path + "/snapshots")
        let url = try SourceURL(server.url("/jobs.csv?uid=0xabc&date=latest"), allowLoopback: true)
        let record = try store.put(fetch(types: ["text/csv"]), of: url, source: "jobs", now: Self.now)
        #expect(record.sha256 == SHA256.hex(of: Array(Self.csv.utf8)))
        #expect(record.bytes == Self.csv.utf8.count)
        #expect(record.url == server.url("/jobs.csv?uid=…&date=latest"))
        #expect(record.retrieved == Self.now)
        let kept = try store.open(record.sha256)
        #expect(try String(contentsOfFile: kept, encoding: .utf8) == Self.csv)
        #expect(try store.newest(source: "jobs") == record)
        for file in try folder.files() {
            #expect(try !String(contentsOfFile: "\(folder.path)/\(file)", encoding: .utf8).contains("0xabc"))
        }
    }

    @Test func `a request says who asks and asks for nothing packed`() throws {
        let store = try SnapshotStore(folder.path + "/snapshots")
        let url = try SourceURL(server.url("/echo"), allowLoopback: true)
        let record = try store.put(fetch(), of: url, source: "jobs", now: Self.now)
        #expect(
            try String(contentsOfFile: store.open(record.sha256), encoding: .utf8) == """
                Accept: */*
                Host: 127.0.0.1:\(server.port)
                User-Agent: lmi/test (+https://example.org)
                """)
    }

    @Test(arguments: [
        (
            "/missing", "the server answered 404 (not found), expected 200",
            "\n  mend: look for the file on the publisher's site and correct the source's `url:`"
        ),
        ("/busy", "the server answered 503 (out of service), expected 200", later),
        ("/none", "the server answered 204, expected 200", later),
        ("/part", "the server answered 206, expected 200", later),
        (
            "/moved-to-file", "the server answered 302: the file has moved to \"file:///etc/passwd\"",
            "\n  mend: if that is the publisher's own address, write it as the source's `url:`"
        ),
        (
            "/moved", "the server answered 301: the file has moved to \"/jobs.csv?uid=…\"",
            "\n  mend: if that is the publisher's own address, write it as the source's `url:`"
        ),
        (
            "/packed",
            "the server sent the file packed (content-encoding \"gzip\"), which was not asked for",
            "\n  mend: fetch the file by hand and use `--inputs`, and tell the publisher"
        ),
        ("/short", "the answer broke off before its end", later),
        ("/chunk-cut", "the answer broke off before its end", later),
        (
            "/empty", "the answer is empty",
            "\n  mend: look at the address in a browser; if it is empty there too, tell its publisher"
        ),
        ("/two-lengths", "the server says two lengths of one answer", later),
        ("/old", "the file could not be fetched: it does not answer as a web server does", later),
        ("/headers", "the answer's headers have more than 65536 bytes", later),
    ])
    func `an answer that is not one whole file is refused`(path: String, message: String, mend: String) throws
    {
        #expect(try refusal(path, fetch()) == "\(path): error: \(message)\(mend)")
    }

    @Test(arguments: ["/endless", "/promised"])
    func `a body over the limit is refused, whatever length was promised`(path: String) throws {
        #expect(
            try refusal(path, fetch(bytes: 100_000)) == """
                \(path): error: the file has more than the 100000 bytes it may have
                  mend: if the publisher's file has grown, raise the source's limit
                """)
    }

    @Test func `a page in place of a table is refused`() throws {
        #expect(
            try refusal("/html", fetch(types: ["text/csv", "application/csv"])) == """
                /html: error: the answer is "text/html", expected "application/csv" or "text/csv"
                  mend: look at the address in a browser: it may be a notice in place of the file
                """)
    }

    @Test func `a server that never answers is given up`() throws {
        #expect(
            try refusal("/silent", fetch(totalMilliseconds: 200)) == """
                /silent: error: the server took too long: at most 20 s to connect, 200 ms in all and \
                60 s without data are given
                  mend: try again later; if the file is large, raise the source's limits
                """)
    }

    @Test func `a server that is not there is named with the system's reason`() throws {
        let store = try SnapshotStore(folder.path + "/snapshots")
        let url = try SourceURL("http://127.0.0.1:1/jobs.csv?key=abc", allowLoopback: true)
        let stop = #expect(throws: Diagnostic.self) {
            try store.put(fetch(), of: url, source: "jobs", now: Self.now)
        }
        #expect(
            stop?.description == """
                http://127.0.0.1:1/jobs.csv?key=…: error: the server cannot be reached: connection refused
                  mend: try again later; if other addresses fail too, check this machine's way to the internet
                """)
    }

    @Test func `a proxy that the environment names is not asked`() throws {
        unsafe setenv("http_proxy", "http://127.0.0.1:1", 1)
        defer { unsafe unsetenv("http_proxy") }
        #expect(try refusal("/jobs.csv", fetch()) == "kept 32 bytes")
    }

    @Test func `a server without a certificate is not taken for the publisher's`() throws {
        let store = try SnapshotStore(folder.path + "/snapshots")
        let url = try SourceURL("https://127.0.0.1:\(server.port)/jobs.csv", allowLoopback: true)
        let stop = #expect(throws: Diagnostic.self) {
            try store.put(fetch(), of: url, source: "jobs", now: Self.now)
        }
        #expect(
            stop?.description == """
                \(url): error: the server cannot prove that it is the publisher's: SSL connect error
                  mend: check this machine's clock and its `ca-certificates` package; then tell the publisher
                """)
    }

    @Test func `this machine itself is not asked unless that is said`() throws {
        let store = try SnapshotStore(folder.path + "/snapshots")
        let open = Fetch(userAgent: "lmi/test")
        let plain = try SourceURL(server.url("/jobs.csv"), allowLoopback: true)
        let stop = #expect(throws: Diagnostic.self) {
            try store.put(open, of: plain, source: "jobs", now: Self.now)
        }
        #expect(
            stop?.description == """
                \(server.url("/jobs.csv")): error: only addresses that begin with https:// are fetched
                  mend: correct the source's `url:`
                """)
        let secure = try SourceURL("https://127.0.0.1:\(server.port)/jobs.csv")
        let refused = #expect(throws: Diagnostic.self) {
            try store.put(open, of: secure, source: "jobs", now: Self.now)
        }
        #expect(
            refused?.description == """
                \(secure): error: the server's name leads to an address inside a house, not on the internet
                  mend: check the source's `url:`; if it is right, this machine's name service is wrong
                """)
    }
}
