/// An address of the web in its parts, for links that are written relative to their page. What programs read in more than
/// one way, such as a server's name with an escape in it, is no address here.
struct LinkAddress: Hashable, Sendable, CustomStringConvertible {
    /// In lower case: `http` or `https`.
    let scheme: String
    /// The server's name in lower case.
    let name: String
    let port: Int
    /// Empty, or beginning with a slash.
    let path: String
    /// With its question mark; empty where there is none.
    let query: String

    /// The parts of an address that begins with its scheme; nil for all but `http` and `https`.
    init?(_ text: String) {
        guard let mark = text.firstRange(of: "://") else { return nil }
        let scheme = text[..<mark.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }) else {
            return nil
        }
        let rest = text[mark.upperBound...].prefix { $0 != "#" }
        let server = rest.prefix { !"/?".contains($0) }
        let parts = server.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts[0].lowercased()
        guard Self.isName(name),
            let port = parts.count == 1 ? Self.usualPort(scheme) : SourceURL.port(parts[1])
        else { return nil }
        let place = rest[server.endIndex...]
        let path = place.prefix { $0 != "?" }
        self.init(
            scheme: scheme, name: name, port: port, path: String(path), query: String(place[path.endIndex...])
        )
    }

    private init(scheme: String, name: String, port: Int, path: String, query: String) {
        self.scheme = scheme
        self.name = name
        self.port = port
        self.path = Self.withoutDots(path)
        self.query = query
    }

    private static func usualPort(_ scheme: String) -> Int { scheme == "https" ? 443 : 80 }

    /// Whether this is how the name of a server is written. One that ends in a number is the number of a server, of which
    /// only the plainest spelling is read alike by all.
    private static func isName(_ name: String) -> Bool {
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let isWritten = labels.allSatisfy { label in
            !label.isEmpty
                && label.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == 0x2D || $0 == 0x5F }
        }
        guard isWritten, name.utf8.count <= 253, let last = labels.last else { return false }
        guard last.utf8.allSatisfy(\.isDigit) || last.hasPrefix("0x") else { return true }
        return labels.count == 4
            && labels.allSatisfy { label in UInt8(label).map { String($0) == label } ?? false }
    }

    /// The server's name, with its port where that is not the usual one.
    var host: String { port == Self.usualPort(scheme) ? name : "\(name):\(port)" }

    /// Where a link that is written as `reference` leads from here; nil for what is no address of the web, such as
    /// `mailto:`.
    func resolving(_ reference: String) -> LinkAddress? {
        let written = Self.escaped(reference).prefix { $0 != "#" }
        let name = written.prefix { !":/?".contains($0) }
        if name.endIndex < written.endIndex, written[name.endIndex] == ":", !name.isEmpty {
            return LinkAddress(String(written))
        }
        if written.hasPrefix("//") { return LinkAddress("\(scheme):\(written)") }
        let path = written.prefix { $0 != "?" }
        let query = String(written[path.endIndex...])
        if path.isEmpty {
            return at(self.path, query.isEmpty ? self.query : query)
        }
        if path.hasPrefix("/") { return at(String(path), query) }
        let folder = self.path.lastIndex(of: "/").map { self.path[...$0] } ?? "/"
        return at("\(folder)\(path)", query)
    }

    /// Another address of the same server.
    private func at(_ path: String, _ query: String) -> LinkAddress {
        LinkAddress(scheme: scheme, name: name, port: port, path: path, query: query)
    }

    var description: String { "\(scheme)://\(host)\(path)\(query)" }

    /// What a browser makes of an address as it is written: no white space around or line ends in it, and every
    /// letter that no address has escaped.
    private static func escaped(_ reference: String) -> String {
        var bytes = Array(reference.utf8)[...]
        while let first = bytes.first, first <= 0x20 { bytes = bytes.dropFirst() }
        while let last = bytes.last, last <= 0x20 { bytes = bytes.dropLast() }
        return bytes.filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }.percentEscaped {
            (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0)
        }
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
