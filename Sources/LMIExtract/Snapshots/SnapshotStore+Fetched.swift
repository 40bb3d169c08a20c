internal import LMIFiles
public import LMIModel

/// What a fetch brought: bytes to be kept, or word that those kept before are still the newest.
extension SnapshotStore {
    /// Keeps a fetched body. It is taken over as it stands where it is on the same disk as the store, and copied where
    /// it is not; its file in the scratch folder is then gone, or of no more use.
    ///
    /// - Parameters:
    ///   - source: The source's id.
    ///   - url: Where it came from, as shown: without secrets.
    ///   - now: When it was had, as `2026-11-22T02:00:00Z`.
    ///   - validators: What makes the next request conditional.
    /// - Throws: ``Diagnostic``; what was kept before is then kept still.
    public func put(
        fetched file: FetchedFile, source: String, url: String, now: String, validators: Validators?
    ) throws(Diagnostic) -> SnapshotRecord {
        try checkName(source)
        let root = try Folder(opening: path)
        let facts = Facts(source: source, url: url, now: now, note: nil, validators: validators)
        let isNear = try Files.isOnSameDisk(file.path, as: root)
        guard isNear, Self.isDigest(file.sha256) else {
            return try copy(file, facts, in: root)
        }
        let digest = FileDigest(sha256: file.sha256, bytes: file.bytes)
        let folder = try root.folderOrNew(String(digest.sha256.prefix(2)), mode: 0o700)
        // A copy that has come to harm is replaced by the whole one.
        if try !stands(digest, in: folder) {
            try folder.adopt(fileAt: file.path, as: digest.sha256, isPrivate: true)
            try checkAdopted(digest, in: folder)
        }
        return try note(digest, facts, in: root)
    }

    private func copy(
        _ file: FetchedFile, _ facts: Facts, in root: borrowing Folder
    ) throws(Diagnostic) -> SnapshotRecord {
        var growing = try GrowingFile(in: root)
        try growing.append(fileAt: file.path)
        return try keep(growing, in: root, facts)
    }

    /// The bytes were hashed as they came, and the disk may have changed them since.
    private func checkAdopted(_ digest: FileDigest, in folder: borrowing Folder) throws(Diagnostic) {
        let found = try folder.digest(digest.sha256)
        guard found != digest else { return }
        try folder.remove(digest.sha256)
        throw Diagnostic(
            .error, .storage, at: .file("\(folder.path)/\(digest.sha256)"),
            "the file came as \(digest.bytes) bytes with the SHA-256 \(digest.sha256), and the disk gives back \(found.bytes) with \(found.sha256)",
            mend: "check the disk, then run again: the file is then fetched anew")
    }

    /// Takes down that a publisher said of these bytes that they are still the newest, or sent them again.
    ///
    /// - Parameters:
    ///   - now: When it did, as `2026-11-22T02:00:00Z`.
    ///   - validators: What makes the next request conditional from now on.
    ///   - isNewest: Whether the record is the newest of its source.
    public func confirm(
        _ record: SnapshotRecord, now: String, validators: Validators?, isNewest: Bool
    ) throws(Diagnostic) -> SnapshotRecord {
        try checkName(record.source)
        var confirmed = record
        confirmed.seen = max(record.seen, now)
        confirmed.validators = validators
        return try write(
            confirmed, over: record, isNewest: isNewest,
            in: Folder(opening: path).folder(Self.records).folder(record.source))
    }

    /// Takes down that a definition has read these bytes from end to end: from now on they are what a publisher's next
    /// answer is compared with.
    public func noteRead(_ sha256: String, source: String) throws(Diagnostic) {
        guard var record = try record(sha256, source: source), record.wasRead != true else { return }
        record.wasRead = true
        try Folder(opening: path).folder(Self.records).folder(source)
            .write(record.json(), to: record.name, isPrivate: true)
    }
}
