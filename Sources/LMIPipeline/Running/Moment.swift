internal import Glibc
internal import LMIModel

/// A second in UTC. No time zone and no summer time reaches it.
struct Moment: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Since 1970 began.
    let seconds: Int
    /// The seconds of a day.
    static let day = 86_400

    init(seconds: Int) { self.seconds = seconds }

    /// The moment written `2026-11-22T02:00:00Z`, or nil.
    init?(_ text: String) {
        guard text.utf8.count == 20, text.hasSuffix("Z"), let day = Day(String(text.prefix(10))),
            text.utf8.dropFirst(10).first == UInt8(ascii: "T")
        else { return nil }
        let parts = text.dropFirst(11).dropLast().split(separator: ":", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy {
            $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        guard parts.count == 3, isPlain, let hour = Int(parts[0]), let minute = Int(parts[1]),
            let second = Int(parts[2]), hour < 24, minute < 60, second < 60
        else { return nil }
        seconds = Self.daysSince1970(day) * Self.day + hour * 3600 + minute * 60 + second
    }

    /// The time now: the one place that asks the clock of the machine.
    static var now: Moment { Moment(seconds: Glibc.time(nil)) }

    func later(bySeconds more: Int) -> Moment { Moment(seconds: seconds + more) }

    static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }

    /// `2026-11-22T02:00:00Z`.
    var description: String {
        // Before 1970 a quotient would be rounded the wrong way.
        let days = seconds >= 0 ? seconds / Self.day : (seconds + 1) / Self.day - 1
        let clock = seconds - days * Self.day
        let (hour, minute) = (clock / 3600, clock / 60 % 60)
        return
            "\(Self.civilDate(daysSince1970: days))T\(Self.pad(hour)):\(Self.pad(minute)):\(Self.pad(clock % 60))Z"
    }

    /// How long it is from this moment to a later one, in the largest unit that says enough: "3 hours". A clock that was
    /// set back makes it nothing.
    func age(at later: Moment) -> String {
        let seconds = max(0, later.seconds - seconds)
        func words(_ count: Int, _ unit: String) -> String { "\(count) \(unit)\(count == 1 ? "" : "s")" }
        return switch seconds {
        case ..<120: words(seconds, "second")
        case ..<7200: words(seconds / 60, "minute")
        case ..<(2 * Self.day): words(seconds / 3600, "hour")
        default: words(seconds / Self.day, "day")
        }
    }

    /// The date so many days after 1970-01-01, counting in eras of 400 years that begin on 1 March.
    private static func civilDate(daysSince1970 days: Int) -> String {
        let shifted = days + 719_468
        let (era, day) = (shifted / 146_097, shifted % 146_097)
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        let isNextYear = month >= 10
        return
            "\(year + 400 * era + (isNextYear ? 1 : 0))-\(pad(isNextYear ? month - 9 : month + 3))-\(pad(dayOfYear - (153 * month + 2) / 5 + 1))"
    }

    private static func daysSince1970(_ day: Day) -> Int {
        let year = day.month > 2 ? day.year : day.year - 1
        let (era, yearOfEra) = (year / 400, year % 400)
        let month = day.month > 2 ? day.month - 3 : day.month + 9
        let dayOfYear = (153 * month + 2) / 5 + day.day - 1
        return era * 146_097 + 365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
