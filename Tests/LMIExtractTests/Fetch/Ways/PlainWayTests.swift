import Foundation
import LMIModel
import Testing

@testable import LMIExtract

struct PlainWayTests {
    private let publisher: Publisher
    private let text = "area,jobs\nE06000021,118000\n"

    init() throws { publisher = try Publisher() }

    private func kept(_ bytes: Int = 26, url: String = FetchPlan.jobs) -> KeptFile {
        KeptFile(
            sha256: String(repeating: "0", count: 64), bytes: bytes,
            validators: Validators(url: url, etag: "\"1\"", lastModified: nil))
    }

    @Test("The first request is made without conditions, and what the server says of the file is kept")
    func first() throws {
        let end = try publisher.fetch(.plain) { _ in
            try publisher.answer(text, etag: "\"1\"", url: FetchPlan.jobs)
        }
        #expect(end.text == text)
        #expect(end.validators == Validators(url: FetchPlan.jobs, etag: "\"1\"", lastModified: nil))
        #expect(publisher.asked == [FetchPlan.jobs])
        #expect(publisher.requests.map(\.validators) == [nil])
    }

    @Test("A file that its server says nothing of is asked for in any case")
    func noValidators() throws {
        let end = try publisher.fetch(.plain, answer: publisher.text(text))
        #expect(end.validators == nil)
        let empty = KeptFile(
            sha256: "", bytes: 26, validators: Validators(url: FetchPlan.jobs, etag: nil, lastModified: nil))
        _ = try publisher.fetch(.plain, kept: empty, answer: publisher.text(text))
        #expect(publisher.requests.map(\.validators) == [nil, nil])
    }

    @Test("A file that was had before is asked for on condition, and 304 says that it is unchanged")
    func unchanged() throws {
        let end = try publisher.fetch(.plain, kept: kept(), answer: publisher.status(304))
        #expect(end.isUnchanged)
        #expect(publisher.requests.map(\.validators) == [kept().validators])
    }

    @Test("Validators of another address are not sent")
    func otherAddress() throws {
        _ = try publisher.fetch(
            .plain, kept: kept(url: "https://stats.example/jobs-2025.csv"), answer: publisher.text(text))
        #expect(publisher.requests.map(\.validators) == [nil])
    }

    @Test("An address of which a part is hidden may be another, so it is asked for without conditions")
    func hiddenPart() throws {
        let plan = FetchPlan(way: .plain(url: "https://stats.example/jobs.csv?keywords=2026"), form: .csv)
        _ = try publisher.fetch(
            plan, kept: kept(url: "https://stats.example/jobs.csv?keywords=…"), answer: publisher.text(text))
        #expect(publisher.requests.map(\.validators) == [nil])
    }

    @Test("Bytes that were had before are whole, whatever the server says of them")
    func sameBytes() throws {
        var kept = kept(1_000_000)
        kept.sha256 = try publisher.file(Array(text.utf8)).sha256
        let end = try publisher.fetch(.plain, kept: kept, answer: publisher.text(text))
        #expect(end.text == text)
    }

    @Test("A 304 that was not asked for is refused")
    func unasked() {
        #expect(
            publisher.fault(.plain, answer: publisher.status(304)) == """
                source jobs.csv: error: https://stats.example/jobs.csv says that the file is unchanged (304), but was asked for it in any case
                  mend: try again later; if it stays so, tell the publisher
                """)
    }

    @Test("A file much smaller than the last is refused, one at the limit is not")
    func smaller() throws {
        #expect(
            publisher.fault(.plain, kept: kept(55), answer: publisher.text(text)) == """
                content jobs.csv: error: the file has 27 bytes, last time 55; expected at least 50 % of that
                  mend: look at the file at its publisher's: if it is whole, write a lower `at least percent:` under `fetch:` for this run
                """)
        #expect(try publisher.fetch(.plain, kept: kept(54), answer: publisher.text(text)).text == text)
        var any = FetchPlan.plain
        any.leastPercent = 0
        #expect(try publisher.fetch(any, kept: kept(9999), answer: publisher.text(text)).text == text)
    }

    @Test("A refused body can be had from the copy that the conversation was begun with")
    func refused() throws {
        let begun = try publisher.begin(.plain)
        var carried = begun
        #expect(throws: Diagnostic.self) {
            try publisher.carry(&carried, answer: publisher.text("<p>closed</p>"))
        }
        let refused = try #require(begun.refused)
        #expect(try String(contentsOfFile: refused.path, encoding: .utf8) == "<p>closed</p>")
        let whole = try publisher.begin(.plain)
        carried = whole
        _ = try publisher.carry(&carried, answer: publisher.text(text))
        #expect(whole.refused == nil)
    }

    @Test("What a publisher's answers may lead to stands in the request")
    func limits() throws {
        var plan = FetchPlan.plain
        plan.hosts = ["Files.Example"]
        plan.mostBytes = 5000
        _ = try publisher.fetch(plan, answer: publisher.text(text))
        #expect(publisher.requests[0].hosts == ["files.example"])
        #expect(publisher.requests[0].mostBytes == 5000)
        #expect(publisher.requests[0].expects == [])
    }
}
