import LMIModel
import LMITestSupport
import Testing

@testable import LMIExtract

/// The two readers of addresses, that of links and libcurl's: what the first takes for an address, the second reads alike.
struct AddressReadingTests {
    private static let schemes = ["https", "http", "HTTPS", "https", "ftp", "javascript", ""]
    private static let marks = ["://", "://", "://", ":///", ":/", ":\\\\", "://\t", ":// "]
    private static let users = [
        "", "", "", "", "me@", "me:pw@", "a.example@", "a.example:443@", "%61@", "\\@",
    ]
    private static let hosts = [
        "a.example", "A.Example", "a.example.", ".a.example", "a..example", "a-b.example", "-a.example",
        "a_b.example",
        "xn--bcher-kva.example", "bücher.example", "a。example", "a．example", "ａ.example", "%61.example",
        "a%2eexample",
        "a.example%00", "a%20b", "a b", "a\tb", "a\\b.example", "127.0.0.1", "127.1", "127.0.0.1.",
        "0177.0.0.1",
        "0x7f.0.0.1", "0x7f000001", "2130706433", "256.1.1.1", "1.2.3.4.5", "0", "1", "a.0x1", "a.1", "[::1]",
        "[::ffff:127.0.0.1]", "::1", "[a.example]", "[", "localhost", "", "a,b", "a;b", "a'b", "a\"b", "a|b",
        "a$b",
        "0x.example", "a.0xg", "08.8.8.8",
    ]
    private static let ports = [
        "", "", "", ":", ":443", ":80", ":8443", ":+443", ":0443", ":0", ":65536", ":443x", ":4 3", ":443:80",
        ":%34",
    ]
    private static let paths = [
        "", "/", "/b/c.csv", "/../b", "/./b", "/b/..", "/b/.", "//b", "/a//../b", "/%2e%2e/b", "/%2E/b",
        "/b%2Fc", "/b\\c",
        "/..\\b", "/@c.example/", "/b c", "/é", "/b/;x", "/{b}", "/b|c", "/...", "/.../b", "/b/...",
        "/a/../../b/", "/a/b/../..",
        "/.b", "/b:c", "\\b", ";b",
    ]
    private static let queries = [
        "", "", "?", "?x=1", "?x=/../y", "?x=a@b.example/", "?x?y", "?x=%2f", "?x=é", "?x=a b", "?\\",
    ]
    private static let fragments = ["", "", "#", "#/../x", "#@c.example/", "#?y"]

    @Test("Whatever the reader of links takes for an address, libcurl reads alike")
    func alike() throws {
        var dice = Dice(443)
        var taken = 0
        for _ in 0..<20_000 {
            // About half of each address is as addresses are.
            func one(_ odd: [String], _ usual: String) -> String {
                dice.once(in: 2) ? usual : dice.one(of: odd)
            }
            let text =
                one(Self.schemes, "https") + one(Self.marks, "://") + one(Self.users, "")
                + one(Self.hosts, "a.example") + one(Self.ports, "") + one(Self.paths, "/b")
                + one(Self.queries, "") + one(Self.fragments, "")
            guard let read = LinkAddress(text) else { continue }
            taken += 1
            let address = try #require(ServerAddress(text), "\(text)")
            #expect(address.scheme == read.scheme, "\(text)")
            #expect(address.host == read.name, "\(text)")
            #expect(address.port == read.port, "\(text)")
            #expect(address.path == (read.path.isEmpty ? "/" : read.path), "\(text)")
            #expect(address.query == read.query.dropFirst(), "\(text)")
            #expect(!address.hasUser, "\(text)")
            // Also once it was written anew, as it is sent.
            #expect(ServerAddress(read.description)?.isPlain(in: read.description) == true, "\(text)")
            #expect(ServerAddress(address.text) == address, "\(text)")
        }
        #expect(taken > 500)
    }

    @Test("Where a link leads, libcurl is led too")
    func resolved() throws {
        let base = try #require(LinkAddress("https://a.example/b/c?d"))
        var dice = Dice(80)
        var taken = 0
        for _ in 0..<20_000 {
            let text =
                (dice.once(in: 2)
                    ? ""
                    : "//" + dice.one(of: Self.users) + dice.one(of: Self.hosts) + dice.one(of: Self.ports))
                + dice.one(of: Self.paths) + dice.one(of: Self.queries) + dice.one(of: Self.fragments)
            guard let read = base.resolving(text) else { continue }
            taken += 1
            #expect(ServerAddress(read.description)?.isPlain(in: read.description) == true, "\(text)")
            #expect(LinkAddress(read.description) == read, "\(text)")
        }
        #expect(taken > 1_000)
    }

    @Test(
        "An address that can be read in more than one way is not asked",
        arguments: [
            "https://%61.example/", "https://a.example:0443/", "https://a.example./", "https://a.example\\b/",
            "https://a.example:/b", "https://a.example/b\\..\\c",
        ])
    func refused(text: String) throws {
        let stop = #expect(throws: Diagnostic.self) {
            try Exchange(FetchRequest(url: SourceURL(text)), .quick, allowsPlain: false)
        }
        let said = stop?.description ?? ""
        let isOneWay =
            said == """
                \(text): error: the address can be read in more than one way, so nobody can say which server it leads to
                  mend: copy the address from the browser's address line into the source's `url:`
                """
        let isNone = said == "\(text): error: the address cannot be read\n  mend: correct the source's `url:`"
        #expect(isOneWay || isNone, "\(said)")
        let plan = FetchPlan(way: .plain(url: text), form: .csv)
        let wrong = #expect(throws: Diagnostic.self) { try plan.check(place: "jobs.yml") }
        #expect(
            wrong?.description
                == "jobs.yml: error: \(text.quoted) names no server that can be asked\n  mend: correct the address"
        )
    }

    @Test("Letters that no address has are escaped alike everywhere, and no escape is read as another")
    func escapes() {
        #expect("a b+é/%41,~".escapedForQuery == "a%20b%2B%C3%A9%2F%2541,~")
        #expect("a%20b%2B%c3%A9%2F%2541%4%zz%".percentDecoded == "a b+é/%41%4%zz%")
        #expect(([0x00, 0x0F, 0x7F, 0xFF] as [UInt8]).percentEscaped { _ in false } == "%00%0F%7F%FF")
    }
}
