import LMIModel
import Testing

struct PeriodTests {
    @Test(arguments: [
        (Period.year(2025), "2025", "2025-01-01", "2025-12-31"),
        (.financialYear(2024), "2024/25", "2024-04-01", "2025-03-31"),
        (.academicYear(2024), "2024/25", "2024-09-01", "2025-08-31"),
        (.academicYear(1999), "1999/00", "1999-09-01", "2000-08-31"),
        (.quarter(year: 2025, 4), "2025-Q4", "2025-10-01", "2025-12-31"),
        (.quarter(year: 2025, 1), "2025-Q1", "2025-01-01", "2025-03-31"),
        (.month(year: 2024, 2), "2024-02", "2024-02-01", "2024-02-29"),
        (.rollingYear(endingYear: 2021, month: 9), "2020-10/2021-09", "2020-10-01", "2021-09-30"),
        (.rollingYear(endingYear: 2021, month: 12), "2021-01/2021-12", "2021-01-01", "2021-12-31"),
        (.span(year: 2024, month: 11, months: 3), "2024-11/2025-01", "2024-11-01", "2025-01-31"),
        (.span(year: 2024, month: 10, months: 3), "2024-10/2024-12", "2024-10-01", "2024-12-31"),
        (.span(year: 2018, month: 1, months: 36), "2018-01/2020-12", "2018-01-01", "2020-12-31"),
        (.span(year: 2018, month: 4, months: 36), "2018-04/2021-03", "2018-04-01", "2021-03-31"),
    ])
    func `a period is written as its source names it, and knows its first and last day`(
        period: Period, text: String, start: String, end: String
    ) {
        #expect(period.text == text)
        #expect(period.start.description == start)
        #expect(period.end.description == end)
    }

    @Test(arguments: [
        (Period.span(year: 2024, month: 11, months: 3), "rolling quarter"),
        (.span(year: 2024, month: 4, months: 3), "rolling quarter"),
        (.span(year: 2018, month: 4, months: 36), "span of financial years"),
        (.span(year: 2018, month: 1, months: 36), "span of years"),
    ])
    func `a span is named by its length and its beginning`(period: Period, kind: String) {
        #expect(period.kind == kind)
    }

    @Test func `a snapshot is one day`() throws {
        let day = try #require(Day(2025, 3, 14))
        #expect(Period.snapshot(day).text == "2025-03-14")
        #expect(Period.snapshot(day).start == day)
        #expect(Period.snapshot(day).end == day)
    }

    @Test func `periods stand in the order they end, then begin`() {
        let sorted = [
            Period.month(year: 2025, 12), .year(2025), .financialYear(2024), .quarter(year: 2025, 4),
            .academicYear(2024),
        ].sorted()
        #expect(sorted.map(\.text) == ["2024/25", "2024/25", "2025", "2025-Q4", "2025-12"])
        #expect(sorted.first?.kind == "financial year")
    }

    @Test func `a calendar year and the same twelve months rolling are not the same period`() {
        #expect(Period.year(2021) != .rollingYear(endingYear: 2021, month: 12))
    }
}
