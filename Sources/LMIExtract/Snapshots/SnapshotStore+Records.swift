internal import LMIFiles
public import LMIModel

/// What the store knows of its bytes.
extension SnapshotStore {
    /// The record of the bytes that the source gave or confirmed last; nil when it never gave any.
    public func newest(source: String) throws(Diagnostic) -> SnapshotRecord? {
        try records(source: source).newest
    }

    /// The same, and the newest record of bytes that a definition has read from end to end; nil where there is none.
    public func newestRecords(
        source: String
    ) throws(Diagnostic) -> (newest: SnapshotRecord?, read: SnapshotRecord?) {
        let records = try records(source: source)
        return (records.newest, records.newestRead)
    }

    /// The record of the bytes named `sha256` as those of a source; nil when they never were.
    public func record(_ sha256: String, source: String) throws(Diagnostic) -> SnapshotRecord? {
        try checkName(source)
        guard Self.isDigest(sha256) else { throw Self.noDigest(sha256, path) }
        let records = try Folder(opening: path).folder(Self.records)
        guard try records.has(source) else { return nil }
        let folder = try records.folder(source)
        let name = SnapshotRecord.name(sha256)
        guard try folder.has(name) else { return nil }
        return try read(name, in: folder, source: source)
    }

    /// Every record of a source, by name of its bytes.
    public func records(source: String) throws(Diagnostic) -> [SnapshotRecord] {
        try checkName(source)
        let records = try Folder(opening: path).folder(Self.records)
        guard try records.has(source) else { return [] }
        let folder = try records.folder(source)
        var found: [SnapshotRecord] = []
        for name in try folder.names() where name.hasSuffix(".json") {
            found.append(try read(name, in: folder, source: source))
        }
        return found
    }

    /// The ids of all sources that gave something, sorted.
    public func sources() throws(Diagnostic) -> [String] {
        try Folder(opening: path).folder(Self.records).list().filter { $0.kind == .folder }.map(\.name)
    }

    /// The names of all bytes in the store, sorted.
    public func all() throws(Diagnostic) -> [String] {
        let root = try Folder(opening: path)
        var names: [String] = []
        for entry in try root.list() where entry.kind == .folder && entry.name.utf8.count == 2 {
            names += try root.folder(entry.name).list().filter { $0.kind == .file }.map(\.name)
                .filter(Self.isDigest)
        }
        return names.sorted()
    }

    static func noDigest(_ sha256: String, _ path: String) -> Diagnostic {
        Diagnostic(
            .error, .storage, at: .file(path),
            "\(sha256.quoted) is no SHA-256, which names each snapshot",
            mend: "give the 64 digits as the run's record has them")
    }
}

extension [SnapshotRecord] {
    /// The one that was had or confirmed last.
    var newest: SnapshotRecord? { self.max { ($0.seen, $0.sha256) < ($1.seen, $1.sha256) } }

    /// The newest that a definition has read from end to end.
    var newestRead: SnapshotRecord? { filter { $0.wasRead == true }.newest }
}
