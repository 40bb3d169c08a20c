import LMIExtract
import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// `releases:`: when the next edition is due, and from when on it is late.
struct ReleaseSettingsTests {
    private func rule(_ releases: String) throws -> ReleaseRule? {
        let hub = try SmallHub()
        try hub.change("jobs.yml", "file: jobs.csv", to: "releases: \(releases)\nfile: jobs.csv")
        return try hub.definition().sources.first?.definition.releases
    }

    private func refusal(_ releases: String) throws -> String {
        try SmallHub().refusal("jobs.yml", "file: jobs.csv", to: "releases: \(releases)\nfile: jobs.csv")
    }

    private func snapshot(released: Day?, nextDue: Day? = nil) -> Snapshot {
        Snapshot(
            source: "jobs", file: "jobs.csv", sha256: String(repeating: "0", count: 64), bytes: 1,
            origin: Origin(
                kind: .live, publisher: "ONS", title: "Jobs", url: "https://example.org",
                licence: .init(name: "Open Government Licence v3.0", url: "https://example.org"),
                attribution: "", released: released, nextDue: nextDue, retrieved: "2026-02-10T02:00:00Z"))
    }

    @Test(arguments: [
        ("3 months", "2026-04-30"), ("1 month", "2026-02-28"), ("13 months", "2027-02-28"),
        ("1 year", "2027-01-31"),
        ("2 weeks", "2026-02-14"), ("1 day", "2026-02-01"),
    ])
    func `an edition stands so long from the day it came out`(_ every: String, _ due: String) throws {
        let rule = try #require(try rule("{every: \(every), late after: 21 days}"))
        let expected = try #require(rule.expectation(of: snapshot(released: Day("2026-01-31"))))
        #expect(expected.due.description == due)
        #expect(expected.lateAfter == expected.due.later(byDays: 21))
    }

    @Test func `without a day of release the day counts on which the bytes were first had`() throws {
        let rule = try #require(try rule("{every: 1 month, late after: 2 weeks}"))
        let expected = try #require(rule.expectation(of: snapshot(released: nil)))
        #expect("\(expected.due) \(expected.lateAfter)" == "2026-03-10 2026-03-24")
    }

    @Test func `nobody brings out another edition of a sample`() throws {
        let rule = try #require(try rule("{every: 1 day, late after: 1 day}"))
        var sample = snapshot(released: Day("2020-01-31"))
        sample.origin.kind = .sample
        #expect(rule.expectation(of: sample) == nil)
    }

    @Test func `lines above the table say when the next edition comes`() throws {
        let rule = try #require(
            try rule(
                "{next in line: Next release, released in line: Release date, written: [17 November 2026, 13-10-2026], late after: 7 days}"
            ))
        var snapshot = snapshot(released: nil)
        #expect(rule.expectation(of: snapshot) == nil)
        let cell = CellReference(file: "jobs.csv", row: 6, column: 2)
        let notes = rule.take(
            [
                "Release date": LabelledLine(text: "14-04-2026", cell: cell),
                "Next release": LabelledLine(text: "5 May 2026", cell: cell),
            ], into: &snapshot, definition: "jobs.yml")
        #expect(notes == [])
        #expect(snapshot.origin.released == Day("2026-04-14"))
        let expected = try #require(rule.expectation(of: snapshot))
        #expect("\(expected.due) \(expected.lateAfter)" == "2026-05-05 2026-05-12")
    }

    @Test func `a day that cannot be read is said to be unknown, and no other is put in its place`() throws {
        let rule = try #require(
            try rule("{next in line: Next release, written: 17 November 2026, late after: 7 days}"))
        var snapshot = snapshot(released: nil)
        let notes = rule.take(
            [
                "Next release": LabelledLine(
                    text: "To be announced", cell: CellReference(file: "jobs.csv", row: 7, column: 2))
            ], into: &snapshot, definition: "jobs.yml")
        #expect(snapshot.origin.nextDue == nil)
        #expect(
            notes.map(\.description) == [
                """
                jobs.csv:7:2: warning: "To be announced" is not a day written like "14 February 2025", so it is not known when a new edition comes
                  mend: if the publisher writes days otherwise now, correct `written:` under `releases:` in jobs.yml
                """
            ])
    }

    @Test(arguments: [
        (
            "{late after: 7 days}", "9:11", "nothing says when editions come",
            "write it like `releases: {every: 3 months, late after: 21 days}`"
        ),
        (
            "{every: 3 months}", "9:11", "`late after:` is missing under `releases:`",
            "add a line such as `late after: 21 days`"
        ),
        (
            "{every: quarter, late after: 7 days}", "9:19", "\"quarter\" is no span of time",
            "write a number of days, weeks, months or years, such as `every: 3 months`"
        ),
        (
            "{every: 1 months, late after: 7 days}", "9:19", "\"1 months\" is no span of time",
            "write a number of days, weeks, months or years, such as `every: 3 months`"
        ),
        (
            "{every: 3 months, late after: 1 month}", "9:41", "how late is late is said in days or weeks",
            "write it like `late after: 21 days`"
        ),
        (
            "{every: 3 months, next in line: Next, late after: 7 days}", "9:43",
            "`every:` says already when editions come",
            "take this away, or `every:` if a line above the table says it"
        ),
        (
            "{next in line: Next, late after: 7 days}", "9:26", "`written:` is missing under `releases:`",
            "add a line such as `written: 17 November 2026`"
        ),
        (
            "{evry: 3 months, late after: 7 days}", "9:12", "`evry:` is not a key of `releases:`",
            "did you mean `every:`? the keys there are: every, next in line, released in line, written, late after"
        ),
    ])
    func `a calendar that says nothing`(
        _ releases: String, _ place: String, _ message: String, _ mend: String
    )
        throws
    {
        #expect(try refusal(releases) == "jobs.yml:\(place): error: \(message)\n  mend: \(mend)")
    }

    @Test func `the lines have to stand above the table`() throws {
        let night = try SmallNight()
        try night.hub.change(
            "jobs.yml", "file: jobs.csv",
            to:
                "releases: {next in line: Next release, written: 17 November 2026, late after: 7 days}\nfile: jobs.csv"
        )
        #expect(
            try night.run().errors.hasPrefix(
                """
                jobs.csv:1: error: no line above the table that begins here has the label "Next release"
                  mend: correct the label under `above:`, or fetch the file again

                """))
    }

    @Test func `what the lines say goes into the bundle`() throws {
        let night = try SmallNight()
        try night.hub.change(
            "jobs.yml", "file: jobs.csv",
            to:
                "releases: {next in line: Next release, written: 17 November 2026, late after: 7 days}\nfile: jobs.csv"
        )
        try night.inputs.write("Next release,17 November 2026,,\n\(SmallNight.jobs)", to: "jobs.csv")
        #expect(try night.run().status == .success)
        #expect(try night.published("manifest.json").contains("2026-11-17"))
    }
}

/// `fetching:` of the hub file.
struct FetchingSettingsTests {
    private let hub: SmallHub

    init() throws { hub = try SmallHub() }

    private let homepage = "homepage: https://example.org/\n"

    @Test func `manners that nothing is said of are the usual ones`() throws {
        #expect(try hub.definition().manners == Manners())
    }

    @Test func `all manners can be said, seconds with fractions`() throws {
        try hub.change(
            "hub.yml", homepage,
            to: homepage + """
                fetching:
                  at once: 2
                  per host: {Example.org: 3}
                  spacing seconds: 0.05
                  attempts: 2
                  first wait seconds: 0
                  most wait seconds: 1.5
                  connect seconds: 2
                  first byte seconds: 3
                  idle seconds: 4
                  total seconds: 5.125
                  run minutes: 0.5

                """)
        var manners = Manners()
        manners.atOnce = 2
        manners.perHost = ["example.org": 3]
        manners.spacingMilliseconds = 50
        manners.attempts = 2
        manners.firstWaitMilliseconds = 0
        manners.mostWaitMilliseconds = 1500
        manners.connectMilliseconds = 2000
        manners.firstByteMilliseconds = 3000
        manners.idleSeconds = 4
        manners.totalMilliseconds = 5125
        manners.runMilliseconds = 30_000
        #expect(try hub.definition().manners == manners)
    }

    @Test(arguments: [
        (
            "{at once: 99}", "5:21", "\"99\" is not a whole number from 1 to 16",
            "write such a number after `at once:`"
        ),
        (
            "{spacing seconds: fast}", "5:29",
            "\"fast\" is not a number from 0 to 60 with at most three decimals",
            "write such a number after `spacing seconds:`, such as `spacing seconds: 1` or `spacing seconds: 0.5`"
        ),
        (
            "{connect seconds: 0}", "5:29",
            "\"0\" is not a number above 0 to 300 with at most three decimals",
            "write such a number after `connect seconds:`, such as `connect seconds: 1` or `connect seconds: 0.5`"
        ),
        (
            "{per host: {127.0.0.1: 1}}", "5:23", "\"127.0.0.1\" names a server by its number",
            "write the server's name, such as www.ons.gov.uk"
        ),
        (
            "{spacing: 1}", "5:12", "`spacing:` is not a key of `fetching:`",
            "the keys there are: at once, per host, spacing seconds, attempts, first wait seconds, most wait seconds, connect seconds, first byte seconds, idle seconds, total seconds, run minutes"
        ),
    ])
    func `manners that cannot be`(_ fetching: String, _ place: String, _ message: String, _ mend: String)
        throws
    {
        #expect(
            try hub.refusal("hub.yml", homepage, to: "\(homepage)fetching: \(fetching)\n")
                == "hub.yml:\(place): error: \(message)\n  mend: \(mend)")
    }
}
