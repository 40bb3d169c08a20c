import Foundation
import LMIFiles
import LMIModel
import Synchronization
import Testing

@testable import LMIExtract

/// One request each, to a server that answers as broken servers do.
@Suite(.serialized) struct FetcherTests {
    static let csv = "area,jobs\nStoke-on-Trent,118000\n"
    private static let later = "try again later; if it stays so, tell the publisher"
    private static let byHand = "fetch the file by hand and use `--inputs`, and tell the publisher"

    private let server: FaultServer
    private let folder: TemporaryFolder

    init() throws {
        server = try FaultServer()
        folder = try TemporaryFolder()
    }

    private func fetch(
        _ path: String, _ manners: Manners = .quick, mostBytes: Int = 1 << 20, validators: Validators? = nil,
        expects: Set<Int> = []
    ) throws -> FetchEnding {
        let fetcher = Fetcher(
            scratch: folder.path, userAgent: "lmi/test (+https://example.org)", manners: manners,
            allowsPlain: true)
        let request = FetchRequest(
            url: try SourceURL(server.url(path), allowLoopback: true), mostBytes: mostBytes,
            validators: validators, expects: expects)
        let task = FetchTask(id: "jobs", conversation: OneRequest(request: request))
        return try #require(fetcher.fetch([task]) { false }.first)
    }

    /// What the fetch of `path` is refused with, the server's address left out; nothing may be left then.
    private func refusal(_ path: String, _ manners: Manners = .quick, mostBytes: Int = 1 << 20) throws
        -> String
    {
        let ending = try fetch(path, manners, mostBytes: mostBytes)
        #expect(try folder.files() == [])
        if case .failure(let refusal) = ending.outcome { #expect(refusal.fault == .source) }
        return ending.said.replacing(server.url(""), with: "")
    }

    @Test func `a body is streamed into a file of its own while it is hashed`() throws {
        let ending = try fetch("/kept?uid=0xabc")
        guard case .success(.whole(let file, let validators)) = ending.outcome else {
            Issue.record("\(ending.said)")
            return
        }
        #expect(file.path.hasPrefix("\(folder.path)/.lmi-tmp-"))
        #expect(file.sha256 == SHA256.hex(of: Array(Self.csv.utf8)))
        #expect(file.bytes == 32)
        #expect(ending.said == Self.csv)
        #expect(
            validators
                == Validators(
                    url: server.url("/kept?uid=…"), etag: "\"one\"",
                    lastModified: "Sun, 22 Nov 2026 02:00:00 GMT"))
        let record = try #require(ending.requests.first)
        #expect(record.url == server.url("/kept?uid=…"))
        #expect(record.status == 200)
        #expect(record.bytes == 32)
        #expect(record.attempts == 1)
    }

    @Test func `a request says who asks and asks for nothing packed`() throws {
        #expect(
            try fetch("/echo").said == """
                Accept: */*
                Host: 127.0.0.1:\(server.port)
                User-Agent: lmi/test (+https://example.org)
                """)
    }

    @Test func `a request for bytes that are known is answered that they are unchanged`() throws {
        let known = Validators(url: server.url("/kept"), etag: "\"one\"", lastModified: nil)
        let ending = try fetch("/kept", validators: known)
        #expect(ending.said == "unchanged")
        #expect(ending.requests.map(\.status) == [304])
        #expect(try folder.files() == [])
    }

    @Test func `what is known of another address is not sent`() throws {
        let known = Validators(url: server.url("/other"), etag: "\"one\"", lastModified: nil)
        #expect(try fetch("/kept", validators: known).said == Self.csv)
        let torn = Validators(url: server.url("/kept"), etag: "\"one\"\r\nX: y", lastModified: nil)
        #expect(try fetch("/kept", validators: torn).said == Self.csv)
    }

    @Test func `a status that the conversation expects is its own to judge`() throws {
        let ending = try fetch("/missing", expects: [404])
        #expect(ending.said == "unchanged")
        #expect(ending.requests.map(\.status) == [404])
        #expect(
            try fetch("/unchanged", expects: [304]).said.contains("unchanged, though nothing was known of it")
        )
    }

    @Test(arguments: [
        (
            "/missing", "the server answered 404 (not found), expected 200",
            "look for the file on the publisher's site and correct the source's `url:`"
        ),
        ("/busy", "the server answered 503 (out of service), expected 200", later),
        ("/broken", "the server answered 500 (broken), expected 200", later),
        ("/changed", "the server answered 203 (changed on its way), expected 200", later),
        ("/nowhere", "the server answered 302: the file has moved, and it is not said where to", later),
        ("/empty-place", "the server answered 302: the file has moved, and it is not said where to", later),
        ("/none", "the server answered 204 (nothing to send), expected 200", later),
        ("/part", "the server answered 206 (a part of the file), expected 200", later),
        (
            "/unchanged", "the server answered 304 (unchanged, though nothing was known of it), expected 200",
            later
        ),
        (
            "/packed",
            "the server sent the file packed (content-encoding \"gzip\"), which was not asked for", byHand
        ),
        ("/short", "the answer broke off before its end", later),
        ("/chunk-cut", "the answer broke off before its end", later),
        ("/reset", "the answer broke off before its end", later),
        ("/nothing", "the answer broke off before its end", later),
        (
            "/no-length",
            "the server says neither how long its answer is nor where it ends, so that a part could pass for the whole",
            byHand
        ),
        (
            "/empty", "the answer is empty",
            "look at the address in a browser; if it is empty there too, tell its publisher"
        ),
        ("/two-lengths", "the server says two lengths of one answer", later),
        ("/old", "the file could not be fetched: it does not answer as a web server does", later),
        ("/no-status", "the file could not be fetched: it does not answer as a web server does", later),
        ("/headers", "the answer's headers have more than 65536 bytes", later),
        (
            "/wait-absurd",
            "the server answered 429 (too many requests) and is to be asked again after 1000000000 s, which is more than the 120 s that are waited",
            "run again later; if the server always says so, raise `most wait seconds` under `fetching:`"
        ),
        (
            "/wait-long",
            "the server answered 429 (too many requests) and is to be asked again after 3600 s, which is more than the 120 s that are waited",
            "run again later; if the server always says so, raise `most wait seconds` under `fetching:`"
        ),
        (
            "/wait-negative",
            "the server answered 503 (out of service), expected 200; its Retry-After says \"-5\", which is neither a number of seconds nor a date and was not heeded",
            later
        ),
    ])
    func `an answer that is not one whole file is refused`(path: String, message: String, mend: String) throws
    {
        #expect(try refusal(path) == "\(path): error: \(message)\n  mend: \(mend)")
    }

    @Test(arguments: ["/endless", "/promised"])
    func `a body over the limit is refused, whatever length was promised`(path: String) throws {
        #expect(
            try refusal(path, mostBytes: 100_000) == """
                \(path): error: the file has more than the 100000 bytes it may have
                  mend: if the publisher's file has grown, raise the source's limit
                """)
    }

    @Test(arguments: [
        ("/silent", "no answer began within 50 ms", "first byte seconds"),
        ("/slow-status", "no answer began within 50 ms", "first byte seconds"),
        ("/slow", "fewer than 100 bytes a second came for 150 ms", "idle seconds"),
        ("/slow-headers", "fewer than 100 bytes a second came for 150 ms", "idle seconds"),
        ("/endless", "the answer was not whole after 400 ms", "total seconds"),
    ])
    func `a server that is too slow is given up, and the deadline named`(
        path: String, message: String, key: String
    ) throws {
        var manners = Manners.quick
        manners.firstByteMilliseconds =
            path.hasPrefix("/s") && !path.hasPrefix("/slow-h") && path != "/slow" ? 50 : 30_000
        manners.idleMilliseconds = 150
        manners.totalMilliseconds = path == "/endless" ? 400 : 30_000
        #expect(
            try refusal(path, manners, mostBytes: .max) == """
                \(path): error: the server took too long: \(message)
                  mend: try again later; if the server always needs longer, raise `\(key)` under `fetching:`
                """)
    }

    @Test(arguments: ["/busy", "/short", "/reset", "/wait-past"])
    func `a failure that may pass is tried again, so often and no more`(path: String) throws {
        var manners = Manners.quick
        manners.attempts = 3
        let ending = try fetch(path, manners)
        #expect(ending.said.contains("; asked 3 times\n  mend: \(Self.later)"))
        #expect(ending.requests.map(\.attempts) == [3])
        #expect(try folder.files() == [])
    }

    @Test(arguments: ["/missing", "/packed", "/empty", "/two-lengths", "/wait-absurd"])
    func `a failure that will not pass is not tried again`(path: String) throws {
        var manners = Manners.quick
        manners.attempts = 3
        let ending = try fetch(path, manners)
        #expect(!ending.said.contains("; asked"))
        #expect(ending.requests.map(\.attempts) == [1])
    }

    @Test func `a server that is out of service twice gives the file the third time`() throws {
        var manners = Manners.quick
        manners.attempts = 4
        let ending = try fetch("/third", manners)
        #expect(ending.said == Self.csv)
        #expect(ending.requests.map(\.attempts) == [3])
    }

    @Test func `a server that is not there is named with the system's reason`() throws {
        let fetcher = Fetcher(scratch: folder.path, userAgent: "lmi/test", manners: .quick, allowsPlain: true)
        let url = try SourceURL("http://127.0.0.1:1/jobs.csv?key=abc", allowLoopback: true)
        let ending = fetcher.fetch([
            FetchTask(id: "jobs", conversation: OneRequest(request: FetchRequest(url: url)))
        ]) {
            false
        }
        #expect(
            ending.first?.said == """
                http://127.0.0.1:1/jobs.csv?key=…: error: the server cannot be reached: connection refused
                  mend: try again later; if other addresses fail too, check this machine's way to the internet
                """)
    }

    @Test func `a disk that does not take the body is named, not the publisher`() throws {
        let fetcher = Fetcher(
            scratch: "\(folder.path)/gone", userAgent: "lmi/test", manners: .quick, allowsPlain: true)
        let request = FetchRequest(url: try SourceURL(server.url("/jobs.csv"), allowLoopback: true))
        let ending = try #require(
            fetcher.fetch([FetchTask(id: "jobs", conversation: OneRequest(request: request))]) { false }.first
        )
        let stop = #expect(throws: Diagnostic.self) { try ending.outcome.get() }
        #expect(stop?.fault == .storage)
        #expect(stop?.message == "cannot open the folder: no such file or directory")
    }

    @Test func `proxies that the environment names are not asked`() throws {
        let names = ["http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"]
        for name in names { unsafe setenv(name, "http://127.0.0.1:1", 1) }
        defer { for name in names { unsafe unsetenv(name) } }
        #expect(try fetch("/jobs.csv").said == Self.csv)
    }

    @Test func `many sources are fetched side by side, and end in their order`() throws {
        var manners = Manners.quick
        manners.atOnceFromAHost = 3
        let paths = ["/jobs.csv", "/missing", "/kept", "/short", "/echo"]
        let tasks = try paths.map { path in
            let url = try SourceURL(server.url(path), allowLoopback: true)
            return FetchTask(id: path, conversation: OneRequest(request: FetchRequest(url: url)))
        }
        let fetcher = Fetcher(
            scratch: folder.path, userAgent: "lmi/test", manners: manners, allowsPlain: true)
        let endings = fetcher.fetch(tasks) { false }
        #expect(endings.map { $0.requests.first?.url } == paths.map(server.url))
        #expect(endings.map { $0.requests.first?.status } == [200, 404, 200, 200, 200])
        #expect(try folder.files().count == 3)
    }

    @Test func `an interruption ends a transfer that is under way`() throws {
        let asked = Mutex(0)
        let fetcher = Fetcher(scratch: folder.path, userAgent: "lmi/test", manners: .quick, allowsPlain: true)
        let url = try SourceURL(server.url("/endless"), allowLoopback: true)
        let request = FetchRequest(url: url, mostBytes: .max)
        let endings = fetcher.fetch([FetchTask(id: "jobs", conversation: OneRequest(request: request))]) {
            asked.withLock { asked in
                asked += 1
                return asked > 5
            }
        }
        #expect(endings.first?.said == "\(url): error: interrupted\n  mend: run again")
        #expect(try folder.files() == [])
    }

    @Test func `the library under the transfers says its version`() {
        #expect(FetchLibrary.version.hasPrefix("libcurl/"))
        #expect(FetchLibrary.version.contains("OpenSSL/"))
    }
}
