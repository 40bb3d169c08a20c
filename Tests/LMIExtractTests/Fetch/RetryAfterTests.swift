import Testing

@testable import LMIExtract

struct RetryAfterTests {
    @Test(arguments: [
        ("120", RetryAfter.seconds(120)), ("0", .seconds(0)), ("1000000000", .seconds(1_000_000_000)),
        ("99999999999999999999999", .seconds(.max)), ("-5", .nonsense), ("", .nonsense), ("1.5", .nonsense),
        ("soon", .nonsense), ("Sun, 22 Nov 2026 02:00:30 GMT", .seconds(30)),
        ("Sun, 22 Nov 2026 01:59:30 GMT", .seconds(0)), ("Sun, 22 Nov 2026 02:00:30 BST", .nonsense),
        ("Sun, 32 Nov 2026 02:00:30 GMT", .nonsense), ("Sun, 22 Nov 2026 25:00:30 GMT", .nonsense),
    ])
    func `the time to ask again is a number of seconds or a date, and nothing else`(
        text: String, read: RetryAfter
    ) {
        #expect(RetryAfter(text, date: nil, now: 1_795_312_800) == read)
    }

    @Test(arguments: [
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
        ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199), ("Sun, 22 Nov 2026 02:00:00 GMT", 1_795_312_800),
    ])
    func `a date is so many seconds after 1970`(text: String, seconds: Int) {
        #expect(RetryAfter.seconds(of: text) == seconds)
    }

    @Test(arguments: [
        ("https://A.Example/b?c#d", "https", "a.example", 443),
        ("http://a.example:80/", "http", "a.example", 80),
        ("gopher://a.example/", "gopher", "a.example", 70),
    ])
    func `an address is taken apart as it will be asked`(
        text: String, scheme: String, host: String, port: Int
    ) throws {
        let address = try #require(ServerAddress(text))
        #expect(address.scheme == scheme)
        #expect(address.host == host)
        #expect(address.port == port)
        #expect(!address.isNumbered)
    }

    @Test(arguments: [
        "https://127.0.0.1/", "https://127.1/", "https://0x7f.1/", "https://0x7f000001/",
        "https://017700000001/",
        "https://2130706433/", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://127.0.0.1./",
        "https://127.0.0.0x1/", "https://%31%32%37.0.0.1/", "https://10.0.0.1:8443/",
    ])
    func `a numbered server is known in any spelling`(text: String) throws {
        #expect(try #require(ServerAddress(text)).isNumbered)
    }
}
