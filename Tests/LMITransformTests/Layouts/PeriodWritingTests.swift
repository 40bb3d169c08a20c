import LMIModel
import LMITransform
import Testing

/// Every way of writing periods, against a writer of its own.
struct PeriodWritingTests {
    private static let names = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]

    /// A text in `writing` of the `months` months from `month` of `year` on, or of the 14th day of that month.
    private func text(_ writing: PeriodWriting, _ year: Int, _ month: Int, months: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let last = month + months - 2
        let (endYear, endMonth) = (year + last / 12, last % 12 + 1)
        let (long, endLong) = (Self.names[month - 1], Self.names[endMonth - 1])
        let (short, endShort) = (long.prefix(3), endLong.prefix(3))
        let quarter = (month + 2) / 3
        return switch writing {
        case .year: "\(year)"
        case .joinedYears: "\(year)\(two(endYear % 100))"
        case .slashedYears: "\(year)/\(two(endYear % 100))"
        case .dashedYears: "\(year)-\(two(endYear % 100))"
        case .slashedFullYears: "\(year)/\(endYear)"
        case .dashedFullYears: "\(year)-\(endYear)"
        case .yearsTo: "\(year) to \(endYear)"
        case .isoMonth: "\(year)-\(two(month))"
        case .joinedMonth: "\(year)\(two(month))"
        case .yearMonth: "\(year) \(short.uppercased())"
        case .shortMonth: "\(short) \(year)"
        case .dashedMonth: "\(short)-\(year)"
        case .longMonth: "\(long) \(year)"
        case .isoQuarter: "\(year)-Q\(quarter)"
        case .spacedQuarter: "\(year) Q\(quarter)"
        case .joinedQuarter: "\(year)Q\(quarter)"
        case .quarterFirst: "Q\(quarter) \(year)"
        case .dashedQuarterFirst: "Q\(quarter)-\(year)"
        case .monthSpan: "\(short) \(year)-\(endShort) \(endYear)"
        case .monthSpanTo: "\(short) \(year) to \(endShort) \(endYear)"
        case .longMonthSpan: "\(long) \(year)-\(endLong) \(endYear)"
        case .longMonthSpanTo: "\(long) \(year) to \(endLong) \(endYear)"
        case .monthsOfYear: "\(short)-\(endShort) \(endYear)"
        case .longMonthsOfYear: "\(long)-\(endLong) \(endYear)"
        case .longMonthsOfYearTo: "\(long) to \(endLong) \(endYear)"
        case .isoDay: "\(year)-\(two(month))-14"
        case .isoMidnight: "\(year)-\(two(month))-14T00:00:00"
        case .dayFirst: "14-\(two(month))-\(year)"
        case .slashedDay: "14/\(two(month))/\(year)"
        case .slashedMidnight: "14/\(two(month))/\(year) 00:00"
        case .shortDay: "14 \(short) \(year)"
        case .dashedShortDay: "14-\(short)-\(year)"
        case .longDay: "14 \(long) \(year)"
        case .dashedLongDay: "14-\(long)-\(year)"
        }
    }

    /// The period of a kind that begins with a month, as a bundle writes it; nil where there is none.
    private func period(_ kind: PeriodStyle.Kind, _ year: Int, _ month: Int, months: Int) -> Period? {
        switch kind {
        case .year: month == 1 && months == 12 ? .year(year) : nil
        case .financialYear: month == 4 && months == 12 ? .financialYear(year) : nil
        case .academicYear: month == 9 && months == 12 ? .academicYear(year) : nil
        case .quarter: month % 3 == 1 && months == 3 ? .quarter(year: year, (month + 2) / 3) : nil
        case .month: months == 1 ? .month(year: year, month) : nil
        case .rollingYear: nil
        case .rollingQuarter: months == 3 ? .span(year: year, month: month, months: 3) : nil
        case .spanOfYears: month == 1 && months > 12 ? .span(year: year, month: 1, months: months) : nil
        case .spanOfFinancialYears:
            month == 4 && months > 12 ? .span(year: year, month: 4, months: months) : nil
        case .snapshotDay: Day(year, month, 14).map { .snapshot($0) }
        }
    }

    @Test(arguments: PeriodWriting.allCases)
    func `the example of a writing is written so and says a period of some kind`(writing: PeriodWriting) {
        #expect(writing.fits(writing.rawValue))
        #expect(PeriodStyle.Kind.allCases.contains { PeriodStyle(kind: $0, writing: writing).isSensible })
    }

    @Test(arguments: PeriodWriting.allCases)
    func `a period written in a writing reads back, in each kind that the writing can say`(
        writing: PeriodWriting
    ) {
        var readBack = 0
        for kind in PeriodStyle.Kind.allCases {
            let style = PeriodStyle(kind: kind, writing: writing)
            guard style.isSensible else { continue }
            // A period named by its first day is another test's; so is one named by its last month.
            if writing.rawValue.contains("14"), kind != .snapshotDay { continue }
            for year in [1999, 2008, 2024] {
                for month in 1...12 {
                    for months in [1, 3, 12, 24, 36] {
                        let text = text(writing, year, month, months: months)
                        guard let period = period(kind, year, month, months: months),
                            writing.fits(text)
                        else { continue }
                        #expect(style.period(text) == period, "\(text) as a \(kind.rawValue)")
                        readBack += 1
                    }
                }
            }
        }
        #expect(readBack > 0)
    }

    @Test func `a rolling year is named by the month it ends with`() {
        for month in 1...12 {
            let style = PeriodStyle(kind: .rollingYear, writing: .longMonth)
            let text = text(.longMonth, 2024, month, months: 1)
            #expect(style.period(text) == .rollingYear(endingYear: 2024, month: month))
            #expect(style.period(text)?.end == Period.month(year: 2024, month).end)
        }
    }

    @Test func `a writing with years of two digits is known as such`() {
        let texts = ["Jan-98", "98 JAN", "17/18", "Apr 22-Mar 23", "14/03/25", "Q3 24", "19 March 26"]
        for text in texts {
            #expect(PeriodWriting.allCases.contains { $0.hasYearsWithoutCentury(text) }, "\(text)")
            #expect(!PeriodWriting.allCases.contains { $0.fits(text) }, "\(text)")
        }
    }
}
