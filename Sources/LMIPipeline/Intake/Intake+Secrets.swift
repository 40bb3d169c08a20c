internal import LMIExtract
internal import LMIFiles
internal import LMIModel

/// The secrets that definitions name. Their values go into requests and nowhere else: no message, record or file of lmi's has
/// one.
extension Intake {
    /// The values by name, of those that `sources` name and that are there. The environment goes before a credential that
    /// the service manager hands over, and that before the file of secrets.
    ///
    /// - Throws: ``Diagnostic`` of fault `configuration`, which names a secret and never shows it, when one is needed and
    ///   missing, or cannot be used, or lies open to others.
    func secrets(of sources: [SourceDefinition]) throws(Diagnostic) -> [String: String] {
        let uses = sources.compactMap { source in source.fetch?.secret.map { (use: $0, path: source.path) } }
        guard !uses.isEmpty else { return [:] }
        let file = try secretsFile()
        var values: [String: String] = [:]
        for (use, path) in uses where values[use.secret] == nil {
            let found = try value(of: use.secret, file)
            guard let found else {
                if use.isOptional { continue }
                throw Diagnostic(
                    .error, .configuration, at: .file(path),
                    "the secret \(use.secret) is needed and is not there",
                    mend:
                        "set it in the environment, or write the line `\(use.secret)=` with its value behind it into \(place.state)/secrets, a file that only you may read (`chmod 600`)"
                )
            }
            let isPlain = !found.text.isEmpty && found.text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
            guard isPlain else {
                throw Diagnostic(
                    .error, .configuration, at: .file(found.origin),
                    "the secret \(use.secret) \(found.text.isEmpty ? "is empty" : "holds a space, a line end or a letter that no key has")",
                    mend: "write the key alone there, or take the secret away")
            }
            values[use.secret] = found.text
        }
        return values
    }

    private func value(
        of name: String, _ file: (path: String, values: [String: String])?
    ) throws(Diagnostic) -> (text: String, origin: String)? {
        if let text = place.environment(name) { return (text, "the environment") }
        if let folder = place.environment("CREDENTIALS_DIRECTORY"), Files.exists("\(folder)/\(name)") {
            let path = "\(folder)/\(name)"
            return (try text(Files.read(path, limit: 4096), path), path)
        }
        guard let file, let text = file.values[name] else { return nil }
        return (text, file.path)
    }

    /// The file that `--secrets` names, or that of the state folder; nil where there is none.
    private func secretsFile() throws(Diagnostic) -> (path: String, values: [String: String])? {
        let path = place.secretsFile ?? "\(place.state)/secrets"
        guard place.secretsFile != nil || Files.exists(path) else { return nil }
        let lines = try text(Files.readPrivate(path, limit: 1 << 16), path)
            .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var values: [String: String] = [:]
        for (number, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            // A line is never quoted: all of it may be a secret.
            guard parts.count == 2, FetchSettings.isSecretName(String(parts[0])) else {
                throw Diagnostic(
                    .error, .configuration, at: .line(file: path, line: number + 1, column: 1),
                    "the line is not a name and a value",
                    mend: "write it like `NOMIS_UID=` with the value behind it")
            }
            let name = String(parts[0])
            guard values.updateValue(String(parts[1]), forKey: name) == nil else {
                throw Diagnostic(
                    .error, .configuration, at: .line(file: path, line: number + 1, column: 1),
                    "the secret \(name) stands twice in the file", mend: "take one of the two lines away")
            }
        }
        return (path, values)
    }

    /// The text of a file of secrets, without the line end that an editor puts at its end.
    private func text(_ bytes: [UInt8], _ path: String) throws(Diagnostic) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Diagnostic(
                .error, .configuration, at: .file(path), "the file is not UTF-8",
                mend: "save it as UTF-8 in the editor")
        }
        return text.last?.isNewline == true ? String(text.dropLast()) : text
    }
}
