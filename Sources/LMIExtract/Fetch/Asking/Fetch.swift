internal import LMIFiles
internal import LMIModel

/// How one file is fetched from its publisher, once, within limits.
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
    /// - Parameter scratch: A folder for the body on its way.
    /// - Throws: ``Diagnostic``, of fault `source` where the publisher or the way there is to blame, `storage`
    ///   where the disk is. `file` may then hold a part and is to be given up.
    func get(_ url: SourceURL, appendingTo file: inout GrowingFile, scratch: String) throws(Diagnostic) {
        var manners = Manners()
        manners.attempts = 1
        manners.connectMilliseconds = limits.connectMilliseconds
        manners.totalMilliseconds = limits.totalMilliseconds
        manners.idleSeconds = limits.idleSeconds
        let fetcher = Fetcher(
            scratch: scratch, userAgent: userAgent, manners: manners, allowsPlain: allowLoopback)
        let request = FetchRequest(url: url, mostBytes: limits.bytes)
        let way = OneFile(request: request, contentTypes: contentTypes, scratch: scratch)
        let task = FetchTask(id: "", conversation: way)
        guard let ending = fetcher.fetch([task], isInterrupted: { false }).first,
            case .whole(let body, _) = try ending.outcome.get()
        else { return }
        // Its name is gone once the bytes stand where they are wanted, or cannot.
        do throws(Diagnostic) { try file.append(fileAt: body.path) } catch {
            try OneFile.remove(body, scratch)
            throw error
        }
        try OneFile.remove(body, scratch)
    }
}

/// One request for one file.
private struct OneFile: Conversation {
    let request: FetchRequest
    let contentTypes: Set<String>
    let scratch: String

    static func remove(_ body: FetchedFile, _ scratch: String) throws(Diagnostic) {
        try Folder(opening: scratch).remove(body.path.split(separator: "/").last.map(String.init) ?? "")
    }

    func next(_ answer: FetchAnswer?) throws(Diagnostic) -> FetchStep {
        guard let answer, let body = answer.body else { return .ask(request) }
        guard contentTypes.isEmpty || contentTypes.contains(answer.contentType) else {
            try Self.remove(body, scratch)
            let types = contentTypes.sorted().map(\.quoted).joined(separator: " or ")
            throw Diagnostic(
                .error, .source, at: .file(request.url.description),
                "the answer is \(answer.contentType.quoted), expected \(types)",
                mend: "look at the address in a browser: it may be a notice in place of the file")
        }
        return .whole(body, nil)
    }
}
