import LMIModel
import LMITestSupport
import Testing

@testable import LMIExtract

/// A secret is known however it is written: nothing is shown with it, and no other server is told it.
struct SecretsTests {
    private static let values = [
        "c4n/ry+uid=0x1f", "AbC+/=dEf09==", "a%41b+c", "p&q\"r's<t>", "0xabc", "100%&key=50%x", "x?y#z@w:8~",
    ]

    /// One letter in one of the ways to write it.
    private static func written(_ byte: UInt8, by way: Int) -> String {
        let letter = String(UnicodeScalar(byte))
        let (small, large) = (String(byte, radix: 16), String(byte, radix: 16, uppercase: true))
        switch way {
        case 0: return "%\(large)"
        case 1: return "%\(small)"
        case 2: return "%25\(large)"
        case 3: return "%2525\(small)"
        case 4: return "&#\(byte);"
        case 5: return "&#x\(large);"
        case 6: return "\\u00\(small)"
        case 7: return "%26%23\(byte)%3b"
        case 8: return "%%3\(large.first ?? "0")%3\(large.last ?? "0")"
        case 9: return letter.uppercased()
        case 10: return letter.lowercased()
        case 11: return letter == "+" ? " " : letter
        case 12: return letter == "/" || letter == "\"" ? "\\\(letter)" : letter
        default: return letter
        }
    }

    @Test("A secret is taken out of a text, whatever each of its letters is written as", arguments: values)
    func everySpelling(value: String) {
        var dice = Dice(value.utf8.count)
        let secrets = Secrets(value)
        let around = [
            ("", ""), ("https://b.example/", "&x=1"), ("%", ";"), ("key: '", "' is not known"), ("\\", "\n"),
        ]
        for way in 0..<400 {
            let spelled = value.utf8.map { byte in
                // Every way for all letters, then any for each.
                let chosen = way < 13 ? way : Int.random(in: 0..<16, using: &dice)
                // The eighth way writes the digits of an escape as escapes, and is made for 0 to 9 alone.
                return Self.written(byte, by: chosen == 8 && byte & 15 > 9 ? 0 : chosen)
            }.joined()
            for (before, after) in around {
                let text = before + spelled + after
                let shown = secrets.takenOut(of: text)
                #expect(shown == "\(before)…\(after)", "\(text)")
                #expect(secrets.areTold(by: text), "\(text)")
                #expect(!secrets.areTold(by: shown), "\(text)")
            }
        }
    }

    @Test("A text without the secret is left as it is", arguments: values)
    func other(value: String) {
        let secrets = Secrets(value)
        let texts = [
            "", "%", "%2", "&#", "&#x;", "\\u00", "\\u{", "100 %", "https://a.example/b?c=%41&d=%C3%A9#e",
            String(value.dropFirst()), "the server answered 503 (out of service), expected 200", "é…%FF%00",
        ]
        for text in texts {
            #expect(secrets.takenOut(of: text) == text)
            #expect(!secrets.areTold(by: text))
        }
    }

    @Test("The beginning of a secret is taken out where the text ends within it, or was cut there")
    func cut() {
        let secrets = Secrets("c4n/ry+uid=0x1f")
        for part in ["c4n/ry+", "c4n/", "C4N%2Fry", "c4n%252fry%2", "c4n\\/ry&#4"] {
            #expect(secrets.takenOut(of: "the key \(part)") == "the key …")
            #expect(secrets.takenOut(of: "\"the key \(part)…\"") == "\"the key ……\"")
            #expect(!secrets.areTold(by: "the key \(part)"))
        }
        #expect(secrets.takenOut(of: "a pin of c4n") == "a pin of c4n")
    }

    @Test("A long text of percent signs is looked through in little time")
    func long() {
        let secrets = Secrets(String(repeating: "%", count: 40) + "x")
        for text in ["%", "%25", "%%32%35", "&#37;", "\\u0025"] {
            #expect(!secrets.areTold(by: String(repeating: text, count: 300)))
        }
    }

    @Test("What an address itself hides is looked for, unless it is short or only looks like a secret")
    func ofAddress() throws {
        let url = try SourceURL("https://a.example/b?uid=0x%2Babc&keywords=2026&sig=1&Api-Key=k4")
        #expect("\(url)" == "https://a.example/b?uid=…&keywords=…&sig=…&Api-Key=…")
        #expect(url.secrets.takenOut(of: "0X+ABC in 2026, 1 k4") == "… in 2026, 1 k4")
    }

    @Test(
        "A name is a secret's by its words",
        arguments: [
            ("uid", true), ("UID", true), ("key", true), ("subscription_key", true),
            ("subscription-key", true),
            ("Ocp-Apim-Subscription-Key", true), ("apiKey", true), ("APIKEY", true), ("access_token", true),
            ("%75id", true), ("client.secret", true), ("sig", true), ("keywords", false), ("guid", false),
            ("design", false), ("monkey", false), ("geography", false), ("", false),
        ])
    func names(name: String, isSecret: Bool) { #expect(SourceURL.isSecretName(name) == isSecret) }
}

/// The same over a server that leads on.
struct SecretRedirectTests {
    private static let key = "c4n/ry+uid=0x1f"
    private static let start = "https://a.example/jobs.csv"
    /// What is said when the first answer is `headers` with that status, and there is no file anywhere else.
    private func ending(_ status: Int, _ headers: String..., key: String = key) throws -> FetchEnding {
        var play = FakePublishers.Play.status(status)
        for line in headers { play.answer.headers.take(Array("\(line)\r\n".utf8)) }
        let url = try SourceURL(Self.start).adding(parameter: "code", value: key)
        let publishers = FakePublishers([url.text: [play]])
        let request = FetchRequest(url: url, hosts: ["b.example"])
        var scheduler = Scheduler(
            [FetchTask(id: "a", conversation: OneRequest(request: request))], manners: .quick,
            driver: publishers,
            clock: publishers, jitter: { _ in 0 })
        return try #require(scheduler.run { false }.first)
    }

    @Test(
        "A server that leads to another with the key in any spelling is not followed, and not quoted",
        arguments: [
            "c4n/ry+uid=0x1f", "c4n%2fry%2buid%3d0x1f", "c4n%2Fry%2Buid%3D0x1f",
            "c4n%252Fry%252Buid%253D0x1f",
            "C4N/RY+UID=0X1F", "%63%34%6e%2f%72%79%2b%75%69%64%3d%30%78%31%66", "c4n%2Fry+uid%253d0x1f",
            "c4n/ry%20uid=0x1f",
        ])
    func told(spelling: String) throws {
        #expect(
            try ending(302, "Location: https://b.example/d?x=\(spelling)&y=1").said == """
                https://a.example/jobs.csv?code=…: error: the server answered 302: the file has moved to "https://b.example/d?x=…&y=1", which would tell another server the key that the source needs
                  mend: tell the publisher; fetch the file by hand and use `--inputs` until then
                """)
        #expect(
            try ending(302, "Location: https://b.example/\(spelling)/d").said.contains(
                "to \"https://b.example/…/d\", which would tell another server"))
    }

    @Test("A key in an address of the same server is not shown, wherever it stands")
    func shown() throws {
        #expect(
            try ending(302, "Location: /missing/c4n%252Fry%2Buid=0x1f?z=c4n/ry%2buid%3d0x1f").said == """
                https://a.example/missing/…?z=…: error: the server answered 404 (not found), expected 200
                  mend: look for the file on the publisher's site and correct the source's `url:`
                """)
    }

    @Test("A key that a server makes a server's name of is not shown")
    func host() throws {
        #expect(
            try ending(302, "Location: https://0xAbC123f.c.example/", key: "0xAbC123f").said == """
                https://a.example/jobs.csv?code=…: error: the server answered 302: the file has moved to "https://….c.example/", which is another server than the source's
                  mend: if the server ….c.example is the publisher's own, write it under the source's `hosts:`
                """)
    }

    @Test("A key in any other header is neither shown nor kept")
    func headers() throws {
        #expect(
            try ending(503, "Retry-After: c4n/ry+uid=0x1f").said == """
                https://a.example/jobs.csv?code=…: error: the server answered 503 (out of service), expected 200; its Retry-After says "…", which is neither a number of seconds nor a date and was not heeded
                  mend: try again later; if it stays so, tell the publisher
                """)
        let ending = try ending(
            200, "ETag: \"c4n%2Fry%2Buid=0x1f\"", "Last-Modified: Sun, 22 Nov 2026 02:00:00 GMT")
        guard case .success(.whole(_, let validators)) = ending.outcome else {
            Issue.record("\(ending.said)")
            return
        }
        #expect(validators?.etag == nil)
        #expect(validators?.lastModified == "Sun, 22 Nov 2026 02:00:00 GMT")
    }

    @Test("A page that links to another server with the key in the link is not followed there")
    func link() throws {
        let publisher = try Publisher()
        let page = LandingPage(page: "https://stats.example/jobs/", link: .text("Jobs"))
        let plan = FetchPlan(
            way: .link(page), form: .csv, hosts: ["files.example"],
            secret: SecretUse(parameter: "code", secret: "JOBS_KEY", isOptional: false))
        let fault = publisher.fault(plan, secrets: ["JOBS_KEY": Self.key]) { request in
            try publisher.answer(
                "<a href='https://files.example/j.csv?x=c4n%252fry%2buid%3D0x1f'>Jobs</a>", type: "text/html",
                url: "\(request.url)")
        }
        #expect(
            fault == """
                source jobs.csv: error: the publisher leads to "https://files.example/j.csv?x=…", which would tell another server the key that the source needs
                  mend: tell the publisher; until then, put the file into the folder of own files
                """)
        #expect(publisher.asked.count == 1)
    }
}
