/// An address in its parts.
struct ServerAddress: Hashable, Sendable {
    /// The whole of it, as it is sent.
    var text: String
    var scheme: String
    /// In lower case; an address of sixteen bytes stands in brackets.
    var host: String
    /// Also where it goes without saying; 0 where nothing is known of the scheme.
    var port: Int
    var hasUser: Bool
    /// Begins with a slash.
    var path: String
    /// Without its question mark; empty where there is none.
    var query: String

    /// Whether whoever reads `text`, which this was read from, by its letters alone sees the same in it. An address that two
    /// programs read differently could be checked as one server's and asked of another's.
    func isPlain(in text: String) -> Bool {
        guard let read = LinkAddress(text) else { return false }
        return read.scheme == scheme && read.name == host && read.port == port
            && (read.path.isEmpty ? "/" : read.path) == path && read.query.dropFirst() == query
    }

    /// Whether the server is numbered instead of named, in any of the ways to write a number: `127.0.0.1`, `127.1`,
    /// `0x7f000001`, `2130706433`, `[::1]`. No name of the internet ends in a number.
    var isNumbered: Bool {
        if host.contains("[") || host.contains(":") { return true }
        let labels = host.split(separator: ".", omittingEmptySubsequences: true)
        guard let last = labels.last else { return true }
        if last.utf8.allSatisfy({ $0.isDigit }) { return true }
        return last.hasPrefix("0x") && last.dropFirst(2).allSatisfy(\.isHexDigit)
    }
}
