internal import LMIModel

/// A secret as it is sent: its value goes into addresses and into nothing that is shown.
struct FetchSecret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let parameter: String
    private let value: String

    /// The secret that `use` names, out of `secrets`; nil where it can be done without and is not there.
    ///
    /// - Parameter place: The definition, for messages.
    /// - Throws: ``Diagnostic`` of fault `configuration` that never shows a value.
    init?(_ use: SecretUse?, among secrets: [String: String], place: String) throws(Diagnostic) {
        guard let use else { return nil }
        guard let value = secrets[use.secret] else {
            if use.isOptional { return nil }
            throw Diagnostic(
                .error, .configuration, at: .file(place),
                "the secret \(use.secret) is needed for this source, and it is not there",
                mend: Self.mend(use.secret))
        }
        guard (1...1024).contains(value.utf8.count), value.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw Diagnostic(
                .error, .configuration, at: .file(place),
                "the secret \(use.secret) cannot be sent: it is empty or too long, or a space, a line end or an unusual letter stands in it (its value is not shown)",
                mend: "copy the value again, without quotes and without blanks around it")
        }
        parameter = use.parameter
        self.value = value
    }

    private static func mend(_ name: String) -> String {
        "set the environment variable \(name), or write a line `\(name)=…` into the file `secrets` of the state folder (mode 0600), or give the service a systemd credential called \(name)"
    }

    func added(to url: SourceURL) -> SourceURL { url.adding(parameter: parameter, value: value) }

    /// The value, to be looked for in texts.
    var secrets: Secrets { Secrets(value) }

    var description: String { "\(parameter)=…" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: ["secret": description]) }
}
