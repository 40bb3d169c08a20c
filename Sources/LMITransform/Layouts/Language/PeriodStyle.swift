public import LMIModel

/// One way of writing periods of one kind, declared by a definition; nothing else is read as a period.
public struct PeriodStyle: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case year
        case financialYear = "financial year"
        case academicYear = "academic year"
        case quarter
        case month
        case rollingYear = "rolling year"
        /// Any three months in a row.
        case rollingQuarter = "rolling quarter"
        /// Calendar years in a row, the last one included.
        case spanOfYears = "span of years"
        /// April of the first year to March of the last one.
        case spanOfFinancialYears = "span of financial years"
        case snapshotDay = "snapshot day"

        /// As a message says it: `a month`.
        public var withArticle: String { "\(self == .academicYear ? "an" : "a") \(rawValue)" }
    }

    public var kind: Kind
    public var writing: PeriodWriting

    /// Any two may be put together; ``isSensible`` tells whether the writing can say such a period.
    public init(kind: Kind, writing: PeriodWriting) {
        self.kind = kind
        self.writing = writing
    }

    /// How periods of a kind are written where a definition does not say.
    public static func usual(_ kind: Kind) -> PeriodStyle {
        let writing: PeriodWriting =
            switch kind {
            case .year: .year
            case .financialYear, .academicYear: .slashedYears
            case .quarter: .isoQuarter
            case .month, .rollingYear: .isoMonth
            case .rollingQuarter: .monthSpan
            case .spanOfYears, .spanOfFinancialYears: .dashedYears
            case .snapshotDay: .isoDay
            }
        return PeriodStyle(kind: kind, writing: writing)
    }

    /// As a message says it: `a month written like "2007-12"`.
    public var words: String {
        "\(kind.withArticle) written like \(writing.rawValue.quoted)"
    }

    /// Whether a text of this writing can mean a period of this kind.
    public var isSensible: Bool {
        switch (kind, writing.shape) {
        case (.snapshotDay, .day), (.year, .year): true
        // A period may be named by its first day.
        case (.year, .day), (.financialYear, .day), (.academicYear, .day): true
        case (.quarter, .day), (.month, .day): true
        case (.financialYear, .years), (.academicYear, .years): true
        case (.spanOfYears, .years), (.spanOfFinancialYears, .years): true
        case (.quarter, .quarter), (.month, .month): true
        // A rolling year may be named by the year or month that it ends with.
        case (.rollingYear, .year), (.rollingYear, .month): true
        case (.year, .months), (.quarter, .months): true
        case (.rollingYear, .months), (.rollingQuarter, .months): true
        // These end in a later year than they begin in.
        case (.financialYear, .months), (.academicYear, .months): writing.namesTwoYears
        case (.spanOfYears, .months), (.spanOfFinancialYears, .months): writing.namesTwoYears
        default: false
        }
    }

    /// The period that `text` names, or nil if it is not written so or names no real period of this kind.
    public func period(_ text: String) -> Period? {
        guard isSensible, let said = writing.read(text) else { return nil }
        switch said {
        case .year(let year):
            return kind == .year ? .year(year) : .rollingYear(endingYear: year, month: 12)
        case .years(let first, let last): return years(first, last)
        case .quarter(let year, let quarter): return .quarter(year: year, quarter)
        case .month(let year, let month):
            return kind == .month
                ? .month(year: year, month) : .rollingYear(endingYear: year, month: month)
        case .months(let year, let month, let count): return months(year, month, count)
        case .day(let day): return kind == .snapshotDay ? .snapshot(day) : beginning(day)
        }
    }

    private func years(_ first: Int, _ last: Int) -> Period? {
        switch kind {
        case .financialYear: last == first + 1 ? .financialYear(first) : nil
        case .academicYear: last == first + 1 ? .academicYear(first) : nil
        case .spanOfFinancialYears: .span(year: first, month: 4, months: 12 * (last - first))
        case .spanOfYears: .span(year: first, month: 1, months: 12 * (last - first + 1))
        default: nil
        }
    }

    private func months(_ year: Int, _ month: Int, _ count: Int) -> Period? {
        switch (kind, month, count) {
        case (.year, 1, 12): .year(year)
        case (.financialYear, 4, 12): .financialYear(year)
        case (.academicYear, 9, 12): .academicYear(year)
        case (.quarter, 1, 3), (.quarter, 4, 3), (.quarter, 7, 3), (.quarter, 10, 3):
            .quarter(year: year, month / 3 + 1)
        case (.rollingYear, _, 12):
            .rollingYear(endingYear: month == 1 ? year : year + 1, month: month == 1 ? 12 : month - 1)
        case (.rollingQuarter, _, 3): .span(year: year, month: month, months: 3)
        case (.spanOfYears, 1, _), (.spanOfFinancialYears, 4, _):
            count % 12 == 0 && count > 12 ? .span(year: year, month: month, months: count) : nil
        default: nil
        }
    }

    /// The period that begins with `day`.
    private func beginning(_ day: Day) -> Period? {
        guard day.day == 1 else { return nil }
        switch kind {
        case .year: return months(day.year, day.month, 12)
        case .financialYear, .academicYear: return months(day.year, day.month, 12)
        case .quarter: return months(day.year, day.month, 3)
        case .month: return .month(year: day.year, day.month)
        default: return nil
        }
    }
}
