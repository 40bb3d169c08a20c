/// Where bytes come from and under which terms they may be used again.
public struct Origin: Hashable, Sendable {
    /// Whether figures are a publisher's own or made up to try the pipeline with.
    public enum Kind: String, Hashable, Sendable {
        case live, sample
    }

    public struct Licence: Hashable, Sendable {
        public let name: String
        public let url: String

        public init(name: String, url: String) {
            self.name = name
            self.url = url
        }
    }

    public var kind: Kind
    public var publisher: String
    public var title: String
    /// The publisher's page about the figures, never a query with a key in it.
    public var url: String
    public var licence: Licence
    /// The sentence the licence asks for.
    public var attribution: String
    /// The publisher's own name for this edition, if it has one.
    public var release: String?
    /// The day it was published, if known.
    public var released: Day?
    /// The day the next edition is due, if the publisher says.
    public var nextDue: Day?
    /// When these bytes were first had, as `2026-11-22T02:00:00Z`.
    public var retrieved: String

    public init(
        kind: Kind, publisher: String, title: String, url: String, licence: Licence, attribution: String,
        release: String? = nil, released: Day? = nil, nextDue: Day? = nil, retrieved: String
    ) {
        self.kind = kind
        self.publisher = publisher
        self.title = title
        self.url = url
        self.licence = licence
        self.attribution = attribution
        self.release = release
        self.released = released
        self.nextDue = nextDue
        self.retrieved = retrieved
    }
}

/// Bytes as their publisher sent them, named by their hash and never changed.
public struct Snapshot: Hashable, Sendable {
    /// The source's id in the pipeline.
    public var source: String
    /// The name of the file for people, such as `nomis/bres.csv`.
    public var file: String
    /// SHA-256 of the bytes, 64 hexadecimal digits.
    public var sha256: String
    public var bytes: Int
    public var origin: Origin

    public init(source: String, file: String, sha256: String, bytes: Int, origin: Origin) {
        self.source = source
        self.file = file
        self.sha256 = sha256
        self.bytes = bytes
        self.origin = origin
    }
}
