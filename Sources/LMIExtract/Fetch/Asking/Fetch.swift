internal import LMIFiles
internal import LMIModel

/// How files are fetched from publishers: one request, within limits, refusing all that was not asked for.
public struct Fetch: Sendable {
    /// What a transfer may cost before it is given up.
    public struct Limits: Hashable, Sendable {
        /// The most bytes of a body.
        public var bytes: Int
        /// The longest a connection may take to be made.
        public var connectMilliseconds: Int
        /// The longest the whole may take.
        public var totalMilliseconds: Int
        /// The longest that fewer than 100 bytes a second may come.
        public var idleSeconds: Int

        public init(
            bytes: Int = 256 << 20, connectMilliseconds: Int = 20_000, totalMilliseconds: Int = 900_000,
            idleSeconds: Int = 60
        ) {
            self.bytes = bytes
            self.connectMilliseconds = connectMilliseconds
            self.totalMilliseconds = totalMilliseconds
            self.idleSeconds = idleSeconds
        }
    }

    /// Who asks, with a way to be reached, such as `lmi/1.0 (+https://example.org/contact)`.
    public var userAgent: String
    public var limits: Limits
    /// The content types that are accepted, in lower case without parameters; empty for any.
    public var contentTypes: Set<String>
    /// Whether this machine itself may be asked, over http: for tests.
    public var allowLoopback: Bool

    public init(
        userAgent: String, limits: Limits = Limits(), contentTypes: Set<String> = [],
        allowLoopback: Bool = false
    ) {
        self.userAgent = userAgent
        self.limits = limits
        self.contentTypes = contentTypes
        self.allowLoopback = allowLoopback
    }

    /// Asks once for `url` and appends the body of the answer to `file`. Blocks until it is all there.
    ///
    /// - Throws: ``Diagnostic``, of fault `source` where the publisher or the way there is to blame, `storage`
    ///   where the disk is. `file` may then hold a part and is to be given up.
    func get(_ url: SourceURL, appendingTo file: inout GrowingFile) throws(Diagnostic) {
        // The address was checked when it was made, perhaps with more allowed than here.
        _ = try SourceURL(url.text, allowLoopback: allowLoopback)
        let transfer = try CurlTransfer(url)
        try transfer.configure(self)
        let answer = try transfer.perform(&file, self)
        try check(answer, from: url)
        guard file.bytes > 0 else {
            throw Self.fault(
                url, "the answer is empty",
                mend: "look at the address in a browser; if it is empty there too, tell its publisher")
        }
    }

    /// What came back: what the transfer ended with, and what was seen on the way.
    struct Answer {
        var status = 0
        var contentType = ""
        var headers = AnswerHeaders()
        var isTooLong = false
        var refusedAddress = false
        var storageFault: Diagnostic?
        /// How the transfer failed, if it did.
        var failure: Failure?
    }

    enum Failure {
        case noSuchName
        /// In the words of the operating system.
        case unreachable(String)
        case tooSlow
        case cutShort
        /// In libcurl's words.
        case untrusted(String)
        case other(String)
    }

    static func fault(_ url: SourceURL, _ message: String, mend: String) -> Diagnostic {
        Diagnostic(.error, .source, at: .file(url.description), message, mend: mend)
    }
}
