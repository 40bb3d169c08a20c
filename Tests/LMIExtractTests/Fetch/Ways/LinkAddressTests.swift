import Testing

@testable import LMIExtract

struct LinkAddressTests {
    /// The examples of RFC 3986, section 5.4, as far as they are of the web.
    @Test(
        "A link is resolved as RFC 3986 has it",
        arguments: [
            ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q"), ("g#s", "http://a/b/c/g"), (";x", "http://a/b/c/;x"),
            ("g;x?y#s", "http://a/b/c/g;x?y"), ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"), ("..", "http://a/b/"), ("../", "http://a/b/"), ("../g", "http://a/b/g"),
            ("../..", "http://a/"), ("../../g", "http://a/g"), ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."),
            (".g", "http://a/b/c/.g"),
            ("./../g", "http://a/b/g"), ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"),
            ("g/../h", "http://a/b/c/h"), ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("HTTPS://B.Example/X", "https://b.example/X"),
        ])
    func resolves(written: String, address: String) throws {
        let base = try #require(LinkAddress("http://a/b/c/d;p?q"))
        #expect(base.resolving(written)?.description == address)
    }

    @Test(
        "What is no address of the web, or hides a server's name, is none",
        arguments: [
            "mailto:x@y.example", "javascript:go()", "https://a@b/", "https:///x", "//a\\b/",
            "https://a%2Fb/",
        ])
    func none(written: String) throws {
        let base = try #require(LinkAddress("https://a/b"))
        #expect(base.resolving(written) == nil)
    }

    @Test(
        "White space around an address and line ends in it are no part of it, and other letters are escaped")
    func escapes() throws {
        let base = try #require(LinkAddress("https://a/b/"))
        #expect(base.resolving(" \n é b\t\n.csv ")?.description == "https://a/b/%C3%A9%20b.csv")
    }
}
