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
    /// The way records are written now. A record of a higher number is from a newer program and is not read.
    static let format = 1

    let format: Int
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
    /// When they were had last, or their publisher said last that they are still the newest.
    public internal(set) var seen: String
    /// What makes the next request for them conditional, as their publisher said it last.
    public internal(set) var validators: Validators?
    /// Whether a definition has read them from end to end; nil where none has.
    public internal(set) var wasRead: Bool?

    init(
        source: String, url: String, digest: FileDigest, retrieved: String, note: SnapshotNote?,
        validators: Validators?
    ) {
        format = Self.format
        self.note = note
        self.source = source
        self.url = url
        sha256 = digest.sha256
        bytes = digest.bytes
        self.retrieved = retrieved
        seen = retrieved
        self.validators = validators
    }

    /// The name of the record's file.
    var name: String { Self.name(sha256) }

    static func name(_ sha256: String) -> String { "\(sha256).json" }

    /// One small JSON object, its keys sorted, with a check over its bytes.
    func json() throws(Diagnostic) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return try SealedJSON.seal(Array(encoder.encode(self)) + [0x0A])
        } catch {
            throw Diagnostic(
                .error, .internal, at: .nowhere,
                "the record of the snapshot \(sha256) cannot be written as JSON",
                mend: "report this as a fault of the program")
        }
    }

    /// Reads a record, and refuses it where it is not as it was written: a record that cannot be read is never taken for
    /// one that is not there.
    ///
    /// - Parameters:
    ///   - path: The record's file, for messages.
    ///   - source: The source in whose folder it stands.
    ///   - name: The file's own name, which is that of the bytes it speaks of.
    init(json: [UInt8], path: String, source: String, name: String) throws(Diagnostic) {
        let isWhole = SealedJSON.check(of: json) != nil
        // A newer program may write all but the number otherwise, so the number is looked at first.
        if let header = Self.decoded(Header.self, json), header.format > Self.format {
            throw Diagnostic(
                .error, .storage, at: .file(path),
                "the record of a snapshot is of format \(header.format), and this version of lmi reads format \(Self.format)",
                mend:
                    "run the newer version of lmi that wrote it; if there was none, the file is damaged: move it away and run again"
            )
        }
        guard isWhole, let record = Self.decoded(Self.self, json), record.source == source,
            record.name == name
        else {
            throw Diagnostic(
                .error, .storage, at: .file(path), "the record of a snapshot is damaged",
                mend:
                    "put the file back from a copy, or move it away and run again: what the publisher sends now is then kept anew, and a night that was made of older bytes can then not be made again"
            )
        }
        self = record
    }

    private struct Header: Decodable { let format: Int }

    private static func decoded<Value: Decodable>(_ type: Value.Type, _ json: [UInt8]) -> Value? {
        do { return try JSONDecoder().decode(type, from: Data(json)) } catch { return nil }
    }
}
