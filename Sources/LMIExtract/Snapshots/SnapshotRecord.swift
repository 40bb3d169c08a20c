internal import FoundationEssentials
internal import LMIFiles
internal import LMIModel

/// What an origin file says of bytes that were put into a folder by hand.
public struct SnapshotNote: Hashable, Sendable, Codable {
    /// `live` or `sample`.
    public var kind: String
    public var title: String?
    public var release: String?
    /// Days as `2026-11-22`.
    public var released: String?
    public var nextDue: String?

    public init(kind: String, title: String?, release: String?, released: String?, nextDue: String?) {
        self.kind = kind
        self.title = title
        self.release = release
        self.released = released
        self.nextDue = nextDue
    }
}

/// What is known of bytes in the store: which source they are of, and when they were had.
public struct SnapshotRecord: Hashable, Sendable, Codable {
    /// The source's id in the pipeline.
    public let source: String
    /// Where they came from, secrets taken out; empty for a file of this machine.
    public let url: String
    /// 64 hexadecimal digits.
    public let sha256: String
    public let bytes: Int
    /// When they were had for the first time, as `2026-11-22T02:00:00Z`. Having them again changes nothing here.
    public let retrieved: String
    /// What their origin file said last beside that; nil for bytes a publisher sent.
    public internal(set) var note: SnapshotNote?
    /// When they were had last.
    public internal(set) var seen: String

    /// One small JSON object, its keys sorted.
    func json() throws(Diagnostic) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return try Array(encoder.encode(self)) + [0x0A]
        } catch {
            throw Diagnostic(
                .error, .internal, at: .nowhere,
                "the record of the snapshot \(sha256) cannot be written as JSON",
                mend: "report this as a fault of the program")
        }
    }

    /// - Parameter path: The record's file, for messages.
    init(json: [UInt8], path: String) throws(Diagnostic) {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(json))
        } catch {
            throw Diagnostic(
                .error, .storage, at: .file(path), "the record of a snapshot is damaged",
                mend: "move \(path) away and run again: the file is then fetched anew")
        }
    }

    init(source: String, url: String, digest: FileDigest, retrieved: String, note: SnapshotNote?) {
        self.note = note
        self.source = source
        self.url = url
        sha256 = digest.sha256
        bytes = digest.bytes
        self.retrieved = retrieved
        seen = retrieved
    }
}
