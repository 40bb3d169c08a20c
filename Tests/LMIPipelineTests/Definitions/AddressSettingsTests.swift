import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// Addresses that are refused at the line that they stand in.
struct AddressTests {
    @Test(arguments: [
        (
            "http://a.org/b.csv", "only addresses that begin with https:// are fetched",
            "write https:// in place of http://, and look whether a browser finds the file there"
        ),
        (
            "a.org/b.csv", "only addresses that begin with https:// are fetched",
            "copy the whole address from the browser's address line"
        ),
        (
            "file:///etc/passwd", "a file of this machine is not fetched",
            "put the file into the folder of the hub's own files and write `own file: yes`"
        ),
        (
            "https://me:pass@a.org/",
            "the address holds a user name or a password, which would be shown in logs",
            "take away what stands between https:// and @; a key goes under `key:`"
        ),
        (
            "https://a.org/b c.csv", "the address holds a space or a letter that no address has",
            "copy the address from the browser's address line"
        ),
        (
            "https://a.org/?uid=0xCANARY", "the address holds the parameter \"uid\", whose value is a secret",
            "take it out of the address and write `key: {parameter: uid, secret: NAME_OF_THE_SECRET}` beside it; whoever has read it may use it, so ask for another"
        ),
        (
            "https://a.org/?x=1;Subscription_Key=0xCANARY",
            "the address holds the parameter \"Subscription_Key\", whose value is a secret",
            "take it out of the address and write `key: {parameter: Subscription_Key, secret: NAME_OF_THE_SECRET}` beside it; whoever has read it may use it, so ask for another"
        ),
        (
            "https://a.org/?%75id=0xCANARY",
            "the address holds the parameter \"%75id\", whose value is a secret",
            "take it out of the address and write `key: {parameter: %75id, secret: NAME_OF_THE_SECRET}` beside it; whoever has read it may use it, so ask for another"
        ),
        (
            "https://localhost/b.csv", "\"localhost\" is not the name of a server on the internet",
            "write the server's name, such as www.ons.gov.uk"
        ),
        (
            "https://a.org:+443/", "\"a.org:+443\" is not the name of a server on the internet",
            "write the server's name, such as www.ons.gov.uk"
        ),
        (
            "https://a.org:0443/", "\"a.org:0443\" is not the name of a server on the internet",
            "write the server's name, such as www.ons.gov.uk"
        ),
        (
            "https://a.org:/", "\"a.org:\" is not the name of a server on the internet",
            "write the server's name, such as www.ons.gov.uk"
        ),
        (
            "https://a.org/b|c/..\u{5C}\u{5C}d",
            "\"https://a.org/b|c/..\u{5C}d\" names no server that can be asked",
            "correct the address"
        ),
        (
            "https://a.org:port/", "\"a.org:port\" is not the name of a server on the internet",
            "write the server's name, such as www.ons.gov.uk"
        ),
    ])
    func `an address that is not fetched`(_ address: String, _ message: String, _ mend: String) throws {
        #expect(
            try SmallHub().refusal(
                "jobs.yml", "file: jobs.csv", to: "fetch: {url: \"\(address)\"}\nfile: jobs.csv")
                == "jobs.yml:9:14: error: \(message)\n  mend: \(mend)")
    }

    @Test(arguments: [
        "127.0.0.1", "169.254.169.254", "2130706433", "0x7f000001", "127.1", "[::1]", "[::ffff:127.0.0.1]",
        "10.0.0.0x1",
    ])
    func `a server is named, not numbered`(_ server: String) throws {
        #expect(
            try SmallHub().refusal(
                "jobs.yml", "file: jobs.csv", to: "fetch: {url: \"https://\(server)/b.csv\"}\nfile: jobs.csv")
                    == """
                    jobs.yml:9:14: error: "\(server)" names a server by its number
                      mend: write the server's name, such as www.ons.gov.uk
                    """)
    }

    @Test func `a server in a list of hosts is a name alone`() throws {
        #expect(
            try SmallHub().refusal(
                "jobs.yml", "file: jobs.csv",
                to: "fetch: {url: \"https://a.org/\", hosts: [\"https://b.org/\"]}\nfile: jobs.csv") == """
                    jobs.yml:9:40: error: "https://b.org/" is not the name of a server on the internet
                      mend: write the server's name, such as www.ons.gov.uk
                    """)
    }
}
