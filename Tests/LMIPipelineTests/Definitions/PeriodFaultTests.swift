import LMIModel
import LMITransform
import Testing

@testable import LMIPipeline

/// What `period:` can say, and how a slip in it is told.
struct PeriodFaultTests {
    private let hub: SmallHub

    init() throws { hub = try SmallHub() }

    private func period(_ new: String) throws -> ObservationLayout {
        try hub.change("jobs.yml", "{as: year}", to: new)
        return try #require(try hub.definition().source("jobs")?.definition.layout).observations
    }

    private func styles(_ new: String) throws -> PeriodTexts.Styles? {
        guard case .label(let texts) = try period(new).period else { return nil }
        return texts.styles
    }

    private func refusal(_ new: String) throws -> String {
        try hub.refusal("jobs.yml", "{as: year}", to: new)
    }

    @Test func `any text of the file can be the example of how periods are written`() throws {
        #expect(
            try styles("{as: [year, quarter, month], written: [\"1992\", 1993 Q2, 1994 DEC]}")
                == .these([
                    .init(kind: .year, writing: .year), .init(kind: .quarter, writing: .spacedQuarter),
                    .init(kind: .month, writing: .yearMonth),
                ]))
    }

    @Test func `one kind of period may be written in two ways`() throws {
        #expect(
            try styles("{as: snapshot day, written: [17-02-2026, 19 March 2026]}")
                == .these([
                    .init(kind: .snapshotDay, writing: .dayFirst),
                    .init(kind: .snapshotDay, writing: .longDay),
                ]))
    }

    @Test func `a label says what kind of period it is`() throws {
        try hub.change("jobs.yml", "area: AREA,", to: "area: AREA, freq: FREQ,")
        #expect(
            try styles("{as: {from: freq, each: {m: month, q: quarter}}, written: 2001-04-01}")
                == .said(
                    by: "freq",
                    [
                        "m": [.init(kind: .month, writing: .isoDay)],
                        "q": [.init(kind: .quarter, writing: .isoDay)],
                    ]))
    }

    @Test func `each kind that a label says is written in the ways that can say it`() throws {
        try hub.change("jobs.yml", "area: AREA,", to: "area: AREA, item: ITEM,")
        #expect(
            try styles(
                "{as: {from: item, each: {Pay: year, Starts: academic year, Lives: span of years}}, written: [\"2019\", \"201820\"]}"
            )
                == .said(
                    by: "item",
                    [
                        "Pay": [.init(kind: .year, writing: .year)],
                        "Starts": [.init(kind: .academicYear, writing: .joinedYears)],
                        "Lives": [.init(kind: .spanOfYears, writing: .joinedYears)],
                    ]))
    }

    @Test func `a kind that no example says is missed`() throws {
        try hub.change("jobs.yml", "area: AREA,", to: "area: AREA, freq: FREQ,")
        #expect(
            try refusal("{as: {from: freq, each: {m: month, x: rolling year}}, written: 2001-04-01}") == """
                jobs.yml:21:49: error: `written:` has no example that says a rolling year
                  mend: add one to the list after `written:`
                """)
    }

    @Test func `an example of two digits for a year is refused`() throws {
        #expect(
            try refusal("{as: month, written: Jan-98}") == """
                jobs.yml:21:32: error: the year of "Jan-98" has two digits, which do not say the century
                  mend: ask the publisher for a file whose years have four digits
                """)
    }

    @Test func `an example that says another kind of period is refused with those that say this one`() throws
    {
        #expect(
            try refusal("{as: quarter, written: Oct 2022}") == """
                jobs.yml:21:34: error: "Oct 2022" does not say a quarter
                  mend: correct `as:` or `written:` so that they fit; such a period is written like one of: 2025-Q4, 1992 Q1, 2024Q3, Q3 2024, Q3-2024, Jan 2021-Dec 2021, Jan 2021 to Dec 2021, January 2021-December 2021, January 2021 to December 2021, Oct-Dec 2024, October-December 2024, October to December 2024, 2025-03-14, 2025-03-14T00:00:00, 14-03-2025, 14/03/2025, 14/03/2025 00:00, 14 Feb 2025, 14-Feb-2025, 14 February 2025, 14-February-2025
                """)
    }

    @Test func `an example that is no period is refused with some that are`() throws {
        #expect(
            try refusal("{as: academic year, written: 2017_18}") == """
                jobs.yml:21:40: error: "2017_18" does not say an academic year
                  mend: write an example such as one of: 201718, 2017/18, 2024-25, 2017/2018, 2015-2019, 2018 to 2020, Jan 2021-Dec 2021, Jan 2021 to Dec 2021, January 2021-December 2021, January 2021 to December 2021, 2025-03-14, 2025-03-14T00:00:00, 14-03-2025, 14/03/2025, 14/03/2025 00:00, 14 Feb 2025, 14-Feb-2025, 14 February 2025, 14-February-2025
                """)
    }

    @Test func `an example that two ways of writing share is not chosen by chance`() throws {
        #expect(
            try refusal("{as: month, written: May 2024}") == """
                jobs.yml:21:32: error: "May 2024" could be an example of several ways to write a month
                  mend: take one of: Sep 2024, September 2024
                """)
    }

    @Test func `kinds and examples go in pairs`() throws {
        #expect(
            try refusal("{as: [year, month, quarter], written: [\"1992\", 1992 JAN]}") == """
                jobs.yml:21:49: error: `as:` has 3 kinds of period and `written:` 2 examples
                  mend: write one example for each kind, in the same order
                """)
    }

    @Test func `a way of writing is said once`() throws {
        #expect(
            try refusal("{as: year, written: [\"1992\", \"2019\"]}") == """
                jobs.yml:21:40: error: a year written like "2019" is said twice
                  mend: take one of the two examples away
                """)
    }

    @Test func `forecasts begin after a period of the file's kind`() throws {
        #expect(try period("{as: year, forecast after: 2020}").forecastAfter == .year(2020))
    }

    @Test func `forecasts do not begin after a period of another kind`() throws {
        #expect(
            try refusal("{as: year, forecast after: 2020 Q1}") == """
                jobs.yml:21:38: error: "2020 Q1" is not a year
                  mend: correct `forecast after:` or `as:`
                """)
    }

    @Test(arguments: ["is: 2011-12, because: x", "forecast after: 2011-12"])
    func `a stated period is one period`(stated: String) throws {
        let text = try refusal("{as: [month, financial year], written: [2007-12, 2017/18], \(stated)}")
        #expect(
            text.contains(
                """
                error: "2011-12" may be a month or a financial year
                  mend: write it by its months, such as `Apr 2020-Mar 2021`, or correct `as:`
                """))
    }
}
