import LMIModel
import Testing

@testable import LMIExtract

struct LinkWayTests {
    private let publisher: Publisher
    private let csv = "area,jobs\nE06000021,118000\n"

    init() throws { publisher = try Publisher() }

    private func plan(_ link: LandingPage.Link, hosts: [String] = []) -> FetchPlan {
        FetchPlan(
            way: .link(LandingPage(page: "https://stats.example/jobs/", link: link)), form: .csv, hosts: hosts
        )
    }

    /// A publisher with a page of some links and a file at every other address.
    private func site(_ page: String, charset: String? = nil) -> (FetchRequest) throws -> FetchAnswer {
        { request in
            let url = request.url.text
            guard url == "https://stats.example/jobs/" else {
                return try publisher.answer(csv, etag: "\"1\"", url: url)
            }
            return try publisher.answer(page, type: "text/html", charset: charset, url: url)
        }
    }

    @Test(
        "The file is found by the words of its link",
        arguments: [
            ("<a href='m.csv'>Jobs by area: March 2026</a>", "https://stats.example/jobs/m.csv"),
            (
                "<A class=x HREF=\"/file?uri=/jobs&amp;v=1\"><b>Jobs</b> by\n area:&nbsp;<span>March 2026</span></A>",
                "https://stats.example/file?uri=/jobs&v=1"
            ),
            (
                "<a href=\" ../march 2026.csv#top \">Jobs&#32;by area&#x3A; March 2026<br></a>",
                "https://stats.example/march%202026.csv"
            ),
            (
                "<!-- <a href='old.csv'>Jobs by area: May 2025</a> --><script>'<a href=x>'</script><base href='/d/'><a href='a.csv'>Jobs by area: May 2026",
                "https://stats.example/d/a.csv"
            ),
        ])
    func words(page: String, address: String) throws {
        let end = try publisher.fetch(plan(.text("Jobs by area: {month} {year}")), answer: site(page))
        #expect(end.text == csv)
        #expect(publisher.asked == ["https://stats.example/jobs/", address])
        #expect(end.validators == Validators(url: address, etag: "\"1\"", lastModified: nil))
        #expect(publisher.requests.map(\.validators) == [nil, nil])
    }

    @Test("The file is found by the address that the link leads to, whole or as it is written")
    func address() throws {
        let page = "<a href='/a/2026.csv'>CSV</a> <a href='/a/2026.xlsx'>XLSX</a>"
        for address in ["https://stats.example/a/{year}.csv", "/a/{year}.csv"] {
            #expect(try publisher.fetch(plan(.address(address)), answer: site(page)).text == csv)
        }
        #expect(publisher.asked.filter { $0 == "https://stats.example/a/2026.csv" }.count == 2)
    }

    @Test("Two links that lead to one address are one")
    func equal() throws {
        let page =
            "<p><a href='a.csv'>Get the CSV</a> (2 MB)</p><a href='/jobs/./a.csv#x'>Get the CSV</a> or not"
        #expect(try publisher.fetch(plan(.text("Get the CSV")), answer: site(page)).text == csv)
    }

    @Test("The file is asked for on condition where it is the one that was had, the page never is")
    func conditional() throws {
        let validators = Validators(url: "https://stats.example/jobs/a.csv", etag: "\"1\"", lastModified: nil)
        let end = try publisher.fetch(
            plan(.text("CSV")), kept: KeptFile(sha256: "", bytes: 27, validators: validators)
        ) { try $0.validators == nil ? site("<a href=a.csv>CSV</a>")($0) : publisher.status(304)($0) }
        #expect(end.isUnchanged)
        #expect(publisher.requests.map(\.validators) == [nil, validators])
    }

    private static let mend =
        "\n  mend: open the page in a browser and write the link's words as they stand there in `link: {text: …}`, with `{any}` for what changes from one release to the next"

    @Test("Where no link is meant, the nearest are named")
    func none() {
        let page =
            "<a href='1.csv'>Jobs, 2025</a><a href='mailto:x@y.example'>Jobs 2026</a><a name=x>Jobs 2026</a>"
            + (2...12).map { "<a href='\($0).csv'>Something else \($0)</a>" }.joined()
        #expect(
            publisher.fault(plan(.text("Jobs {year}")), answer: site(page))
                == "content jobs.csv: error: the page https://stats.example/jobs/ has no link with the words \"Jobs {year}\", expected one; of its 12 links the nearest are \"Jobs, 2025\" to \"https://stats.example/jobs/1.csv\"; "
                + (2...8).map { "\"Something else \($0)\" to \"https://stats.example/jobs/\($0).csv\"" }
                .joined(separator: "; ") + Self.mend)
        #expect(
            publisher.fault(plan(.text("Jobs")), answer: site("<p>Jobs</p>"))
                == "content jobs.csv: error: the page https://stats.example/jobs/ has no link with the words \"Jobs\", expected one; it has no links at all"
                + Self.mend)
    }

    @Test("Where several links are meant, they are named")
    func several() {
        let page = "<a href='a.csv'>x 1</a><a href='b.csv?token=5'>x 2</a>"
        #expect(
            publisher.fault(plan(.text("x {any}")), answer: site(page))
                == "content jobs.csv: error: the page https://stats.example/jobs/ has 2 links with the words \"x {any}\", expected one; they are \"x 1\" to \"https://stats.example/jobs/a.csv\"; \"x 2\" to \"https://stats.example/jobs/b.csv?token=…\""
                + Self.mend)
    }

    @Test("A link to another server is followed only where the definition names that server")
    func hosts() throws {
        let page = "<a href='//files.example/a.csv'>CSV</a>"
        #expect(
            publisher.fault(plan(.text("CSV")), answer: site(page)) == """
                content jobs.csv: error: the link leads to "https://files.example/a.csv", which is neither on the page's server nor on one of `hosts:`
                  mend: if that is the publisher's own server, write `hosts: [files.example]` under `fetch:`
                """)
        #expect(
            try publisher.fetch(plan(.text("CSV"), hosts: ["files.example"]), answer: site(page)).text == csv)
        #expect(
            publisher.fault(plan(.text("CSV")), answer: site("<a href='http://stats.example/a.csv'>CSV</a>"))
                == """
                content jobs.csv: error: the link leads to "http://stats.example/a.csv", which is not https, so anybody on the way could change the file
                  mend: tell the publisher; until then, put the file into the folder of own files
                """)
    }

    @Test("A key is sent to the page's server and to no other")
    func secret() throws {
        var plan = plan(.text("CSV"), hosts: ["files.example"])
        plan.secret = SecretUse(parameter: "code", secret: "JOBS_KEY", isOptional: false)
        _ = try publisher.fetch(plan, secrets: ["JOBS_KEY": "canary"]) { request in
            try request.url.text.contains("/jobs/?")
                ? publisher.answer(
                    "<a href=//files.example/a.csv>CSV</a>", type: "text/html", url: "\(request.url)")
                : publisher.answer(csv, url: "\(request.url)")
        }
        #expect(
            publisher.asked == ["https://stats.example/jobs/?code=canary", "https://files.example/a.csv"])
    }

    @Test("A page is read in the encoding that its server or it itself says")
    func encodings() throws {
        let latin: [UInt8] =
            Array("<meta charset=latin1><a href=a.csv>caf".utf8) + [0xE9] + Array("</a>".utf8)
        let answers: [(FetchRequest) throws -> FetchAnswer] = [
            site("<a href=a.csv>café</a>"), site("<a href=a.csv>caf&eacute;</a>", charset: "utf-8"),
            { request in
                guard request.url.text.hasSuffix("/") else { return try publisher.text(csv)(request) }
                return try FetchAnswer(status: 200, body: publisher.file(latin), finalURL: "\(request.url)")
            },
        ]
        for answer in answers {
            #expect(try publisher.fetch(plan(.text("café")), answer: answer).text == csv)
        }
        #expect(
            publisher.fault(plan(.text("x")), answer: site("<a href=a.csv>x</a>", charset: "koi8-r")) == """
                content jobs.csv (its page): error: the server says that the page is written in "koi8-r", which is not read here
                  mend: put the file that it links to into the folder of own files
                """)
    }

    @Test("A page that was cut within a tag, or is no page, is refused")
    func cut() {
        #expect(
            publisher.fault(plan(.text("CSV")), answer: site("<a href='a.csv'>CSV</a><a href='b")) == """
                content jobs.csv (its page):1:24: error: the tag <a> that begins here never ends
                  mend: get the page again; if it is the same, tell its publisher
                """)
        #expect(
            publisher.fault(plan(.text("CSV")), answer: site("{}")).contains(
                "https://stats.example/jobs/ sent JSON, expected an HTML page; it begins \"{}\""))
    }
}
