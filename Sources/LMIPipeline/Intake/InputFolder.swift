internal import LMIFiles
internal import LMIModel

/// A folder of files to read instead of fetching, with an origin for each.
struct InputFolder: Sendable {
    let folder: String
    /// One list for all files, where the folder cannot hold origin files of its own.
    let origins: String?
    private static let mostBytes = 1 << 20

    func path(of source: SourceDefinition) -> String { "\(folder)/\(source.file)" }

    /// What is known of the retrieval of a source's file.
    ///
    /// - Throws: ``Diagnostic`` when the file or its origin is missing or wrong. Without an origin nobody could
    ///   say whether figures are real, so there is no default.
    func retrieval(of source: SourceDefinition) throws(Diagnostic) -> OriginSettings.Retrieval {
        try demandFile(of: source)
        guard let origins else {
            let name = "\(source.file).origin.yml"
            let path = "\(folder)/\(name)"
            guard Files.exists(path) else {
                throw Diagnostic(
                    .error, .configuration, at: .file(name),
                    "the file has no origin file beside it, so nobody can say whether its figures are real",
                    mend: "write \(name) with `kind: sample` or `kind: live`, and `retrieved:`")
            }
            var keys = try YAMLFile.parse(text(path, name), file: name).keys("")
            return try OriginSettings.retrieval(&keys)
        }
        for item in try YAMLFile.parse(text(origins, origins), file: origins).items("origins") {
            var keys = try item.keys("origin")
            guard try keys.demandText("file", like: "nomis/bres.csv") == source.file else { continue }
            return try OriginSettings.retrieval(&keys)
        }
        throw Diagnostic(
            .error, .configuration, at: .file(origins), "the list has no entry for \(source.file.quoted)",
            mend: "add one with `file:`, `kind:` and `retrieved:`")
    }

    /// Whether nothing says where a source's file comes from.
    func lacksOrigin(of source: SourceDefinition) -> Bool {
        origins == nil && !Files.exists("\(path(of: source)).origin.yml")
    }

    func demandFile(of source: SourceDefinition) throws(Diagnostic) {
        guard Files.exists(path(of: source)) else {
            throw Diagnostic(
                .error, .source, at: .file(source.file), "there is no such file in \(folder.quoted)",
                mend: "put the file there, or correct `file:` in \(source.path)")
        }
    }

    private func text(_ path: String, _ name: String) throws(Diagnostic) -> String {
        let bytes = try Files.read(path, limit: Self.mostBytes)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Diagnostic(
                .error, .configuration, at: .file(name), "the file is not UTF-8",
                mend: "save it as UTF-8 in the editor")
        }
        return text
    }
}
