public import LMIModel

/// One way of writing periods, declared by a definition; nothing else is read as a period.
public struct PeriodStyle: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case year
        case financialYear = "financial year"
        case academicYear = "academic year"
        case quarter
        case month
        case rollingYear = "rolling year"
        case snapshotDay = "snapshot day"
    }

    /// How the text stands, by example. A year always has four digits: two do not say their century.
    public enum Writing: String, Hashable, Sendable, CaseIterable {
        case year = "2019"
        case joinedYears = "201718"
        case slashedYears = "2017/18"
        case isoMonth = "2007-12"
        case isoQuarter = "2025-Q4"
        case spacedQuarter = "1992 Q1"
        case spacedMonth = "1992 JAN"
        case isoDay = "2025-03-14"
        case dayFirst = "14-03-2025"
        case yearSpan = "Jan 2021-Dec 2021"
    }

    public var kind: Kind
    public var writing: Writing

    /// Any two may be put together; ``isSensible`` tells whether the writing can say such a period.
    public init(kind: Kind, writing: Writing) {
        self.kind = kind
        self.writing = writing
    }

    /// How periods of a kind are written where a definition does not say.
    public static func usual(_ kind: Kind) -> PeriodStyle {
        let writing: Writing =
            switch kind {
            case .year: .year
            case .financialYear, .academicYear: .slashedYears
            case .quarter: .isoQuarter
            case .month, .rollingYear: .isoMonth
            case .snapshotDay: .isoDay
            }
        return PeriodStyle(kind: kind, writing: writing)
    }

    /// Whether a text of this writing can mean a period of this kind.
    public var isSensible: Bool {
        switch kind {
        case .year: writing == .year
        case .financialYear, .academicYear: [.joinedYears, .slashedYears].contains(writing)
        case .quarter: [.isoQuarter, .spacedQuarter].contains(writing)
        case .month: [.isoMonth, .spacedMonth].contains(writing)
        case .rollingYear: [.year, .isoMonth, .yearSpan].contains(writing)
        case .snapshotDay: [.isoDay, .dayFirst, .year].contains(writing) && writing != .year
        }
    }

    /// The period that `text` names, or nil if it is not written so or names no real period.
    public func period(_ text: String) -> Period? {
        switch (kind, writing) {
        case (.year, _): year(text).map { .year($0) }
        case (.financialYear, _): pairOfYears(text).map { .financialYear($0) }
        case (.academicYear, _): pairOfYears(text).map { .academicYear($0) }
        case (.quarter, .isoQuarter): quarter(text, between: "-Q")
        case (.quarter, _): quarter(text, between: " Q")
        case (.month, _): month(text).map { .month(year: $0.year, $0.month) }
        case (.rollingYear, .year): year(text).map { .rollingYear(endingYear: $0, month: 12) }
        case (.rollingYear, .yearSpan): span(text)
        case (.rollingYear, _): month(text).map { .rollingYear(endingYear: $0.year, month: $0.month) }
        case (.snapshotDay, .dayFirst):
            Day(
                text.split(separator: "-", omittingEmptySubsequences: false).reversed().joined(separator: "-")
            )
            .map { .snapshot($0) }
        case (.snapshotDay, _): Day(text).map { .snapshot($0) }
        }
    }

    private static let months = [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ]

    private func digits(_ text: some StringProtocol, _ count: Int) -> Int? {
        guard text.utf8.count == count, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    private func year(_ text: some StringProtocol) -> Int? {
        digits(text, 4).flatMap { (1600...2999).contains($0) ? $0 : nil }
    }

    private func pairOfYears(_ text: String) -> Int? {
        let (first, second): (Substring, Substring)
        if writing == .joinedYears {
            (first, second) = (text.prefix(4), text.dropFirst(4))
        } else {
            let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            (first, second) = (parts[0], parts[1])
        }
        guard let start = year(first), let end = digits(second, 2), end == (start + 1) % 100 else {
            return nil
        }
        return start
    }

    private func quarter(_ text: String, between mark: String) -> Period? {
        guard let start = year(text.prefix(4)), text.dropFirst(4).hasPrefix(mark),
            let quarter = digits(text.dropFirst(4 + mark.count), 1), (1...4).contains(quarter)
        else { return nil }
        return .quarter(year: start, quarter)
    }

    private func month(_ text: String) -> (year: Int, month: Int)? {
        switch writing {
        case .isoMonth:
            guard let year = year(text.prefix(4)), text.dropFirst(4).hasPrefix("-"),
                let month = digits(text.dropFirst(5), 2), (1...12).contains(month)
            else { return nil }
            return (year, month)
        case .spacedMonth:
            guard let year = year(text.prefix(4)), text.dropFirst(4).hasPrefix(" "),
                let month = Self.months.firstIndex(of: String(text.dropFirst(5)).uppercased())
            else { return nil }
            return (year, month + 1)
        default: return nil
        }
    }

    /// `Jan 2021-Dec 2021`: twelve months, or nothing.
    private func span(_ text: String) -> Period? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { half in
            half.split(separator: " ")
        }
        guard ends.count == 2, ends.allSatisfy({ $0.count == 2 }),
            let from = Self.months.firstIndex(of: ends[0][0].uppercased()), let start = year(ends[0][1]),
            let to = Self.months.firstIndex(of: ends[1][0].uppercased()), let end = year(ends[1][1]),
            12 * end + to == 12 * start + from + 11
        else { return nil }
        return .rollingYear(endingYear: end, month: to + 1)
    }
}
