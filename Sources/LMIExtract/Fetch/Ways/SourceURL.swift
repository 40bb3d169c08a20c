public import LMIModel

/// The address of a publisher's file, shown without the secrets in it.
public struct SourceURL: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// The address as it is sent; it goes to libcurl and nowhere else.
    let text: String

    /// Takes an address that may be fetched: `https`, with a host, without a user name.
    ///
    /// - Parameter allowLoopback: True where `http` to this machine itself is meant, as in tests.
    /// - Throws: ``Diagnostic`` of fault `configuration`.
    public init(_ text: String, allowLoopback: Bool = false) throws(Diagnostic) {
        self.text = text
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        let scheme = parts.count == 2 ? parts[0].lowercased() : ""
        guard scheme == "https" || allowLoopback && scheme == "http" else {
            throw refusal("only addresses that begin with https:// are fetched")
        }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw refusal("the address holds a space or a letter that no address has")
        }
        let host = parts[1].prefix { !"/?#".contains($0) }
        guard !host.contains("@") else {
            throw refusal("the address holds a user name, which would be shown in logs")
        }
        guard !host.isEmpty else { throw refusal("the address names no server") }
    }

    private func refusal(_ message: String) -> Diagnostic {
        Diagnostic(
            .error, .configuration, at: .file(description), message, mend: "correct the source's `url:`")
    }

    /// The address with the values of secret parameters, and a user's name and password, taken out.
    public var description: String { Self.shown(text) }

    /// As ``description``, for an address that a server names.
    static func shown(_ text: String) -> String {
        let query = text.firstIndex(of: "?") ?? text.endIndex
        var shown = String(text[..<query])
        if let start = shown.firstRange(of: "://")?.upperBound {
            let host = shown[start...].prefix { $0 != "/" }
            if let at = host.lastIndex(of: "@") { shown.replaceSubrange(start..<at, with: "…") }
        }
        guard query < text.endIndex else { return shown }
        let parameters = text[text.index(after: query)...]
            .split(separator: "&", omittingEmptySubsequences: false)
            .map { parameter -> String in
                let name = parameter.prefix { $0 != "=" }
                return isSecret(name.lowercased()) ? "\(name)=…" : String(parameter)
            }
        return shown + "?" + parameters.joined(separator: "&")
    }

    public var debugDescription: String { description }

    private static func isSecret(_ name: String) -> Bool {
        ["uid", "key", "token", "secret", "password", "signature", "sig"].contains { name.contains($0) }
    }
}

extension SourceURL: CustomReflectable {
    public var customMirror: Mirror { Mirror(self, children: ["url": description]) }
}
