import Foundation
import LMIModel
import Testing

@testable import LMIExtract

/// Who is taken for the publisher, and where a publisher may lead to: over https, from a server that stands in for all.
@Suite(.serialized) struct FetcherTrustTests {
    private static let tell = "tell the publisher"
    private static let ownAddress = "if that is the publisher's own address, write it as the source's `url:`"

    private let server: FaultServer
    private let folder: TemporaryFolder

    init() throws {
        server = try FaultServer(isSecured: true)
        folder = try TemporaryFolder()
    }

    private func fetch(
        _ address: String, from secured: FaultServer.Secured = .good, hosts: Set<String> = [],
        validators: Validators? = nil, attempts: Int = 1
    ) throws -> String {
        var manners = Manners.quick
        manners.attempts = attempts
        let fetcher = Fetcher(
            scratch: folder.path, userAgent: "lmi/test", manners: manners,
            standIn: try server.standIn(secured)
        )
        let request = FetchRequest(url: try SourceURL(address), hosts: hosts, validators: validators)
        let task = FetchTask(id: "jobs", conversation: OneRequest(request: request))
        return fetcher.fetch([task]) { false }.first?.said ?? ""
    }

    @Test func `a server with a certificate of a known authority is the publisher's`() throws {
        #expect(try fetch("https://a.example/jobs.csv") == FetcherTests.csv)
    }

    @Test(arguments: [
        (
            FaultServer.Secured.expired, "its certificate has expired",
            "check this machine's clock; if it is right, tell the publisher"
        ),
        (
            .alone, "its certificate is signed by nobody whom this machine trusts",
            "check this machine's `ca-certificates` package; then tell the publisher"
        ),
        (
            .otherName, "its certificate is for another name",
            "check the source's `url:`; if it is right, tell the publisher"
        ),
        (.old, "it speaks no TLS as new as 1.2", "tell the publisher"),
    ])
    func `a server that cannot prove who it is is refused, and it is said why`(
        secured: FaultServer.Secured, reason: String, mend: String
    ) throws {
        #expect(
            try fetch("https://a.example/jobs.csv", from: secured, attempts: 3) == """
                https://a.example/jobs.csv: error: the server cannot prove that it is the publisher's: \(reason)
                  mend: \(mend)
                """)
    }

    @Test(arguments: [FaultServer.Secured.reset, .closed])
    func `a connection that breaks off while it is secured is the network's fault, and tried again`(
        secured: FaultServer.Secured
    ) throws {
        #expect(
            try fetch("https://a.example/jobs.csv", from: secured, attempts: 3) == """
                https://a.example/jobs.csv: error: the connection broke off before the server could prove who it is; asked 3 times
                  mend: try again later; if it stays so, tell the publisher
                """)
    }

    @Test(arguments: [
        (
            1, "OpenSSL SSL_connect: Connection reset by peer in connection to a.example:443 ",
            TransferFailure.unsecured
        ),
        (0, "OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to a.example:443 ", .unsecured),
        (1, "Recv failure: Connection reset by peer", .unsecured),
        (1, "error:0A000126:SSL routines::unexpected eof while reading", .unsecured),
        (
            18, "OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to a.example:443 ",
            .untrusted(.unknownSigner)
        ),
        (10, "SSL certificate problem: certificate has expired", .untrusted(.expired)),
        (
            0, "error:0A000410:SSL routines::sslv3 alert handshake failure",
            .untrusted(.other("SSL connect error"))
        ),
        (0, "error:0A00042E:SSL routines::tlsv1 alert protocol version", .untrusted(.tooOld)),
    ])
    func `what ends a handshake is either the network or the server's proof`(
        verification: Int, detail: String, failure: TransferFailure
    ) {
        #expect(
            TransferFailure(verification: verification, detail: detail, words: "SSL connect error") == failure
        )
    }

    @Test func `a server without TLS is not taken for the publisher's`() throws {
        let standIn = try StandIn(port: server.port, authority: server.standIn().authority)
        let fetcher = Fetcher(scratch: folder.path, userAgent: "lmi/test", manners: .quick, standIn: standIn)
        let request = FetchRequest(url: try SourceURL("https://a.example/jobs.csv"))
        let ending = fetcher.fetch([FetchTask(id: "jobs", conversation: OneRequest(request: request))]) {
            false
        }
        #expect(
            ending.first?.said == """
                https://a.example/jobs.csv: error: the server cannot prove that it is the publisher's: SSL connect error
                  mend: check this machine's clock and its `ca-certificates` package; then tell the publisher
                """)
    }

    @Test func `a body that ends with the connection, and no word that it ends, is refused`() throws {
        #expect(try fetch("https://a.example/no-length").contains("so that a part could pass for the whole"))
    }

    @Test func `this machine itself is not asked unless it stands in`() throws {
        let fetcher = Fetcher(scratch: folder.path, userAgent: "lmi/test", manners: .quick, standIn: nil)
        let url = try SourceURL("https://localhost:\(server.port)/jobs.csv")
        let ending = fetcher.fetch([
            FetchTask(id: "jobs", conversation: OneRequest(request: FetchRequest(url: url)))
        ]) {
            false
        }
        #expect(
            ending.first?.said == """
                \(url): error: the server's name leads to an address inside a house, not on the internet
                  mend: check the source's `url:`; if it is right, this machine's name service is wrong
                """)
    }

    @Test func `a server whose name cannot be found is named`() throws {
        let fetcher = Fetcher(scratch: folder.path, userAgent: "lmi/test", manners: .quick, standIn: nil)
        // A longer word than a name may have: no name service is asked.
        let url = try SourceURL("https://\(String(repeating: "a", count: 64)).example/jobs.csv")
        let ending = fetcher.fetch([
            FetchTask(id: "jobs", conversation: OneRequest(request: FetchRequest(url: url)))
        ]) { false }
        #expect(
            ending.first?.said == """
                \(url): error: the server's name is not known
                  mend: check the source's `url:`, and whether this machine is on the internet
                """)
    }

    @Test func `a key that a server sends back under another name is not shown`() throws {
        let start = "https://a.example/to?/missing?of=0xabc&uid=0xabc"
        #expect(
            try fetch(start) == """
                https://a.example/missing?of=…&uid=…: error: the server answered 404 (not found), expected 200
                  mend: look for the file on the publisher's site and correct the source's `url:`
                """)
    }

    @Test(arguments: ["https://127.0.0.1/b", "https://0x7f000001/b", "https://[::1]/b"])
    func `a source's server has a name`(address: String) throws {
        let host = address == "https://[::1]/b" ? "[::1]" : "127.0.0.1"
        #expect(
            try fetch(address) == """
                \(address): error: the server is numbered ("\(host)"), not named
                  mend: write the server's name into the source's `url:`
                """)
    }

    @Test func `a move within the publisher's servers is followed`() throws {
        #expect(try fetch("https://a.example/to?/jobs.csv") == FetcherTests.csv)
        #expect(try fetch("https://a.example/to?jobs.csv") == FetcherTests.csv)
        #expect(try fetch("https://a.example/to?//A.example:443/jobs.csv") == FetcherTests.csv)
        #expect(
            try fetch("https://a.example/to?https://b.example/jobs.csv", hosts: ["B.example"])
                == FetcherTests.csv)
        #expect(try fetch("https://a.example/hops/5") == FetcherTests.csv)
    }

    @Test func `what is known of one server's bytes is not told another`() throws {
        let start = "https://a.example/to?https://b.example/echo"
        let known = Validators(url: start, etag: "\"one\"", lastModified: "Sun, 22 Nov 2026 02:00:00 GMT")
        #expect(
            try fetch(start, hosts: ["b.example"], validators: known) == """
                Accept: */*
                Host: b.example
                User-Agent: lmi/test
                """)
        let there = Validators(url: "https://b.example/kept", etag: "\"one\"", lastModified: nil)
        let moved = "https://a.example/to?https://b.example/kept"
        #expect(try fetch(moved, hosts: ["b.example"], validators: there) == "unchanged")
    }

    @Test(arguments: [
        ("file:///etc/passwd", ", and only addresses that begin with https:// are followed", ownAddress),
        ("ftp://a.example/b", ", and only addresses that begin with https:// are followed", ownAddress),
        ("gopher://a.example/b", ", and only addresses that begin with https:// are followed", ownAddress),
        ("data:text/csv,a", ", and only addresses that begin with https:// are followed", ownAddress),
        ("http://a.example/b", ", and only addresses that begin with https:// are followed", ownAddress),
        ("https://127.0.0.1/b", ", where the server is numbered, not named", tell),
        ("https://0x7f000001/b", ", where the server is numbered, not named", tell),
        ("https://2130706433/b", ", where the server is numbered, not named", tell),
        ("https://169.254.169.254/b", ", where the server is numbered, not named", tell),
        ("https://[::1]/b", ", where the server is numbered, not named", tell),
        ("https://[::ffff:127.0.0.1]/b", ", where the server is numbered, not named", tell),
        ("https://me@a.example/b", ", which holds a user name", tell),
        ("https://", ", which is no address", tell),
        (
            "https://c.example/b", ", which is another server than the source's",
            "if the server c.example is the publisher's own, write it under the source's `hosts:`"
        ),
        ("https://a.example:8443/b", ", which is another port than the source's", ownAddress),
    ])
    func `a move to where nothing is asked is refused before it is`(
        place: String, reason: String, mend: String
    ) throws {
        let shown = place.replacing("me@", with: "…@")
        #expect(
            try fetch("https://a.example/to?\(place)") == """
                https://a.example/to?\(place): error: the server answered 302: the file has moved to "\(shown)"\(reason)
                  mend: \(mend)
                """)
    }

    @Test func `a key is told to no server but the source's`() throws {
        let start = "https://a.example/to?https://b.example/b?uid=0xabc"
        let said = try fetch(start, hosts: ["b.example"])
        #expect(!said.contains("0xabc"))
        #expect(
            said.contains(
                """
                : error: the server answered 302: the file has moved to "https://b.example/b?uid=…", which would tell another server the key that the source needs
                  mend: tell the publisher; fetch the file by hand and use `--inputs` until then
                """))
    }

    @Test func `a server that leads on and on is given up`() throws {
        #expect(
            try fetch("https://a.example/hops/6") == """
                https://a.example/hops/1: error: the server answered 307: the file has moved to "/hops/0", after 5 other moves
                  mend: \(Self.ownAddress)
                """)
    }

    @Test func `a stand-in without a port or an authority is refused`() {
        let port = #expect(throws: Diagnostic.self) { try StandIn(port: 0, authority: "ca.pem") }
        #expect(
            port?.description == """
                error: 0 is no port, which is a number from 1 to 65535
                  mend: give the port that the stand-in server said when it started
                """)
        let authority = #expect(throws: Diagnostic.self) { try StandIn(port: 1, authority: "") }
        #expect(
            authority?.description == """
                error: the stand-in server has no certificate authority, without which it cannot be trusted
                  mend: give the path of the authority's certificate that the stand-in server wrote
                """)
    }
}
