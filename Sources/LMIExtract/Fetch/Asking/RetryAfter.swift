/// When a server that has no answer now wants to be asked again.
enum RetryAfter: Hashable, Sendable {
    /// So many seconds from its answer on; 0 for a time that has passed.
    case seconds(Int)
    /// Neither a number nor a date, and so no wish.
    case nonsense

    /// What an answer's headers say; nil where they say nothing.
    init?(_ headers: AnswerHeaders, now: Int) {
        guard let text = headers.retryAfter else { return nil }
        self.init(text, date: headers.date, now: now)
    }

    /// - Parameters:
    ///   - text: As the server wrote it: a number of seconds or a date.
    ///   - date: What time it was for the server, as it wrote it.
    ///   - now: What time it is here, in seconds since 1970, for servers that do not say.
    init(_ text: String, date: String?, now: Int) {
        if !text.isEmpty, text.utf8.allSatisfy({ $0.isDigit }) {
            // More digits than a number can have are the longest wait there is.
            self = .seconds(Int(text) ?? .max)
        } else if let then = Self.seconds(of: text) {
            let start = date.flatMap(Self.seconds) ?? now
            self = .seconds(max(0, then - start))
        } else {
            self = .nonsense
        }
    }

    /// The seconds since 1970 of a date such as `Sun, 22 Nov 2026 02:00:00 GMT`; nil when it is none.
    static func seconds(of text: String) -> Int? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard parts.count == 6, parts[0].utf8.count == 4, parts[0].hasSuffix(","), parts[5] == "GMT",
            let day = number(parts[1], digits: 2), let month = months.firstIndex(of: String(parts[2])),
            let year = number(parts[3], digits: 4), (1970...9999).contains(year), (1...31).contains(day)
        else { return nil }
        let clock = parts[4].split(separator: ":", omittingEmptySubsequences: false)
            .compactMap { number($0, digits: 2) }
        guard clock.count == 3, clock[0] < 24, clock[1] < 60, clock[2] <= 60 else { return nil }
        return ((days(year, month + 1, day) * 24 + clock[0]) * 60 + clock[1]) * 60 + clock[2]
    }

    private static func number(_ text: Substring, digits: Int) -> Int? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ $0.isDigit }) else {
            return nil
        }
        return Int(text)
    }

    /// Days since 1970-01-01. The year is taken to begin in March, so that a leap day comes last.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let (y, m) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
        return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719_468
    }
}
