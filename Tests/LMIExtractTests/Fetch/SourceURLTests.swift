import LMIModel
import Testing

@testable import LMIExtract

struct SourceURLTests {
    @Test(arguments: [
        (
            "https://a.example/b?uid=0x1&geography=1&api_key=2",
            "https://a.example/b?uid=…&geography=1&api_key=…"
        ),
        ("https://a.example/b?x", "https://a.example/b?x"), ("https://a.example", "https://a.example"),
    ])
    func `an address is shown without its secrets`(text: String, shown: String) throws {
        let url = try SourceURL(text)
        #expect("\(url)" == shown)
        #expect(String(reflecting: url) == shown)
        var dumped = ""
        dump(url, to: &dumped)
        #expect(!dumped.contains("0x1"))
        #expect(url.text == text)
    }

    @Test(arguments: [
        ("http://a.example/b", "http://a.example/b", "only addresses that begin with https:// are fetched"),
        ("file:///etc/passwd", "file:///etc/passwd", "only addresses that begin with https:// are fetched"),
        ("a.example/b", "a.example/b", "only addresses that begin with https:// are fetched"),
        (
            "https://me:secret@a.example/b", "https://…@a.example/b",
            "the address holds a user name, which would be shown in logs"
        ),
        ("https:///b", "https:///b", "the address names no server"),
        (
            "https://a.example/b c", "https://a.example/b c",
            "the address holds a space or a letter that no address has"
        ),
    ])
    func `an address that must not be fetched is refused`(text: String, shown: String, message: String) {
        let stop = #expect(throws: Diagnostic.self) { try SourceURL(text) }
        #expect(stop?.fault == .configuration)
        #expect(stop?.description == "\(shown): error: \(message)\n  mend: correct the source's `url:`")
    }

    @Test(
        arguments: [
            [10, 1, 2, 3], [127, 0, 0, 1], [169, 254, 169, 254], [172, 31, 0, 1], [192, 168, 1, 1],
            [100, 64, 0, 1],
            [0, 0, 0, 0], [224, 0, 0, 1], [255, 255, 255, 255],
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 127, 0, 0, 1],
            [0xFE, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
            [0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
            [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 1],
            [0x20, 2, 10, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
            [],
        ] as [[UInt8]])
    func `addresses that are not of the open internet are known`(bytes: [UInt8]) {
        #expect(!InternetAddress(bytes).isPublic)
    }

    @Test(
        arguments: [
            [104, 16, 0, 1], [172, 32, 0, 1], [192, 0, 78, 1],
            [0x2A, 0, 0x14, 0x50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 104, 16, 0, 1],
        ] as [[UInt8]])
    func `addresses of publishers are of the open internet`(bytes: [UInt8]) {
        #expect(InternetAddress(bytes).isPublic)
        #expect(!InternetAddress(bytes).isLoopback)
    }
}
