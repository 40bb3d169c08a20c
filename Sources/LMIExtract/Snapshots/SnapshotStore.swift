internal import LMIFiles
public import LMIModel

/// Files as their publishers sent them, each under its own SHA-256 and never changed.
///
/// ```
/// snapshots/3f/3f9a…              the bytes
/// snapshots/records/SOURCE/3f9a….json   which source they are of, and when they were had
/// ```
/// Every reading checks the bytes against their name first, so a figure never rests on a damaged file.
public struct SnapshotStore: Sendable {
    private static let recordLimit = 1 << 16
    private static let records = "records"

    /// The store's folder.
    public let path: String

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
        var growing = try GrowingFile(in: root)
        try growing.append(fileAt: file)
        return try keep(growing, in: root, source: source, url: "", now: now, note: note)
    }

    /// Fetches `url` and keeps what came. Blocks until it is all there.
    ///
    /// - Parameter now: When it is had, as `2026-11-22T02:00:00Z`.
    /// - Throws: ``Diagnostic``; nothing is then kept.
    public func put(_ fetch: Fetch, of url: SourceURL, source: String, now: String) throws(Diagnostic)
        -> SnapshotRecord
    {
        try checkName(source)
        let root = try Folder(opening: path)
        var growing = try GrowingFile(in: root)
        try fetch.get(url, appendingTo: &growing, scratch: path)
        return try keep(growing, in: root, source: source, url: url.description, now: now, note: nil)
    }

    /// The path of the bytes named `sha256`, once they have been read through and found to be what they were.
    ///
    /// - Complexity: O(*n*) in the file's size.
    public func open(_ sha256: String) throws(Diagnostic) -> String {
        guard sha256.utf8.count == 64, sha256.utf8.allSatisfy({ $0.isHexadecimalDigit }) else {
            throw Diagnostic(
                .error, .storage, at: .file(path),
                "\(sha256.quoted) is no SHA-256, which names each snapshot",
                mend: "give the 64 digits as the run's record has them")
        }
        let folder = String(sha256.prefix(2))
        let place = "\(path)/\(folder)/\(sha256)"
        let root = try Folder(opening: path)
        guard try root.has(folder), try root.folder(folder).has(sha256) else {
            throw Diagnostic(
                .error, .storage, at: .file(place), "the snapshot is not in the store",
                mend: "run again without `--offline`: the file is then fetched anew")
        }
        let found = try root.folder(folder).digest(sha256).sha256
        guard found == sha256 else {
            throw Diagnostic(
                .error, .storage, at: .file(place),
                "the snapshot is damaged: its bytes have the SHA-256 \(found), which is not its name",
                mend: "check the disk, then run again without `--offline`: a whole copy then takes its place")
        }
        return place
    }

    /// The record of the bytes that the source gave last; nil when it never gave any.
    public func newest(source: String) throws(Diagnostic) -> SnapshotRecord? {
        try checkName(source)
        let records = try Folder(opening: path).folder(Self.records)
        guard try records.has(source) else { return nil }
        let folder = try records.folder(source)
        var newest: SnapshotRecord?
        for entry in try folder.list() where entry.name.hasSuffix(".json") {
            let record = try read(entry.name, in: folder)
            if let best = newest, (best.seen, best.sha256) >= (record.seen, record.sha256) { continue }
            newest = record
        }
        return newest
    }

    /// Takes away what a run that was killed left half-written. Only for who holds the run's lock.
    public func sweep() throws(Diagnostic) {
        let root = try Folder(opening: path)
        try sweep(root)
        let records = try root.folder(Self.records)
        for entry in try records.list() where entry.kind == .folder { try sweep(records.folder(entry.name)) }
    }

    private func sweep(_ folder: borrowing Folder) throws(Diagnostic) {
        for entry in try folder.list()
        where entry.kind == .file && entry.name.hasPrefix(Folder.temporaryPrefix) {
            try folder.remove(entry.name)
        }
    }

    private func keep(
        _ growing: consuming GrowingFile, in root: borrowing Folder, source: String, url: String, now: String,
        note: SnapshotNote?
    ) throws(Diagnostic) -> SnapshotRecord {
        let digest = try growing.finish { digest throws(Diagnostic) -> GrowingFilePlace? in
            let folder = try root.folderOrNew(String(digest.sha256.prefix(2)), mode: 0o700)
            // A copy that has come to harm is replaced by the whole one.
            if try folder.has(digest.sha256), try folder.digest(digest.sha256) == digest { return nil }
            return GrowingFilePlace(folder, name: digest.sha256)
        }
        let folder = try root.folder(Self.records).folderOrNew(source, mode: 0o700)
        let name = "\(digest.sha256).json"
        var record = SnapshotRecord(source: source, url: url, digest: digest, retrieved: now, note: note)
        if try folder.has(name) {
            record = try read(name, in: folder)
            record.seen = max(record.seen, now)
            // An origin file that was mended, say from `live` to `sample`, takes the place of what it said.
            record.note = note ?? record.note
        }
        try folder.write(record.json(), to: name, isPrivate: true)
        return record
    }

    private func read(_ name: String, in folder: borrowing Folder) throws(Diagnostic) -> SnapshotRecord {
        try SnapshotRecord(
            json: folder.read(name, limit: Self.recordLimit), path: "\(folder.path)/\(name)")
    }

    private func checkName(_ source: String) throws(Diagnostic) {
        let isName =
            (1...64).contains(source.utf8.count)
            && source.utf8.allSatisfy {
                $0.isLetter || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
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

extension UInt8 {
    fileprivate var isHexadecimalDigit: Bool { (0x30...0x39).contains(self) || (0x61...0x66).contains(self) }
}

extension SnapshotStore {
    /// The names of all bytes in the store, sorted.
    public func all() throws(Diagnostic) -> [String] {
        let root = try Folder(opening: path)
        var names: [String] = []
        for entry in try root.list() where entry.kind == .folder && entry.name.utf8.count == 2 {
            names += try root.folder(entry.name).list().map(\.name)
                .filter { !$0.hasPrefix(Folder.temporaryPrefix) }
        }
        return names.sorted()
    }
}
