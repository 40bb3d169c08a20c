public import LMIModel

/// What makes a later request conditional: what the server said about the bytes it sent.
public struct Validators: Hashable, Sendable, Codable {
    /// The address they hold for, as shown.
    public var url: String
    public var etag: String?
    public var lastModified: String?

    public init(url: String, etag: String?, lastModified: String?) {
        self.url = url
        self.etag = etag
        self.lastModified = lastModified
    }
}

/// One request to a publisher.
public struct FetchRequest: Hashable, Sendable {
    public var url: SourceURL
    /// Hosts that a redirect may lead to, beside the request's own.
    public var hosts: Set<String>
    /// The most bytes of the body.
    public var mostBytes: Int
    /// Sent so that unchanged bytes need not be sent again; nil to have them in any case.
    public var validators: Validators?
    /// Statuses beside 200 that the conversation wants to see itself, such as 404.
    public var expects: Set<Int>

    public init(
        url: SourceURL, hosts: Set<String> = [], mostBytes: Int = 256 << 20, validators: Validators? = nil,
        expects: Set<Int> = []
    ) {
        self.url = url
        self.hosts = hosts
        self.mostBytes = mostBytes
        self.validators = validators
        self.expects = expects
    }
}

/// What a publisher answered: status 200 with a body in a file of its own, 304, or a status that was expected.
public struct FetchAnswer: Hashable, Sendable {
    public var status: Int
    /// The body, whole; nil unless the status is 200.
    public var body: FetchedFile?
    /// In lower case, without parameters; empty where the server said none.
    public var contentType: String
    /// The `charset` of the content type in lower case, where there is one.
    public var charset: String?
    public var etag: String?
    public var lastModified: String?
    /// Where the bytes came from in the end, as shown.
    public var finalURL: String

    public init(
        status: Int, body: FetchedFile?, contentType: String = "", charset: String? = nil,
        etag: String? = nil,
        lastModified: String? = nil, finalURL: String
    ) {
        self.status = status
        self.body = body
        self.contentType = contentType
        self.charset = charset
        self.etag = etag
        self.lastModified = lastModified
        self.finalURL = finalURL
    }
}

/// A file in the scratch folder of the fetch, which is cleared when the fetch has ended.
public struct FetchedFile: Hashable, Sendable {
    public var path: String
    public var sha256: String
    public var bytes: Int

    public init(path: String, sha256: String, bytes: Int) {
        self.path = path
        self.sha256 = sha256
        self.bytes = bytes
    }
}

/// What comes next in a conversation.
public enum FetchStep: Sendable {
    case ask(FetchRequest)
    /// The whole file, with what makes the next request for it conditional.
    case whole(FetchedFile, Validators?)
    /// The bytes kept before are the newest.
    case unchanged
}

/// A source's way to its bytes: one request, or several that depend on each other's answers. It knows no network and no
/// clock, so it is tested without either.
public protocol Conversation: Sendable {
    /// What to do next.
    ///
    /// - Parameter answer: To the request that was asked for last; nil at the beginning.
    /// - Throws: ``Diagnostic`` of fault `source` or `content` when the answer is not what was asked for.
    mutating func next(_ answer: FetchAnswer?) throws(Diagnostic) -> FetchStep

    /// The body that the conversation refused last, to be kept for looking at; nil where it refused none. Copies of a
    /// conversation tell of each other's, so whoever started one can ask after it has ended elsewhere.
    var refused: FetchedFile? { get }
}

extension Conversation {
    public var refused: FetchedFile? { nil }
}

/// One request of a conversation as it went, for the run's record.
public struct RequestRecord: Hashable, Sendable, Codable {
    /// As shown: no secret is in it.
    public var url: String
    public var status: Int
    public var bytes: Int
    public var milliseconds: Int
    /// How often it was asked.
    public var attempts: Int

    public init(url: String, status: Int, bytes: Int, milliseconds: Int, attempts: Int) {
        self.url = url
        self.status = status
        self.bytes = bytes
        self.milliseconds = milliseconds
        self.attempts = attempts
    }
}
