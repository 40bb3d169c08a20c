/// An address of the web in its parts, for links that are written relative to their page.
struct WebAddress: Hashable, Sendable, CustomStringConvertible {
    /// In lower case: `http` or `https`.
    let scheme: String
    /// In lower case, with the port if one is written.
    let host: String
    /// Empty, or beginning with a slash.
    private let path: String
    /// With its question mark; empty where there is none.
    private let query: String

    /// The parts of an address that begins with its scheme; nil for all but `http` and `https`.
    init?(_ text: String) {
        guard let mark = text.firstRange(of: "://") else { return nil }
        let scheme = text[..<mark.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let rest = text[mark.upperBound...].prefix { $0 != "#" }
        let host = rest.prefix { !"/?".contains($0) }
        let isHost = host.utf8.allSatisfy {
            $0.isLetter || (0x30...0x39).contains($0) || ".-:".utf8.contains($0)
        }
        guard !host.isEmpty, isHost else { return nil }
        let place = rest[host.endIndex...]
        let path = place.prefix { $0 != "?" }
        self.init(
            scheme: scheme, host: host.lowercased(), path: String(path),
            query: String(place[path.endIndex...]))
    }

    private init(scheme: String, host: String, path: String, query: String) {
        self.scheme = scheme
        self.host = host
        self.path = Self.withoutDots(path)
        self.query = query
    }

    /// Where a link that is written as `reference` leads from here; nil for what is no address of the web, such as
    /// `mailto:`.
    func resolving(_ reference: String) -> WebAddress? {
        let written = Self.escaped(reference).prefix { $0 != "#" }
        let name = written.prefix { !":/?".contains($0) }
        if name.endIndex < written.endIndex, written[name.endIndex] == ":", !name.isEmpty {
            return WebAddress(String(written))
        }
        if written.hasPrefix("//") { return WebAddress("\(scheme):\(written)") }
        let path = written.prefix { $0 != "?" }
        let query = String(written[path.endIndex...])
        if path.isEmpty {
            return WebAddress(
                scheme: scheme, host: host, path: self.path, query: query.isEmpty ? self.query : query)
        }
        if path.hasPrefix("/") {
            return WebAddress(scheme: scheme, host: host, path: String(path), query: query)
        }
        let folder = self.path.lastIndex(of: "/").map { self.path[...$0] } ?? "/"
        return WebAddress(scheme: scheme, host: host, path: "\(folder)\(path)", query: query)
    }

    var description: String { "\(scheme)://\(host)\(path)\(query)" }

    /// What a browser makes of an address as it is written: no white space around or line ends in it, and every
    /// letter that no address has escaped.
    private static func escaped(_ reference: String) -> String {
        var bytes = Array(reference.utf8)[...]
        while let first = bytes.first, first <= 0x20 { bytes = bytes.dropFirst() }
        while let last = bytes.last, last <= 0x20 { bytes = bytes.dropLast() }
        var escaped = ""
        for byte in bytes where byte != 0x09 && byte != 0x0A && byte != 0x0D {
            let isAllowed = (0x21...0x7E).contains(byte) && !"\"<>\\^`{|}".utf8.contains(byte)
            escaped +=
                isAllowed
                ? String(UnicodeScalar(byte))
                : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
        return escaped
    }

    /// A path with its `.` and `..` followed.
    private static func withoutDots(_ path: String) -> String {
        guard path.hasPrefix("/") else { return path }
        let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        var kept: [Substring] = []
        for (place, part) in parts.enumerated() {
            if part == ".." { _ = kept.popLast() }
            if part != ".", part != ".." {
                kept.append(part)
            } else if place == parts.count - 1 {
                kept.append("")
            }
        }
        return "/" + kept.joined(separator: "/")
    }
}
