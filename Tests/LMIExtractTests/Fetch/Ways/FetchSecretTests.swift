import LMIModel
import Testing

@testable import LMIExtract

struct FetchSecretTests {
    private let publisher: Publisher
    private let canary = "c4n/ry+\"uid\"=0x1f"

    init() throws { publisher = try Publisher() }

    private func plan(isOptional: Bool = false, parameter: String = "uid") -> FetchPlan {
        var plan = FetchPlan.nomis
        plan.secret = SecretUse(parameter: parameter, secret: "NOMIS_UID", isOptional: isOptional)
        return plan
    }

    @Test(
        "A secret is sent with every page and shown with none, under whatever name",
        arguments: ["uid", "code"])
    func sent(parameter: String) throws {
        let table = NomisTable(rows: 4)
        var conversation = try publisher.begin(
            plan(parameter: parameter), secrets: ["NOMIS_UID": canary])
        var shown = ""
        let end = try publisher.carry(&conversation, answer: publisher.pages(of: table, size: 3))
        dump(conversation, to: &shown)
        dump(publisher.requests, to: &shown)
        dump(end, to: &shown)
        shown += "\(conversation) \(publisher.requests) \(end)"
        #expect(publisher.asked.allSatisfy { $0.hasSuffix("&\(parameter)=c4n%2Fry%2B%22uid%22%3D0x1f") })
        #expect(publisher.asked.count == 2)
        #expect(publisher.requests.allSatisfy { "\($0.url)".hasSuffix("&\(parameter)=…") })
        #expect(!shown.contains("c4n"))
        #expect(shown.contains("\(parameter)=…"))
    }

    @Test("The validators of a file that was had with a secret hold for it, and do not show it")
    func validators() throws {
        let table = NomisTable(rows: 1)
        let end = try publisher.fetch(
            plan(), secrets: ["NOMIS_UID": canary], answer: publisher.pages(of: table, size: 3))
        let validators = try #require(end.validators)
        #expect(validators.url.hasSuffix("&recordOffset=0&uid=…"))
        let kept = KeptFile(sha256: "", bytes: 1, validators: validators)
        let again = try publisher.fetch(
            plan(), kept: kept, secrets: ["NOMIS_UID": canary], answer: publisher.status(304))
        #expect(again.isUnchanged)
    }

    @Test("A secret that a publisher sends back stands in no message")
    func echoed() throws {
        let texts = [
            "Your key \(canary) is not known", "<p>\(canary.escapedForQuery)</p>",
            "DATE,\(canary.replacing("\"", with: ""))\n",
            "RECORD_COUNT,RECORD_OFFSET,\(canary.escapedForQuery)\n",
            String(repeating: "x", count: 74) + canary,
        ]
        for text in texts {
            let fault = publisher.fault(plan(), secrets: ["NOMIS_UID": canary]) {
                try publisher.answer(
                    text, url: "https://nomis.example/?uid=\(canary.escapedForQuery)&\($0.offset ?? 0)")
            }
            #expect(fault.hasPrefix("content jobs.csv"))
            #expect(!fault.contains("c4n/ry+\"") && !fault.contains("c4n%2F"))
        }
    }

    @Test("A secret that is missing is named, with the three places for it")
    func missing() {
        #expect(
            publisher.fault(plan(), secrets: ["OTHER": canary], answer: publisher.status(200)) == """
                configuration Pipelines/sources/jobs.yml: error: the secret NOMIS_UID is needed for this source, and it is not there
                  mend: set the environment variable NOMIS_UID, or write a line `NOMIS_UID=…` into the file `secrets` of the state folder (mode 0600), or give the service a systemd credential called NOMIS_UID
                """)
        #expect(publisher.requests.isEmpty)
    }

    @Test("A file that can be had without its secret is")
    func optional() throws {
        let table = NomisTable(rows: 1)
        let end = try publisher.fetch(plan(isOptional: true), answer: publisher.pages(of: table, size: 3))
        #expect(end.text == table.whole)
        #expect(publisher.asked[0].hasSuffix("&recordOffset=0"))
    }

    @Test(
        "A secret that cannot be sent is refused without being shown",
        arguments: [
            "", "canary canary", "canary\n", "canary\u{7}", "canaryé",
            String(repeating: "canary", count: 200),
        ])
    func malformed(value: String) {
        let fault = publisher.fault(
            plan(isOptional: true), secrets: ["NOMIS_UID": value], answer: publisher.status(200))
        #expect(
            fault == """
                configuration Pipelines/sources/jobs.yml: error: the secret NOMIS_UID cannot be sent: it is empty or too long, or a space, a line end or an unusual letter stands in it (its value is not shown)
                  mend: copy the value again, without quotes and without blanks around it
                """)
        #expect(!fault.contains("canary"))
    }

    @Test("An address is shown without the secret that was added, and so is what a server says of it")
    func added() throws {
        let url = try SourceURL("https://a.example/b?#top").adding(parameter: "Code", value: "a&b")
        #expect(url.text == "https://a.example/b?Code=a%26b#top")
        #expect("\(url)" == "https://a.example/b?Code=…")
        #expect(url.shown("https://c.example/a&b/?code=1&x=a%26b") == "https://c.example/…/?code=…&x=…")
        #expect(
            try SourceURL("https://a.example/b").adding(parameter: "x", value: "1").text
                == "https://a.example/b?x=1")
    }
}
