public import LMIModel

/// What a generation is made of: every file but the manifest itself, with size and hash.
public struct Manifest: Hashable, Sendable {
    public struct File: Hashable, Sendable {
        public let path: String
        public let bytes: Int
        /// 64 hexadecimal digits.
        public let sha256: String
    }

    public let generation: String
    public let origin: Origin.Kind
    /// When the newest of its sources was first had.
    public let created: String
    public let tables: [String]
    public let registers: [String]
    /// Those of its tables and registers that are carried from an earlier generation.
    public let stale: [String]
    /// Sorted by path.
    public let files: [File]

    /// - Parameter file: The manifest's own path, for messages.
    init(_ bytes: [UInt8], file: String) throws(Diagnostic) {
        let json = try JSONParser.parse(bytes, file: file)
        guard let generation = json["generation"]?.string, let created = json["created"]?.string,
            let origin = json["origin"]?.string.flatMap(Origin.Kind.init(rawValue:)),
            let tables = json["tables"]?.array?.compactMap(\.string),
            let stale = json["stale"]?.array?.compactMap(\.string), let entries = json["files"]?.array
        else { throw Self.foreign(file) }
        var files: [File] = []
        for entry in entries {
            guard let path = entry["path"]?.string, let size = entry["bytes"]?.int,
                let sha256 = entry["sha256"]?.string, Self.isPlain(path)
            else { throw Self.foreign(file) }
            files.append(File(path: path, bytes: size, sha256: sha256))
        }
        self.generation = generation
        self.origin = origin
        self.created = created
        self.tables = tables
        // Generations of versions that knew no registers lack the member, and nothing is lost.
        registers = json["registers"]?.array?.compactMap(\.string) ?? []
        self.stale = stale
        self.files = files
    }

    /// Whether it has a table or register called so.
    public func has(_ id: String) -> Bool { tables.contains(id) || registers.contains(id) }

    /// Whether a path stays inside its generation: `name.ext` or `folder/name.ext`.
    private static func isPlain(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count) && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") }
    }

    private static func foreign(_ file: String) -> Diagnostic {
        Diagnostic(
            .error, .storage, at: .file(file), "the file is not a manifest as this program writes it",
            mend: "put \(file) back from a copy, or roll back to another generation")
    }
}
