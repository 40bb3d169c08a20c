internal import LMIModel

/// How the text of a period stands, by an example of it.
///
/// A year always has four digits: two do not say their century. Names of months are English, short or in full,
/// in capitals or not; `Sept` is a short name too.
public enum PeriodWriting: String, Hashable, Sendable, CaseIterable {
    case year = "2019"

    case joinedYears = "201718"
    case slashedYears = "2017/18"
    case dashedYears = "2024-25"
    case slashedFullYears = "2017/2018"
    case dashedFullYears = "2015-2019"
    case yearsTo = "2018 to 2020"

    case isoMonth = "2007-12"
    case joinedMonth = "200712"
    case yearMonth = "1992 JAN"
    case shortMonth = "Sep 2024"
    case dashedMonth = "Sep-2024"
    case longMonth = "September 2024"

    case isoQuarter = "2025-Q4"
    case spacedQuarter = "1992 Q1"
    case joinedQuarter = "2024Q3"
    case quarterFirst = "Q3 2024"
    case dashedQuarterFirst = "Q3-2024"

    case monthSpan = "Jan 2021-Dec 2021"
    case monthSpanTo = "Jan 2021 to Dec 2021"
    case longMonthSpan = "January 2021-December 2021"
    case longMonthSpanTo = "January 2021 to December 2021"
    case monthsOfYear = "Oct-Dec 2024"
    case longMonthsOfYear = "October-December 2024"
    case longMonthsOfYearTo = "October to December 2024"

    case isoDay = "2025-03-14"
    case isoMidnight = "2025-03-14T00:00:00"
    case dayFirst = "14-03-2025"
    case slashedDay = "14/03/2025"
    case slashedMidnight = "14/03/2025 00:00"
    case shortDay = "14 Feb 2025"
    case dashedShortDay = "14-Feb-2025"
    case longDay = "14 February 2025"
    case dashedLongDay = "14-February-2025"

    /// What a text can say of time, before its kind makes a period of it.
    public enum Shape: Sendable { case year, years, month, quarter, months, day }

    /// What one text says of time.
    enum Said: Hashable {
        case year(Int)
        /// The second is later than the first.
        case years(Int, Int)
        case month(Int, Int)
        case quarter(Int, Int)
        /// From a month of a year on, so many months.
        case months(Int, Int, count: Int)
        case day(Day)
    }

    /// A piece of a writing.
    enum Part: Hashable, ExpressibleByStringLiteral {
        case year
        /// Two digits that end the year of a span: `18` of `2017/18`.
        case endingYear
        case quarter, month, day
        /// A day beside the name of its month, which may have one digit.
        case dayOfName
        case shortMonth, longMonth
        /// Characters that must stand there as they are.
        case text(String)

        init(stringLiteral text: String) { self = .text(text) }

        var isMonth: Bool { [.month, .shortMonth, .longMonth].contains(self) }
    }

    public var shape: Shape {
        let parts = parts
        if parts.contains(.day) || parts.contains(.dayOfName) { return .day }
        if parts.contains(.quarter) { return .quarter }
        if parts.contains(where: \.isMonth) { return parts.count(where: \.isMonth) == 2 ? .months : .month }
        return parts.count == 1 ? .year : .years
    }

    var namesTwoYears: Bool { parts.count { $0 == .year || $0 == .endingYear } == 2 }

    /// From left to right.
    var parts: [Part] {
        switch self {
        case .year: [.year]

        case .joinedYears: [.year, .endingYear]
        case .slashedYears: [.year, "/", .endingYear]
        case .dashedYears: [.year, "-", .endingYear]
        case .slashedFullYears: [.year, "/", .year]
        case .dashedFullYears: [.year, "-", .year]
        case .yearsTo: [.year, " to ", .year]

        case .isoMonth: [.year, "-", .month]
        case .joinedMonth: [.year, .month]
        case .yearMonth: [.year, " ", .shortMonth]
        case .shortMonth: [.shortMonth, " ", .year]
        case .dashedMonth: [.shortMonth, "-", .year]
        case .longMonth: [.longMonth, " ", .year]

        case .isoQuarter: [.year, "-Q", .quarter]
        case .spacedQuarter: [.year, " Q", .quarter]
        case .joinedQuarter: [.year, "Q", .quarter]
        case .quarterFirst: ["Q", .quarter, " ", .year]
        case .dashedQuarterFirst: ["Q", .quarter, "-", .year]

        case .monthSpan: Self.shortMonth.parts + ["-"] + Self.shortMonth.parts
        case .monthSpanTo: Self.shortMonth.parts + [" to "] + Self.shortMonth.parts
        case .longMonthSpan: Self.longMonth.parts + ["-"] + Self.longMonth.parts
        case .longMonthSpanTo: Self.longMonth.parts + [" to "] + Self.longMonth.parts
        case .monthsOfYear: [.shortMonth, "-"] + Self.shortMonth.parts
        case .longMonthsOfYear: [.longMonth, "-"] + Self.longMonth.parts
        case .longMonthsOfYearTo: [.longMonth, " to "] + Self.longMonth.parts

        case .isoDay: [.year, "-", .month, "-", .day]
        case .isoMidnight: Self.isoDay.parts + ["T00:00:00"]
        case .dayFirst: [.day, "-", .month, "-", .year]
        case .slashedDay: [.day, "/", .month, "/", .year]
        case .slashedMidnight: Self.slashedDay.parts + [" 00:00"]
        case .shortDay: [.dayOfName, " "] + Self.shortMonth.parts
        case .dashedShortDay: [.dayOfName, "-"] + Self.dashedMonth.parts
        case .longDay: [.dayOfName, " "] + Self.longMonth.parts
        case .dashedLongDay: [.dayOfName, "-", .longMonth, "-", .year]
        }
    }
}
