import LMIModel
import LMITransform
import Testing

/// Periods are read in the one declared style and in no other.
struct PeriodStyleTests {
    @Test(arguments: [
        (PeriodStyle.Kind.year, PeriodWriting.year, "2019", "2019"),
        (.academicYear, .joinedYears, "201718", "2017/18"),
        (.academicYear, .slashedYears, "1999/00", "1999/00"),
        (.academicYear, .slashedFullYears, "2022/2023", "2022/23"),
        (.financialYear, .slashedYears, "2024/25", "2024/25"),
        (.financialYear, .dashedYears, "2024-25", "2024/25"),
        (.financialYear, .dashedFullYears, "2024-2025", "2024/25"),
        (.financialYear, .monthSpan, "Apr 2022-Mar 2023", "2022/23"),
        (.month, .isoMonth, "2007-12", "2007-12"), (.month, .joinedMonth, "201112", "2011-12"),
        (.month, .yearMonth, "2024 JAN", "2024-01"), (.month, .yearMonth, "2024 Jan", "2024-01"),
        (.month, .shortMonth, "Sep 2024", "2024-09"), (.month, .shortMonth, "Sept 2024", "2024-09"),
        (.month, .longMonth, "October 2022", "2022-10"), (.month, .dashedMonth, "Oct-2022", "2022-10"),
        (.quarter, .spacedQuarter, "1992 Q1", "1992-Q1"), (.quarter, .isoQuarter, "2025-Q4", "2025-Q4"),
        (.quarter, .joinedQuarter, "2024Q3", "2024-Q3"), (.quarter, .quarterFirst, "Q3 2024", "2024-Q3"),
        (.quarter, .dashedQuarterFirst, "Q3-2024", "2024-Q3"),
        (.quarter, .monthsOfYear, "Oct-Dec 2024", "2024-Q4"),
        (.quarter, .longMonthsOfYearTo, "January to March 2024", "2024-Q1"),
        (.rollingQuarter, .monthsOfYear, "Aug-Oct 2024", "2024-08/2024-10"),
        (.rollingQuarter, .monthSpan, "Nov 2024-Jan 2025", "2024-11/2025-01"),
        (.rollingYear, .isoMonth, "2021-09", "2020-10/2021-09"),
        (.rollingYear, .year, "2021", "2021-01/2021-12"),
        (.rollingYear, .monthSpan, "Jan 2021-Dec 2021", "2021-01/2021-12"),
        (.rollingYear, .monthSpan, "Apr 2022-Mar 2023", "2022-04/2023-03"),
        (.rollingYear, .longMonthSpanTo, "April 2022 to March 2023", "2022-04/2023-03"),
        (.spanOfYears, .joinedYears, "201820", "2018-01/2020-12"),
        (.spanOfYears, .dashedFullYears, "2015-2019", "2015-01/2019-12"),
        (.spanOfYears, .yearsTo, "2018 to 2020", "2018-01/2020-12"),
        (.spanOfYears, .dashedYears, "1999-01", "1999-01/2001-12"),
        (.spanOfFinancialYears, .joinedYears, "201821", "2018-04/2021-03"),
        (.snapshotDay, .isoDay, "2025-03-14", "2025-03-14"),
        (.snapshotDay, .dayFirst, "14-03-2025", "2025-03-14"),
        (.snapshotDay, .slashedDay, "01/02/2009", "2009-02-01"),
        (.snapshotDay, .slashedMidnight, "01/01/2009 00:00", "2009-01-01"),
        (.snapshotDay, .longDay, "9 March 2026", "2026-03-09"),
        (.snapshotDay, .dashedLongDay, "27-September-2018", "2018-09-27"),
    ])
    func `a text of the declared style is its period`(
        kind: PeriodStyle.Kind, writing: PeriodWriting, text: String, period: String
    ) {
        let style = PeriodStyle(kind: kind, writing: writing)
        #expect(style.isSensible)
        #expect(style.period(text)?.text == period)
        #expect(style.period(text)?.kind == kind.rawValue)
    }

    @Test(arguments: [
        (PeriodStyle.Kind.year, "2001-01-01", "2001"), (.financialYear, "2001-04-01", "2001/02"),
        (.academicYear, "2001-09-01", "2001/02"), (.quarter, "2001-04-01", "2001-Q2"),
        (.month, "2001-04-01", "2001-04"), (.snapshotDay, "2001-04-01", "2001-04-01"),
    ])
    func `a period may be named by its first day`(kind: PeriodStyle.Kind, day: String, period: String) {
        #expect(PeriodStyle(kind: kind, writing: .isoDay).period(day)?.text == period)
    }

    @Test(arguments: [
        (PeriodStyle.Kind.year, "2001-04-01"), (.financialYear, "2001-01-01"), (.academicYear, "2001-08-01"),
        (.quarter, "2001-05-01"), (.month, "2001-04-02"), (.rollingYear, "2001-04-01"),
    ])
    func `a day that a period does not begin with names none`(kind: PeriodStyle.Kind, day: String) {
        #expect(PeriodStyle(kind: kind, writing: .isoDay).period(day) == nil)
    }

    @Test(arguments: [
        (PeriodStyle.Kind.year, PeriodWriting.year, ["19", "2019 ", "02019", "0226", "２０１９", "2019/20"]),
        (.academicYear, .joinedYears, ["201719", "2017/18", "201799", "20171"]),
        (.financialYear, .dashedYears, ["2024-24", "2024-26", "2024-2025", "24-25"]),
        (.month, .isoMonth, ["2007-13", "2007-00", "2007-1", "200712"]),
        (.month, .yearMonth, ["Jan-98", "98 JAN", "2024 FOO", "2024-JAN", "2024 JANUARY"]),
        (.month, .longMonth, ["Sep 2024", "September  2024", "September24", "Septembre 2024"]),
        (.quarter, .spacedQuarter, ["1992 Q5", "1992Q1", "1992 q1"]),
        (.quarter, .monthsOfYear, ["Nov-Jan 2025", "Aug-Oct 2024", "Oct-Nov 2024", "Oct-Dec 24"]),
        (
            .rollingYear, .monthSpan,
            ["Jan 2021-Nov 2021", "Jan 2021-Dec 2022", "2021", "Jan 2021 to Dec 2021"]
        ),
        (.rollingQuarter, .monthSpan, ["Oct 2024-Jan 2025", "Jan 2025-Nov 2024"]),
        (.spanOfYears, .dashedYears, ["2018-12", "2018-18", "2018-2020"]),
        (.spanOfYears, .dashedFullYears, ["2019-2015", "2019-2019"]),
        (.snapshotDay, .isoDay, ["2026-02-30", "26-02-01", "01/02/2026", "46023"]),
        (.snapshotDay, .slashedMidnight, ["01/01/2009", "01/01/2009 12:00", "1/1/2009 00:00"]),
    ])
    func `a text of another style, or of no real time, is refused`(
        kind: PeriodStyle.Kind, writing: PeriodWriting, texts: [String]
    ) {
        for text in texts {
            #expect(PeriodStyle(kind: kind, writing: writing).period(text) == nil, "\(text)")
        }
    }

    @Test func `a month whose year has two digits is in no century`() {
        for writing in PeriodWriting.allCases {
            #expect(PeriodStyle(kind: .month, writing: writing).period("Jan-98") == nil, "\(writing)")
        }
        #expect(PeriodWriting.dashedMonth.hasYearsWithoutCentury("Jan-98"))
        #expect(!PeriodWriting.dashedMonth.hasYearsWithoutCentury("Jan-1998"))
    }

    @Test func `every kind has a usual writing that can say it`() {
        for kind in PeriodStyle.Kind.allCases { #expect(PeriodStyle.usual(kind).isSensible) }
    }

    @Test func `a writing that cannot say a kind of period is never read as one`() {
        for kind in PeriodStyle.Kind.allCases {
            for writing in PeriodWriting.allCases {
                let style = PeriodStyle(kind: kind, writing: writing)
                #expect(style.isSensible || style.period(writing.rawValue) == nil, "\(style.words)")
            }
        }
    }
}
