public import LMIModel

/// The address of a publisher's file, shown without the secrets in it.
public struct SourceURL: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// The address as it is sent; it goes to libcurl and nowhere else.
    private(set) var text: String
    /// The values of secrets that were added, by the parameter's name in lower case.
    private var secrets: [String: String] = [:]

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

    /// The address with one more parameter, whose value is a secret: it is never shown.
    ///
    /// - Parameter value: As the publisher gave it; what no address may hold is escaped.
    public func adding(parameter: String, value: String) -> SourceURL {
        let escaped = value.escapedForQuery
        let fragment = text.firstIndex(of: "#") ?? text.endIndex
        let joint =
            switch text[..<fragment].last {
            case "?", "&": ""
            default: text[..<fragment].contains("?") ? "&" : "?"
            }
        var added = self
        added.text = "\(text[..<fragment])\(joint)\(parameter.escapedForQuery)=\(escaped)\(text[fragment...])"
        added.secrets[parameter.lowercased()] = value
        return added
    }

    private func refusal(_ message: String) -> Diagnostic {
        Diagnostic(
            .error, .configuration, at: .file(description), message, mend: "correct the source's `url:`")
    }

    /// The address with the values of secret parameters, and a user's name and password, taken out.
    public var description: String { shown(text) }

    /// An address that a server names in answer to this one, such as where it redirects to, shown without the secrets
    /// in it and without those of this one.
    func shown(_ text: String) -> String {
        var shown = Self.shown(text, hiding: Set(secrets.keys))
        for value in secrets.values where !value.isEmpty {
            shown.replace(value.escapedForQuery, with: "…")
            shown.replace(value, with: "…")
        }
        return shown
    }

    /// As ``description``, for an address that a server names.
    static func shown(_ text: String) -> String { shown(text, hiding: []) }

    private static func shown(_ text: String, hiding names: Set<String>) -> String {
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
                let name = parameter.prefix { $0 != "=" }.lowercased()
                return isSecret(name) || names.contains(name)
                    ? "\(parameter.prefix { $0 != "=" })=…" : String(parameter)
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

extension String {
    /// The text as the value of a parameter of an address: letters, digits and `-._~,` stay, all else is escaped.
    var escapedForQuery: String {
        let digits = Array("0123456789ABCDEF".utf8)
        var escaped: [UInt8] = []
        for byte in utf8 {
            if byte.isLetter || (0x30...0x39).contains(byte) || "-._~,".utf8.contains(byte) {
                escaped.append(byte)
            } else {
                escaped += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}
