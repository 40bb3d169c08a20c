import LMIModel
import LMITransform
import Testing

/// Periods are read in the one declared style and in no other.
struct PeriodStyleTests {
    @Test(arguments: [
        (PeriodStyle.Kind.year, PeriodStyle.Writing.year, "2019", "2019"),
        (.academicYear, .joinedYears, "201718", "2017/18"),
        (.academicYear, .slashedYears, "1999/00", "1999/00"),
        (.financialYear, .slashedYears, "2024/25", "2024/25"), (.month, .isoMonth, "2007-12", "2007-12"),
        (.month, .spacedMonth, "2024 JAN", "2024-01"),
        (.quarter, .spacedQuarter, "1992 Q1", "1992-Q1"), (.quarter, .isoQuarter, "2025-Q4", "2025-Q4"),
        (.rollingYear, .isoMonth, "2021-09", "2020-10/2021-09"),
        (.rollingYear, .yearSpan, "Jan 2021-Dec 2021", "2021-01/2021-12"),
        (.snapshotDay, .isoDay, "2025-03-14", "2025-03-14"),
        (.snapshotDay, .dayFirst, "14-03-2025", "2025-03-14"),
    ])
    func `a text of the declared style is its period`(
        kind: PeriodStyle.Kind, writing: PeriodStyle.Writing, text: String, period: String
    ) {
        let style = PeriodStyle(kind: kind, writing: writing)
        #expect(style.isSensible)
        #expect(style.period(text)?.text == period)
    }

    @Test(arguments: [
        (
            PeriodStyle.Kind.year, PeriodStyle.Writing.year,
            ["19", "2019 ", "02019", "0226", "２０１９", "2019/20"]
        ),
        (.academicYear, .joinedYears, ["201719", "2017/18", "201799", "20171"]),
        (.month, .isoMonth, ["2007-13", "2007-00", "2007-1", "200712"]),
        (.month, .spacedMonth, ["Jan-98", "98 JAN", "2024 FOO", "2024-JAN"]),
        (.quarter, .spacedQuarter, ["1992 Q5", "1992Q1", "1992 q1"]),
        (.rollingYear, .yearSpan, ["Jan 2021-Nov 2021", "Jan 2021-Dec 2022", "2021"]),
        (.snapshotDay, .isoDay, ["2026-02-30", "26-02-01", "01/02/2026", "46023"]),
    ])
    func `a text of another style, or of no real time, is refused`(
        kind: PeriodStyle.Kind, writing: PeriodStyle.Writing, texts: [String]
    ) {
        for text in texts {
            #expect(PeriodStyle(kind: kind, writing: writing).period(text) == nil, "\(text)")
        }
    }

    @Test func `a month whose year has two digits is in no century`() {
        for writing in PeriodStyle.Writing.allCases {
            #expect(PeriodStyle(kind: .month, writing: writing).period("Jan-98") == nil, "\(writing)")
        }
    }

    @Test func `every kind has a usual writing that can say it`() {
        for kind in PeriodStyle.Kind.allCases { #expect(PeriodStyle.usual(kind).isSensible) }
    }
}
