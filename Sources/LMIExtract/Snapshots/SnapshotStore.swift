internal import LMIFiles
public import LMIModel

/// Files as their publishers sent them, each under its own SHA-256 and never changed.
///
/// ```
/// snapshots/3f/3f9a…              the bytes
/// snapshots/records/SOURCE/3f9a….json   which source they are of, and when they were had
/// ```
/// Whoever makes a figure of them reads them through first, and compares them with their name, so that it never rests on a
/// damaged file.
public struct SnapshotStore: Sendable {
    private static let recordLimit = 1 << 16
    static let records = "records"

    /// The store's folder.
    public let path: String
    /// From when on a source's newest record is recent enough: that its bytes came again, or were confirmed, is then not
    /// written into it every night. What each night had of whom stands in the record of the run.
    public var recent: String?

    /// Opens the store at `path`, making it where it is missing. Nobody but the user may look into it.
    public init(_ path: String) throws(Diagnostic) {
        self.path = path
        _ = try Folder(making: path, mode: 0o700).folderOrNew(Self.records, mode: 0o700)
    }

    /// Keeps a copy of the file at `file`, of any size.
    ///
    /// - Parameters:
    ///   - source: The source's id.
    ///   - now: When it was had, as `2026-11-22T02:00:00Z`.
    ///   - note: What its origin file says beside that.
    public func put(
        fileAt file: String, source: String, now: String, note: SnapshotNote? = nil
    ) throws(Diagnostic) -> SnapshotRecord {
        try checkName(source)
        let root = try Folder(opening: path)
        let facts = Facts(source: source, url: "", now: now, note: note)
        let digest = try Files.digest(file)
        let folder = String(digest.sha256.prefix(2))
        if try root.has(folder), try stands(digest, in: root.folder(folder)) {
            return try self.note(digest, facts, in: root)
        }
        var growing = try GrowingFile(in: root)
        try growing.append(fileAt: file)
        return try keep(growing, in: root, facts)
    }

    /// The bytes named `sha256`, once they have been read through and found to be what they were.
    ///
    /// - Parameters:
    ///   - isNewest: Whether they are the newest of their source, which its publisher may be asked for again.
    ///   - believed: How they stood on the disk when they were last read through: where nobody has written into them since,
    ///     they are not read again. A figure never rests on bytes that were had so.
    /// - Complexity: O(*n*) in the file's size.
    public func open(
        _ sha256: String, isNewest: Bool = true, believing believed: String? = nil
    ) throws(Diagnostic) -> StandingBytes {
        guard Self.isDigest(sha256) else {
            throw Self.noDigest(sha256, path)
        }
        let folder = String(sha256.prefix(2))
        let place = "\(path)/\(folder)/\(sha256)"
        let root = try Folder(opening: path)
        guard try root.has(folder), try root.folder(folder).has(sha256) else {
            throw Diagnostic(
                .error, .storage, at: .file(place), "the snapshot is not in the store",
                mend: isNewest
                    ? "run again without `--offline`: the file is then fetched anew"
                    : "put the file back from a copy: without it no night that was made of it can be made again"
            )
        }
        // Looked at before it is read: whoever writes into it after that is found out by it.
        let stamp = try Files.stamp(place)
        guard stamp != believed else {
            return StandingBytes(path: place, stamp: stamp, isProven: false)
        }
        let found = try root.folder(folder).digest(sha256).sha256
        guard found == sha256 else {
            throw Diagnostic(
                .error, .storage, at: .file(place),
                "the snapshot is damaged: its bytes have the SHA-256 \(found), which is not its name",
                mend: isNewest
                    ? "check the disk, then run again without `--offline`: a whole copy then takes its place"
                    : "check the disk, then put the file back from a copy, or remove it: a night that was made of it can then not be made again"
            )
        }
        return StandingBytes(path: place, stamp: stamp, isProven: true)
    }

    /// Takes away what a run that was killed left half-written. Only for who holds the run's lock.
    public func sweep() throws(Diagnostic) {
        let root = try Folder(opening: path)
        try root.sweep()
        let records = try root.folder(Self.records)
        for entry in try records.list() where entry.kind == .folder { try records.folder(entry.name).sweep() }
    }

    /// Bytes of the store, as they stand on the disk.
    public struct StandingBytes: Sendable {
        public let path: String
        /// Changes when somebody writes into the file, but for a writing within one tick of the system's clock (some
        /// milliseconds) after the look at it.
        public let stamp: String
        /// Whether they were read through just now.
        public let isProven: Bool
    }

    /// What is known of bytes that are about to be kept.
    struct Facts {
        var source: String
        var url: String
        var now: String
        var note: SnapshotNote?
        var validators: Validators?
    }

    func keep(
        _ growing: consuming GrowingFile, in root: borrowing Folder, _ facts: Facts
    ) throws(Diagnostic) -> SnapshotRecord {
        let digest = try growing.finish { digest throws(Diagnostic) -> GrowingFilePlace? in
            let folder = try root.folderOrNew(String(digest.sha256.prefix(2)), mode: 0o700)
            // A copy that has come to harm is replaced by the whole one.
            if try stands(digest, in: folder) { return nil }
            return GrowingFilePlace(folder, name: digest.sha256)
        }
        return try note(digest, facts, in: root)
    }

    /// Whether the bytes stand in the store, and whole.
    func stands(_ digest: FileDigest, in folder: borrowing Folder) throws(Diagnostic) -> Bool {
        guard try folder.has(digest.sha256) else { return false }
        return try folder.digest(digest.sha256) == digest
    }

    /// Says of bytes that stand in the store whose they are and when they were had.
    func note(
        _ digest: FileDigest, _ facts: Facts, in root: borrowing Folder
    ) throws(Diagnostic) -> SnapshotRecord {
        let folder = try root.folder(Self.records).folderOrNew(facts.source, mode: 0o700)
        let first = SnapshotRecord(
            source: facts.source, url: facts.url, digest: digest, retrieved: facts.now, note: facts.note,
            validators: facts.validators)
        guard try folder.has(first.name) else {
            try folder.write(first.json(), to: first.name, isPrivate: true)
            return first
        }
        let known = try read(first.name, in: folder, source: facts.source)
        var again = known
        again.seen = max(known.seen, facts.now)
        // An origin file that was mended, say from `live` to `sample`, takes the place of what it said.
        again.note = facts.note ?? known.note
        // A file that somebody put into a folder says nothing about what the publisher's server said.
        if !facts.url.isEmpty { again.validators = facts.validators }
        // Where another record cannot be read nothing is known, and this one is written.
        let newest = try? newest(source: facts.source)
        return try write(again, over: known, isNewest: newest == known, in: folder)
    }

    /// Writes what is known of bytes now, unless that is no more than was known and not long ago.
    ///
    /// - Returns: The record as it stands.
    func write(
        _ record: SnapshotRecord, over known: SnapshotRecord, isNewest: Bool, in folder: borrowing Folder
    ) throws(Diagnostic) -> SnapshotRecord {
        var settled = record
        settled.seen = known.seen
        if let recent, settled == known, known.seen >= recent, isNewest { return known }
        try folder.write(record.json(), to: record.name, isPrivate: true)
        return record
    }

    func read(
        _ name: String, in folder: borrowing Folder, source: String
    ) throws(Diagnostic) -> SnapshotRecord {
        try SnapshotRecord(
            json: folder.read(name, limit: Self.recordLimit), path: "\(folder.path)/\(name)", source: source,
            name: name)
    }

    func checkName(_ source: String) throws(Diagnostic) {
        let isName =
            (1...64).contains(source.utf8.count)
            && source.utf8.allSatisfy {
                $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-")
                    || $0 == UInt8(ascii: "_")
            }
        guard isName else {
            throw Diagnostic(
                .error, .configuration, at: .file(path),
                "\(source.quoted) cannot be a source's id: only letters, digits, - and _ are, up to 64 of them",
                mend: "give the source's file another name")
        }
    }
}

extension SnapshotStore {
    /// Whether `name` is the name of bytes: 64 hexadecimal digits, and so no way out of the store.
    static func isDigest(_ name: String) -> Bool {
        name.utf8.count == 64
            && name.utf8.allSatisfy { $0.isDigit || (0x61...0x66).contains($0) }
    }
}
