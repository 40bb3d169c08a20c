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

    /// Whether the server is numbered instead of named, in any of the ways to write a number: `127.0.0.1`, `127.1`,
    /// `0x7f000001`, `2130706433`, `[::1]`. No name of the internet ends in a number.
    var isNumbered: Bool {
        if host.contains("[") || host.contains(":") { return true }
        let labels = host.split(separator: ".", omittingEmptySubsequences: true)
        guard let last = labels.last else { return true }
        if last.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return true }
        return last.hasPrefix("0x") && last.dropFirst(2).allSatisfy(\.isHexDigit)
    }

    /// The values of the parameters that are not shown of `url`.
    static func secrets(in url: SourceURL) -> [String] {
        let (sent, shown) = (parameters(of: url.text), parameters(of: url.description))
        return zip(sent, shown).filter { $0 != $1 }.compactMap { sent, _ in
            sent.firstIndex(of: "=").map { String(sent[sent.index(after: $0)...]) }
        }.filter { !$0.isEmpty }
    }

    private static func parameters(of text: String) -> [Substring] {
        guard let query = text.firstIndex(of: "?") else { return [] }
        return text[text.index(after: query)...].split(separator: "&", omittingEmptySubsequences: false)
    }
}
