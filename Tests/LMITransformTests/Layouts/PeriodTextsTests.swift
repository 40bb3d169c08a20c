import LMIModel
import LMITestSupport
import LMITransform
import Testing

/// Periods of several kinds in one column.
struct PeriodTextsTests {
    private static let years = PeriodTexts(
        .these([
            .init(kind: .year, writing: .year), .init(kind: .quarter, writing: .spacedQuarter),
            .init(kind: .month, writing: .yearMonth),
        ]))
    private static let dates = PeriodTexts(
        .said(
            by: "freq",
            [
                "m": [.init(kind: .month, writing: .isoDay)], "q": [.init(kind: .quarter, writing: .isoDay)],
                "y": [.init(kind: .year, writing: .isoDay)],
            ]))

    private func layout(_ texts: PeriodTexts, label: String? = nil) throws -> Layout {
        var layout = try LayoutFixture.long()
        layout.observations.period = .label(texts)
        layout.rows.columns.labels[2] = (label ?? "industry", [.heading("industry")])
        if label != nil { layout.observations.dimensions = [] }
        return layout
    }

    private func read(_ rows: String, _ layout: Layout) throws -> [Observation] {
        try layout.read(LayoutFixture.table(rows), areas: LayoutFixture.areas()).observations
    }

    private func message(_ rows: String, _ layout: Layout) throws -> String? {
        let areas = try LayoutFixture.areas()
        let table = LayoutFixture.table(rows)
        return #expect(throws: Diagnostic.self) { try layout.read(table, areas: areas) }?.description
    }

    @Test func `years, quarters and months stand in one column`() throws {
        let rows = ["1992", "1992 Q2", "1992 APR"].map { "\($0) | E06000021 | C | 5" }.joined(separator: "\n")
        #expect(
            try read(rows, layout(Self.years)).map(\.period) == [
                .year(1992), .quarter(year: 1992, 2), .month(year: 1992, 4),
            ])
    }

    @Test func `a text that is written in none of the ways is refused with all of them`() throws {
        #expect(
            try message("1992-Q1 | E06000021 | C | 5", layout(Self.years)) == """
                jobs.csv:2:1 (year): error: "1992-Q1" is none of: a year written like "2019", a quarter written like "1992 Q1", a month written like "1992 JAN"
                  mend: correct `as:` and `written:` under `period:` in sources/jobs.yml
                """)
    }

    @Test func `a text that may be two periods is none`() throws {
        let either = PeriodTexts(
            .these([
                .init(kind: .financialYear, writing: .joinedYears),
                .init(kind: .academicYear, writing: .joinedYears),
            ]))
        #expect(
            try message("202021 | E06000021 | C | 5", layout(either)) == """
                jobs.csv:2:1 (year): error: "202021" may be a financial year written like "201718" or an academic year written like "201718"
                  mend: take one of the two away under `period:` in sources/jobs.yml
                """)
    }

    @Test func `two ways of writing the same month are no contradiction`() throws {
        let both = PeriodTexts(
            .these([.init(kind: .month, writing: .shortMonth), .init(kind: .month, writing: .longMonth)]))
        let rows = "May 2024 | E06000021 | C | 5\nSep 2024 | E06000021 | C | 5\nJune 2024 | E06000021 | C | 5"
        #expect(try read(rows, layout(both)).map(\.period.text) == ["2024-05", "2024-09", "2024-06"])
    }

    @Test func `a year of two digits is asked for in four`() throws {
        let months = PeriodTexts.style(.init(kind: .month, writing: .dashedMonth))
        #expect(
            try message("Jan-98 | E06000021 | C | 5", layout(months)) == """
                jobs.csv:2:1 (year): error: the year of "Jan-98" has two digits, which do not say the century
                  mend: ask the publisher for a file whose years have four digits
                """)
    }

    @Test func `the same first day is a month, a quarter and a year as another label says`() throws {
        let rows = ["m", "q", "y"].map { "2001-01-01 | E06000021 | \($0) | 5" }.joined(separator: "\n")
        #expect(
            try read(rows, layout(Self.dates, label: "freq")).map(\.period) == [
                .month(year: 2001, 1), .quarter(year: 2001, 1), .year(2001),
            ])
    }

    @Test func `a kind of period that the definition does not know is shown where it stands`() throws {
        #expect(
            try message("2001-01-01 | E06000021 | w | 5", layout(Self.dates, label: "freq")) == """
                jobs.csv:2:3 (industry): error: "w" is not a freq for which the definition says the kind of period
                  mend: add "w" under `each:` of `as:` in sources/jobs.yml, or leave its rows out with `drop:`
                """)
    }

    @Test func `a label that says the kind must be there`() throws {
        var layout = try layout(Self.dates, label: "freq")
        layout.rows.columns.labels.removeLast()
        layout.rows.columns.ignore = [.rest]
        #expect(
            try message("2001-01-01 | E06000021 | m | 5", layout) == """
                jobs.csv:1: error: nothing says the freq of a figure; the labels of this table are "area", "period"
                  mend: name the column that says it under `labels:` in sources/jobs.yml, or state it with `is:`
                """)
    }

    @Test func `figures of periods that end later are forecasts, and only those with a number`() throws {
        var layout = try layout(.usual(.year))
        layout.observations.forecastAfter = .year(2020)
        let rows = ["2020 | E06000021 | C | 5", "2025 | E06000021 | C | 6", "2025 | E06000021 | F | c"]
        #expect(
            try read(rows.joined(separator: "\n"), layout).map(\.figure) == [
                .published(ExactDecimal(units: 5)), .published(ExactDecimal(units: 6), [.forecast]),
                .withheld(.suppressedDisclosure),
            ])
    }

    @Test(arguments: ["2019", "2021"])
    func `a year of four digits is not said to have two`(year: String) throws {
        let years = PeriodTexts.style(.init(kind: .financialYear, writing: .joinedYears))
        #expect(
            try message("\(year) | E06000021 | C | 5", layout(years)) == """
                jobs.csv:2:1 (year): error: "\(year)" is not a financial year written like "201718"
                  mend: correct `as:` and `written:` under `period:` in sources/jobs.yml
                """)
    }
}
