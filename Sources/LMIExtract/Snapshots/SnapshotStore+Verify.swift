internal import LMIFiles
public import LMIModel

/// Reading everything again.
extension SnapshotStore {
    /// Every snapshot and every record that is not as it was written, with how to mend it.
    ///
    /// - Complexity: O(*n*) in the bytes of the store.
    public func verify() throws(Diagnostic) -> [Diagnostic] {
        var findings: [Diagnostic] = []
        var newest: Set<String> = []
        for source in try sources() { findings += try verifyRecords(source, &newest) }
        for sha256 in try all() {
            do throws(Diagnostic) {
                _ = try open(sha256, isNewest: newest.contains(sha256))
            } catch { findings.append(error) }
        }
        return try findings + strangers()
    }

    private func verifyRecords(_ source: String, _ newest: inout Set<String>) throws(Diagnostic)
        -> [Diagnostic]
    {
        var findings: [Diagnostic] = []
        let folder = try Folder(opening: path).folder(Self.records).folder(source)
        var last: SnapshotRecord?
        for entry in try folder.list() where !entry.name.hasPrefix(Folder.temporaryPrefix) {
            let place = "\(folder.path)/\(entry.name)"
            guard entry.kind == .file, entry.name.hasSuffix(".json") else {
                findings.append(Self.stranger(place))
                continue
            }
            do throws(Diagnostic) {
                let record = try read(entry.name, in: folder, source: source)
                if let best = last, (best.seen, best.sha256) >= (record.seen, record.sha256) {
                } else {
                    last = record
                }
                if let finding = try verifyBytes(of: record, place) { findings.append(finding) }
            } catch { findings.append(error) }
        }
        if let last { newest.insert(last.sha256) }
        return findings
    }

    /// Whether the bytes that a record speaks of are there; what they are is looked at once for all records.
    private func verifyBytes(of record: SnapshotRecord, _ place: String) throws(Diagnostic) -> Diagnostic? {
        let root = try Folder(opening: path)
        let name = String(record.sha256.prefix(2))
        guard try root.has(name), try root.folder(name).has(record.sha256) else {
            return Diagnostic(
                .error, .storage, at: .file(place), "the record is of a snapshot that is not in the store",
                mend:
                    "remove the record: if its source still sends those bytes, the next run keeps them again")
        }
        return nil
    }

    private func strangers() throws(Diagnostic) -> [Diagnostic] {
        var findings: [Diagnostic] = []
        let root = try Folder(opening: path)
        for entry in try root.list() where !entry.name.hasPrefix(Folder.temporaryPrefix) {
            if entry.kind == .folder, entry.name == Self.records { continue }
            guard entry.kind == .folder, entry.name.utf8.count == 2 else {
                findings.append(Self.stranger("\(path)/\(entry.name)"))
                continue
            }
            for file in try root.folder(entry.name).list() {
                let isKnown =
                    file.kind == .file && Self.isDigest(file.name) && file.name.hasPrefix(entry.name)
                if !isKnown { findings.append(Self.stranger("\(path)/\(entry.name)/\(file.name)")) }
            }
        }
        return findings
    }

    private static func stranger(_ place: String) -> Diagnostic {
        Diagnostic(
            .error, .storage, at: .file(place), "the file is not of this program's making",
            mend: "move it out of the folder of snapshots")
    }
}
