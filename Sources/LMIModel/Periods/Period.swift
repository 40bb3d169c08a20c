/// The time a figure speaks of, as its source names it. A quarter stays a quarter.
public enum Period: Hashable, Sendable {
    case year(Int)
    /// April to March, by the year it begins in.
    case financialYear(Int)
    /// September to August, by the year it begins in.
    case academicYear(Int)
    case quarter(year: Int, Int)
    case month(year: Int, Int)
    /// Twelve months up to and including this one.
    case rollingYear(endingYear: Int, month: Int)
    /// Some months in a row, from the first of this one on: three of them, or the years that figures are pooled
    /// over or changed through.
    case span(year: Int, month: Int, months: Int)
    /// The one day a register or survey was taken.
    case snapshot(Day)

    /// As a bundle writes it: `2025`, `2024/25`, `2025-Q4`, `2025-04`, `2020-10/2021-09`, `2025-03-14`. A span is
    /// written like a rolling year.
    public var text: String {
        switch self {
        case .year(let year): Self.pad(year, 4)
        case .financialYear(let year), .academicYear(let year):
            "\(Self.pad(year, 4))/\(Self.pad((year + 1) % 100, 2))"
        case .quarter(let year, let quarter): "\(Self.pad(year, 4))-Q\(quarter)"
        case .month(let year, let month): "\(Self.pad(year, 4))-\(Self.pad(month, 2))"
        case .rollingYear, .span:
            "\(Self.pad(start.year, 4))-\(Self.pad(start.month, 2))/\(Self.pad(end.year, 4))-\(Self.pad(end.month, 2))"
        case .snapshot(let day): "\(day)"
        }
    }

    /// Which kind of period it is, in the words of a definition.
    public var kind: String {
        switch self {
        case .year: "year"
        case .financialYear: "financial year"
        case .academicYear: "academic year"
        case .quarter: "quarter"
        case .month: "month"
        case .rollingYear: "rolling year"
        case .span(_, _, months: 3): "rolling quarter"
        case .span(_, month: 4, _): "span of financial years"
        case .span: "span of years"
        case .snapshot: "snapshot day"
        }
    }

    /// Its first day.
    public var start: Day {
        switch self {
        case .year(let year): .first(of: 1, year)
        case .financialYear(let year): .first(of: 4, year)
        case .academicYear(let year): .first(of: 9, year)
        case .quarter(let year, let quarter): .first(of: 3 * quarter - 2, year)
        case .month(let year, let month), .span(let year, let month, _): .first(of: month, year)
        case .rollingYear(let year, let month):
            month == 12 ? .first(of: 1, year) : .first(of: month + 1, year - 1)
        case .snapshot(let day): day
        }
    }

    /// Its last day.
    public var end: Day {
        switch self {
        case .year(let year): .last(of: 12, year)
        case .financialYear(let year): .last(of: 3, year + 1)
        case .academicYear(let year): .last(of: 8, year + 1)
        case .quarter(let year, let quarter): .last(of: 3 * quarter, year)
        case .month(let year, let month), .rollingYear(let year, let month): .last(of: month, year)
        case .span(let year, let month, let months):
            .last(of: (month + months - 2) % 12 + 1, year + (month + months - 2) / 12)
        case .snapshot(let day): day
        }
    }

    static func pad(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Period: Comparable {
    /// By the last day, then by the first.
    public static func < (left: Self, right: Self) -> Bool {
        (left.end, left.start, left.kind) < (right.end, right.start, right.kind)
    }
}
