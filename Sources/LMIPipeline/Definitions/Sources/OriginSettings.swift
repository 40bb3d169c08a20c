internal import LMIModel

/// Decodes an origin file: what is known of one retrieval of a source's bytes.
enum OriginSettings {
    /// What an origin file says beside the definition.
    struct Retrieval: Hashable, Sendable {
        var kind: Origin.Kind
        var title: String?
        var release: String?
        var released: Day?
        var nextDue: Day?
        var retrieved: String
        var sha256: String?
    }

    /// The origin files in a folder of inputs are one a file, or one list for all.
    static func retrieval(_ keys: inout Keys) throws(Diagnostic) -> Retrieval {
        let kind = try keys.demand("kind", like: "live").choice("kind", of: KindWords.self)
        let retrieved = try keys.demand("retrieved", like: "2026-11-21T02:00:00Z")
        let time = try retrieved.text("retrieved")
        guard isTime(time) else {
            throw retrieved.wrong(
                "\(time.quoted) is not a time in UTC", mend: "write it like 2026-11-21T02:00:00Z")
        }
        let retrieval = Retrieval(
            kind: kind == .sample ? .sample : .live, title: try keys.text("title"),
            release: try keys.text("release"), released: try day("released", &keys),
            nextDue: try day("next due", &keys), retrieved: time, sha256: try keys.text("sha256"))
        for known in ["file", "publisher", "url", "licence", "attribution", "cut", "note", "size"] {
            _ = keys.take(known)
        }
        try keys.finish()
        return retrieval
    }

    private enum KindWords: String, CaseIterable { case live, sample }

    private static func day(_ key: String, _ keys: inout Keys) throws(Diagnostic) -> Day? {
        guard let setting = keys.take(key) else { return nil }
        let text = try setting.text(key)
        guard let day = Day(text) else {
            throw setting.wrong(
                "\(text.quoted) is not a day of the calendar", mend: "write it like 2026-11-21")
        }
        return day
    }

    static func isTime(_ text: String) -> Bool {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, Day(String(parts[0])) != nil, parts[1].count == 9, parts[1].hasSuffix("Z")
        else {
            return false
        }
        let clock = parts[1].dropLast().split(separator: ":", omittingEmptySubsequences: false).map {
            Int($0)
        }
        guard clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2] else {
            return false
        }
        return (0...23).contains(hour) && (0...59).contains(minute) && (0...59).contains(second)
    }
}
