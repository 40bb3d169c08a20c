import LMIModel
import Testing

@testable import LMIExtract

struct DatedWayTests {
    private let publisher: Publisher
    private let text = "URN,Name\n1,School\n"

    init() throws { publisher = try Publisher() }

    private func plan(_ pattern: String, daysBack: Int) -> FetchPlan {
        FetchPlan(way: .dated(DatedAddress(pattern: pattern, daysBack: daysBack)), form: .csv)
    }

    private let daily = "https://schools.example/all{YYYYMMDD}.csv"

    @Test("Where the day has no file, that of the day before is fetched, over the ends of months")
    func daysBack() throws {
        let end = try publisher.fetch(plan(daily, daysBack: 3)) { request in
            let isThere = request.url.text.hasSuffix("20260228.csv")
            return try isThere ? publisher.text(text)(request) : publisher.status(404)(request)
        }
        #expect(end.text == text)
        #expect(
            publisher.asked == ["02", "01"].map { "https://schools.example/all202603\($0).csv" }
                + ["https://schools.example/all20260228.csv"])
        #expect(publisher.requests.allSatisfy { $0.expects == [404] })
    }

    @Test("The day's file that was had before is asked for on condition")
    func conditional() throws {
        let yesterday = Validators(
            url: "https://schools.example/all20260301.csv", etag: nil,
            lastModified: "Sun, 01 Mar 2026 02:00:00 GMT")
        let end = try publisher.fetch(
            plan(daily, daysBack: 3), kept: KeptFile(sha256: "", bytes: 19, validators: yesterday)
        ) { try publisher.status($0.validators == nil ? 404 : 304)($0) }
        #expect(end.isUnchanged)
        #expect(publisher.requests.map(\.validators) == [nil, yesterday])
    }

    @Test("Where none of the days has a file, all are named")
    func none() {
        let mend =
            "look on the publisher's site when the file comes out: if it comes later, raise `days back:`; if its address has changed, correct `dated:` in the source's definition"
        #expect(
            publisher.fault(plan(daily, daysBack: 2), answer: publisher.status(404)) == """
                source jobs.csv: error: the publisher has no file for 2026-03-02, 2026-03-01, 2026-02-28 (404 each time); the last address asked was https://schools.example/all20260228.csv
                  mend: \(mend)
                """)
        #expect(
            publisher.fault(plan(daily, daysBack: 90), answer: publisher.status(404)) == """
                source jobs.csv: error: the publisher has no file for 91 days from 2026-03-02 back to 2025-12-02 (404 each time); the last address asked was https://schools.example/all20251202.csv
                  mend: \(mend)
                """)
    }

    @Test("An address that only has a month in it is asked for once a month")
    func monthly() throws {
        _ = publisher.fault(
            plan("https://schools.example/{YYYY}/{MM}/all.csv", daysBack: 40), answer: publisher.status(404))
        #expect(
            publisher.asked == ["03", "02", "01"].map { "https://schools.example/2026/\($0)/all.csv" })
    }

    @Test(
        "A day can be written in each of the ways",
        arguments: [
            ("{YYYY-MM-DD}", "2026-03-02"), ("{DD}-{MM}-{YYYY}", "02-03-2026"), ("{YYYYMMDD}", "20260302"),
        ])
    func gaps(gap: String, written: String) throws {
        _ = try publisher.fetch(
            plan("https://schools.example/\(gap).csv", daysBack: 0), answer: publisher.text(text))
        #expect(publisher.asked == ["https://schools.example/\(written).csv"])
    }
}
