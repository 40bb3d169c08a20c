internal import LMIFiles
public import LMIModel

/// Taking away what nobody needs any more.
extension SnapshotStore {
    /// What was taken away.
    public struct Pruned: Hashable, Sendable {
        public var snapshots = 0
        /// Of the files that are gone.
        public var bytes = 0

        public init() {}
    }

    /// Takes away the bytes that nobody needs any more. Only for who holds the run's lock.
    ///
    /// Kept are those of `keeping`, the newest of each source and the newest that could be read, and all that were had or confirmed at `oldest` or later.
    /// A record goes before its bytes: what a kill leaves in between is bytes without a record, which the next call takes.
    ///
    /// - Parameters:
    ///   - keeping: Names of bytes that something still rests on.
    ///   - oldest: A time as `2026-11-22T02:00:00Z`.
    public func prune(keeping: Set<String>, oldest: String) throws(Diagnostic) -> Pruned {
        var kept = keeping
        var unneeded: [SnapshotRecord] = []
        for source in try sources() {
            let records = try records(source: source)
            let needed = [records.newest, records.newestRead]
            for record in records {
                if needed.contains(record) || record.seen >= oldest
                    || keeping.contains(record.sha256)
                {
                    kept.insert(record.sha256)
                } else {
                    unneeded.append(record)
                }
            }
        }
        for record in unneeded where !kept.contains(record.sha256) {
            try Folder(opening: path).folder(Self.records).folder(record.source).remove(record.name)
        }
        var pruned = Pruned()
        for sha256 in try all() where !kept.contains(sha256) {
            let size = try remove(sha256)
            pruned.snapshots += 1
            pruned.bytes += size
        }
        return pruned
    }

    /// Takes the bytes named `sha256` away.
    ///
    /// - Returns: How many there were.
    private func remove(_ sha256: String) throws(Diagnostic) -> Int {
        let folder = try Folder(opening: path).folder(String(sha256.prefix(2)))
        let size = try folder.entry(sha256)?.bytes ?? 0
        try folder.remove(sha256)
        return size
    }
}
