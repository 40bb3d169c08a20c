import Foundation
import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// How fresh a source is on a day, and what is said when nothing new comes.
struct FreshnessTests {
    private func standing(due: String?, lateAfter: String?) -> SourceStanding {
        SourceStanding(
            id: "claimants", title: "Claimants", file: "claimants.csv", page: "https://example.org/claimants",
            definition: "claimants.yml", changed: "2028-01-18T02:00:00Z", checked: "2028-02-29T02:00:00Z",
            due: due, lateAfter: lateAfter)
    }

    @Test(arguments: [
        ("2028-02-27", Freshness.fresh), ("2028-02-28", .due), ("2028-02-29", .due), ("2028-03-01", .overdue),
        ("2029-01-01", .overdue), ("2027-12-31", .fresh),
    ])
    func `a source is fresh until its next edition is due, and overdue when that is late`(
        _ today: String, _ freshness: Freshness
    ) throws {
        let day = try #require(Day(today))
        #expect(standing(due: "2028-02-28", lateAfter: "2028-02-29").freshness(on: day) == freshness)
    }

    @Test func `without a calendar nobody knows, and without a limit nothing is overdue`() throws {
        let day = try #require(Day("2030-01-01"))
        #expect(standing(due: nil, lateAfter: nil).freshness(on: day) == .unknown)
        #expect(standing(due: "2028-02-28", lateAfter: nil).freshness(on: day) == .due)
        #expect(standing(due: "2028-02-28", lateAfter: nil).overdue(on: day) == nil)
    }

    @Test func `a source that is overdue is told, with where to look`() throws {
        let night = try SmallNight()
        try night.hub.change(
            "claimants.yml", "file: ", to: "releases: {every: 7 days, late after: 6 days}\nfile: ")
        let well = try night.run(day: 14)
        #expect(well.errors == "")
        let late = try night.run(day: 22)
        #expect(
            late.errors == """
                claimants.csv: warning: nothing new has come since 2026-11-01, and the next edition was due on 2026-11-08
                  mend: look at https://example.org/claimants: if there is a newer edition, correct `fetch:` in claimants.yml; if the publisher is late or brings it out more seldom, correct `releases:` there

                """)
        #expect(late.status == .success)
        // A run and the status say the same: readers see the newest there is.
        let status = night.status(day: 22)
        #expect(status.status == .success)
        #expect(status.output.contains("\nOf 2 sources: 1 overdue, 1 unknown.\n"))
        #expect(status.output.hasSuffix(late.errors))
    }

    @Test func `that a source is overdue is told once a week, and at once of another edition`() throws {
        let night = try SmallNight()
        try night.hub.change(
            "claimants.yml", "file: ", to: "releases: {every: 7 days, late after: 6 days}\nfile: ")
        func tells(_ day: Int, isDryRun: Bool = false) throws -> Bool {
            try night.run(day: day, isDryRun: isDryRun).errors.contains("the next edition was due on ")
        }
        let first = try (14...23).filter { try tells($0) }
        #expect(first == [15, 22])
        #expect(try tells(23, isDryRun: true))
        #expect(try !tells(23))
        try night.originate("claimants.csv", .live, retrieved: "2026-11-08T02:00:00Z")
        let second = try (24...27).filter { try tells($0) }
        #expect(second == [24])
        try night.originate("claimants.csv", .live, retrieved: "2026-11-28T02:00:00Z")
        #expect(try night.run(day: 28).errors == "")
    }

    @Test func `a source with nothing new for longer than the hub allows makes the night a degraded one`()
        throws
    {
        let night = try SmallNight()
        try night.hub.change(
            "hub.yml", "{definition: claimants.yml}", to: "{definition: claimants.yml, max age days: 20}")
        #expect(try night.run(day: 21).status == .success)
        let late = try night.run(day: 22)
        #expect(late.status == .degraded)
        #expect(
            late.errors == """
                claimants.csv: warning: nothing new has come since 2026-11-01, more than 20 days ago
                  mend: look at https://example.org/claimants: if there is a newer edition, correct `fetch:` in claimants.yml; else raise `max age days:` in the hub's file

                """)
        #expect(late.output.hasPrefix("Nothing has changed since generation "))
    }
}
