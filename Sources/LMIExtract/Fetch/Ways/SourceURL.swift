public import LMIModel

/// The address of a publisher's file, shown without the secrets in it.
public struct SourceURL: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// The address as it is sent; it goes to libcurl and nowhere else.
    private(set) var text: String
    /// The values that no text may show.
    private(set) var secrets: Secrets
    /// The names in lower case of the parameters that secrets were added as.
    private var hidden: Set<String> = []

    /// Takes an address that may be fetched: `https`, with a host, without a user name.
    ///
    /// - Parameter allowLoopback: True where `http` to this machine itself is meant, as in tests.
    /// - Throws: ``Diagnostic`` of fault `configuration`.
    public init(_ text: String, allowLoopback: Bool = false) throws(Diagnostic) {
        self.text = text
        secrets = Secrets(in: text)
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
        added.hidden.insert(parameter.lowercased())
        added.secrets.insert(value)
        return added
    }

    /// The address with more values that it is not shown with.
    func hiding(_ secrets: Secrets) -> SourceURL {
        var hiding = self
        hiding.secrets.formUnion(secrets)
        return hiding
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
        // What is known goes first: part of it may look like the name of another parameter.
        Self.shown(secrets.takenOut(of: text), hiding: hidden)
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
                let name = parameter.prefix { $0 != "=" }
                let said = String(name).percentDecoded.lowercased()
                let isHidden = mayBeSecret(said) || names.contains(said)
                return isHidden && name.endIndex < parameter.endIndex ? "\(name)=…" : String(parameter)
            }
        return shown + "?" + parameters.joined(separator: "&")
    }

    public var debugDescription: String { description }
}

extension SourceURL {
    /// A port as every program reads it: digits alone, and no zero before them.
    public static func port(_ text: some StringProtocol) -> Int? {
        guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy(\.isDigit), text.first != "0" else {
            return nil
        }
        return Int(text).flatMap { (1...65_535).contains($0) ? $0 : nil }
    }

    /// What a name that holds it anywhere may be that of a secret by.
    private static let suspectWords = ["uid", "key", "token", "secret", "password", "signature", "sig"]

    /// Names of secrets, of which more are made with words before them: `subscription-key`, `accessToken`.
    private static let secretWords = Set(suspectWords).union([
        "passwd", "pwd", "credential", "apikey", "accesskey", "subscriptionkey", "accesstoken", "authtoken",
        "clientsecret", "sessionid",
    ])

    /// Whether what is called so is a secret for certain: `subscription_key` is, `keywords` and `guid` are not.
    ///
    /// - Parameter name: A parameter's name, as it is written.
    public static func isSecretName(_ name: String) -> Bool {
        var word: [UInt8] = []
        var wasCapital = true
        func isSecret() -> Bool { secretWords.contains(String(decoding: word, as: UTF8.self)) }
        for letter in name.percentDecoded.utf8 {
            let isCapital = letter != letter.lowercased
            let isPart = letter.isLetter || letter.isDigit
            if !isPart || isCapital && !wasCapital {
                if isSecret() { return true }
                word = []
            }
            if isPart {
                wasCapital = isCapital
                word.append(letter.lowercased)
            }
        }
        return isSecret()
    }

    /// A parameter of an address, as it is written.
    public struct Parameter: Hashable, Sendable {
        public var name: String
        public var value: String

        /// Whether its value is a secret for certain.
        public var isSecret: Bool { !value.isEmpty && SourceURL.isSecretName(name) }
    }

    /// The parameters of an address, in their order.
    public static func parameters(of address: String) -> [Parameter] {
        guard let mark = address.firstIndex(where: { "?#".contains($0) }) else { return [] }
        return address[address.index(after: mark)...].split(whereSeparator: { "&;?#".contains($0) }).map {
            let name = $0.prefix { $0 != "=" }
            return Parameter(name: String(name), value: String($0[name.endIndex...].dropFirst()))
        }
    }

    /// Whether what is called so may be a secret, and is better not shown.
    private static func mayBeSecret(_ name: String) -> Bool {
        suspectWords.contains { name.contains($0) } || isSecretName(name)
    }
}

extension SourceURL: CustomReflectable {
    public var customMirror: Mirror { Mirror(self, children: ["url": description]) }
}
