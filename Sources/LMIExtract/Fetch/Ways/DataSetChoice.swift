internal import LMIModel

/// Finds what a definition means among what the Explore education statistics API lists.
struct DataSetChoice {
    private let context: WayContext

    init(_ context: WayContext) { self.context = context }

    /// The id of the one publication called `title`.
    func publication(_ title: String, among entries: [PublicationEntry]) throws(Diagnostic) -> String {
        let found = entries.filter { $0.title == title }
        guard found.count == 1 else {
            throw wrongCount(
                found.map(\.id), "publications", title, entries.map(\.title), key: "publication:")
        }
        return try checked(found[0].id)
    }

    /// The one data set called `title`; of several, the one that is still published.
    func dataSet(_ title: String, among entries: [DataSetEntry]) throws(Diagnostic) -> DataSetEntry {
        var found = entries.filter { $0.title == title }
        if found.count > 1 {
            let current = found.filter { Self.isCurrent($0.status) }
            if !current.isEmpty { found = current }
        }
        guard found.count == 1 else {
            throw wrongCount(found.map(\.id), "data sets", title, entries.map(\.title), key: "title:")
        }
        guard Self.isHad(found[0].status) else {
            throw context.fault(
                of: .source,
                "the data set \(title.quoted) is \((found[0].status ?? "").quoted), so it has no file",
                mend: "look on the publisher's site for what took its place, and correct `fetch:`")
        }
        _ = try checked(found[0].id)
        return found[0]
    }

    func newest(of entry: DataSetEntry) throws(Diagnostic) -> DataSetVersion {
        guard let version = entry.latestVersion else {
            throw context.fault(
                of: .source, "the data set \(entry.title.quoted) has no version yet",
                mend: "look on the publisher's site when it comes out")
        }
        guard Self.numbers(version.version) != nil else {
            throw context.fault(
                "the version \(version.version.quoted) of the data set \(entry.title.quoted) is no version number",
                mend: "tell the publisher")
        }
        return version
    }

    /// The newest version that fits `pattern`, such as `2.*`.
    func version(_ pattern: String, among versions: [DataSetVersion]) throws(Diagnostic) -> DataSetVersion {
        let parts = pattern.split(separator: ".")
        let fitting = versions.filter { version in
            guard let numbers = Self.numbers(version.version), Self.isHad(version.status) else {
                return false
            }
            return Self.fits(numbers, parts)
        }
        let newest = fitting.max { left, right in
            (Self.numbers(left.version) ?? []).lexicographicallyPrecedes(Self.numbers(right.version) ?? [])
        }
        guard let newest else {
            let seen = versions.prefix(8).map(\.version.quoted).joined(separator: ", ")
            throw context.fault(
                of: .source,
                "no version of the data set fits \(pattern.quoted); "
                    + (versions.isEmpty ? "it has none" : "it has \(seen)"),
                mend: "correct `version:` in the source's definition, or leave it out to have the newest")
        }
        return newest
    }

    /// Whether a pattern can be fitted: numbers joined by points, of which the last may be a star.
    static func isPattern(_ pattern: String) -> Bool {
        let parts = pattern.split(separator: ".", omittingEmptySubsequences: false)
        guard let last = parts.last, parts.count <= 3 else { return false }
        let numbers = last == "*" ? parts.dropLast() : parts[...]
        return numbers.isEmpty || Self.numbers(numbers.joined(separator: ".")) != nil
    }

    private static func fits(_ numbers: [Int], _ parts: [Substring]) -> Bool {
        let isOpen = parts.last == "*"
        let wanted = (isOpen ? parts.dropLast() : parts[...]).map { Int($0) }
        // 2 and 2.0 are one version.
        let length = max(numbers.count, wanted.count)
        let filled = numbers + Array(repeating: 0, count: length - numbers.count)
        if isOpen { return zip(filled, wanted).allSatisfy { $0 == $1 } }
        return filled == wanted.map { $0 ?? 0 } + Array(repeating: 0, count: length - wanted.count)
    }

    private static func numbers(_ version: String) -> [Int]? {
        let parts = version.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in
            part.utf8.count <= 6 && part.utf8.allSatisfy { $0.isDigit } ? Int(part) : nil
        }
        return (1...3).contains(parts.count) && numbers.count == parts.count ? numbers : nil
    }

    /// Statuses as the API writes them; where it says none, the entry is published.
    private static func isCurrent(_ status: String?) -> Bool { status.map { $0 == "Published" } ?? true }
    private static func isHad(_ status: String?) -> Bool { isCurrent(status) || status == "Deprecated" }

    /// An id that can stand in an address as it is.
    private func checked(_ id: String) throws(Diagnostic) -> String {
        let isPlain =
            (1...64).contains(id.utf8.count)
            && id.utf8.allSatisfy { $0.isLetter || $0.isDigit || "-_".utf8.contains($0) }
        guard isPlain else {
            throw context.fault(
                "the publisher's list has the id \(id.quoted), which cannot stand in an address",
                mend: "run again later; if it stays so, tell the publisher")
        }
        return id
    }

    private func wrongCount(
        _ ids: [String], _ what: String, _ title: String, _ seen: [String], key: String
    ) -> Diagnostic {
        guard ids.isEmpty else {
            return context.fault(
                "\(ids.count) \(what) are called \(title.quoted) (\(ids.prefix(8).map(\.quoted).joined(separator: ", "))), expected one",
                mend: "ask the publisher which of them is meant")
        }
        let ranked = Set(seen).map { (title: $0, distance: $0.lowercased().distance(to: title.lowercased())) }
            .sorted { ($0.distance, $0.title) < ($1.distance, $1.title) }
        let nearest = ranked.prefix(5).map(\.title.quoted).joined(separator: ", ")
        return context.fault(
            "none of the \(what) is called \(title.quoted)"
                + (seen.isEmpty
                    ? "; the list is empty" : "; of the \(seen.count) seen the nearest are \(nearest)"),
            mend: "write the title as the publisher has it, in `\(key)` under `fetch: {data set: …}`")
    }
}
