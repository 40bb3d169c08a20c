/// A day of the Gregorian calendar, without a clock or a time zone.
public struct Day: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let year: Int
    public let month: Int
    public let day: Int

    /// The day, or nil if the calendar has none such (2026-02-30).
    public init?(_ year: Int, _ month: Int, _ day: Int) {
        guard (1600...2999).contains(year), (1...12).contains(month),
            (1...Day.length(of: month, in: year)).contains(day)
        else { return nil }
        self.init(unchecked: year, month, day)
    }

    /// The day written `2026-11-22`, or nil.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year, month, day)
    }

    private init(unchecked year: Int, _ month: Int, _ day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day that comes `days` later.
    ///
    /// - Complexity: O(`days`).
    public func later(byDays days: Int) -> Day {
        var (year, month, day) = (year, month, day)
        for _ in 0..<days {
            day += 1
            if day <= Self.length(of: month, in: year) { continue }
            (month, day) = (month + 1, 1)
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        return Day(unchecked: year, month, day)
    }

    /// The day before; nil before the first day of the calendar.
    public var before: Day? {
        if day > 1 { return Day(year, month, day - 1) }
        let (year, month) = month > 1 ? (year, month - 1) : (year - 1, 12)
        return Day(year, month, Self.length(of: month, in: year))
    }

    /// Before every day that a file names.
    public static let earliest = Day(unchecked: 1600, 1, 1)

    static func first(of month: Int, _ year: Int) -> Day { Day(unchecked: year, month, 1) }
    static func last(of month: Int, _ year: Int) -> Day {
        Day(unchecked: year, month, length(of: month, in: year))
    }

    private static func length(of month: Int, in year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return switch month {
        case 2: isLeap ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// `2026-11-22`.
    public var description: String { "\(Period.pad(year, 4))-\(Period.pad(month, 2))-\(Period.pad(day, 2))" }
}
