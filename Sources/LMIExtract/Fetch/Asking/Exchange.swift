internal import LMIModel

/// One request under way: where it has been led to, and how often it was made.
struct Exchange: Sendable {
    /// The most redirects that are followed.
    static let mostMoves = 5

    let request: FetchRequest
    let manners: Manners
    /// Whether http is taken beside https: for the tests of the engine.
    let allowsPlain: Bool
    /// Where it is made now.
    private(set) var url: SourceURL
    private(set) var address: ServerAddress
    private var moves = 0
    private(set) var attempts = 0
    /// When it was first made.
    private(set) var began: Int?

    /// - Throws: ``Diagnostic`` when the address may not be asked.
    init(_ request: FetchRequest, _ manners: Manners, allowsPlain: Bool) throws(Diagnostic) {
        // The address was checked when it was made, perhaps with more allowed than here.
        _ = try SourceURL(request.url.text, allowLoopback: allowsPlain)
        guard let address = ServerAddress(request.url.text) else {
            throw Diagnostic(
                .error, .configuration, at: .file(request.url.description), "the address cannot be read",
                mend: "correct the source's `url:`")
        }
        guard allowsPlain || !address.isNumbered else {
            throw Diagnostic(
                .error, .configuration, at: .file(request.url.description),
                "the server is numbered (\(address.host.quoted)), not named",
                mend: "write the server's name into the source's `url:`")
        }
        guard address.isPlain(in: request.url.text) else {
            throw Diagnostic(
                .error, .configuration, at: .file(request.url.description),
                "the address can be read in more than one way, so nobody can say which server it leads to",
                mend: "copy the address from the browser's address line into the source's `url:`")
        }
        self.request = request
        self.manners = manners
        self.allowsPlain = allowsPlain
        self.address = address
        url = request.url
    }

    var order: TransferOrder {
        TransferOrder(url: url, validators: validators, mostBytes: request.mostBytes)
    }

    /// What makes the request conditional, for the very address that it holds for: no other server learns of it, and
    /// no other file is taken for unchanged.
    private var validators: Validators? {
        guard let known = request.validators, known.url == url.description, known.isSendable else {
            return nil
        }
        return known
    }

    mutating func begin(at now: Int) {
        began = began ?? now
        if moves == 0 { attempts += 1 }
    }

    /// Back to where the request was made first.
    mutating func startOver() {
        guard let first = ServerAddress(request.url.text) else { return }
        (url, address, moves) = (request.url, first, 0)
    }

    /// What an answer comes to.
    enum Verdict {
        case answer(FetchAnswer)
        /// The request goes on at another address.
        case moved
        /// It may go better later.
        case again(Diagnostic)
        case refused(Diagnostic)
    }

    mutating func judge(_ raw: RawAnswer) -> Verdict {
        do throws(Diagnostic) {
            try check(raw)
            // Whoever expects it: without what it could be compared with, nothing can be unchanged.
            if raw.status == 304 {
                return validators == nil ? .refused(refusal(status: 304)) : .answer(answer(raw))
            }
            if raw.status != 0, raw.status != 200, !request.expects.contains(raw.status) {
                if [301, 302, 303, 307, 308].contains(raw.status) {
                    try move(to: raw.headers.location ?? "", status: raw.status)
                    return .moved
                }
                let refusal = refusal(status: raw.status)
                return [429, 500, 502, 503, 504].contains(raw.status) ? .again(refusal) : .refused(refusal)
            }
            if raw.status == 200 || raw.status == 0 {
                if raw.isTooLong { throw tooLong }
                if raw.isEndless { throw endless }
                if let failure = raw.failure {
                    let refusal = refusal(failure)
                    return failure.mayPass ? .again(refusal) : .refused(refusal)
                }
                guard raw.body != nil else { throw empty }
            }
            return .answer(answer(raw))
        } catch {
            return .refused(error)
        }
    }

    private func answer(_ raw: RawAnswer) -> FetchAnswer {
        FetchAnswer(
            status: raw.status, body: raw.body, contentType: raw.headers.type, charset: raw.headers.charset,
            etag: unlessSecret(raw.headers.etag), lastModified: unlessSecret(raw.headers.lastModified),
            finalURL: url.description)
    }

    /// What will be written down, unless the server has put the source's secret into it.
    private func unlessSecret(_ text: String?) -> String? {
        text.flatMap { request.url.secrets.areTold(by: $0) ? nil : $0 }
    }

    /// Follows the server to where it says the file is.
    private mutating func move(to place: String, status: Int) throws(Diagnostic) {
        guard !place.isEmpty else {
            throw fault(
                "the server answered \(status): the file has moved, and it is not said where to",
                mend: Self.later)
        }
        let said = "the server answered \(status): the file has moved to \(request.url.shown(place).quoted)"
        let ownAddress = "if that is the publisher's own address, write it as the source's `url:`"
        let scheme = place.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
        let isWhole = place.dropFirst(scheme.count).first == ":"
        let schemes = allowsPlain ? ["https", "http"] : ["https"]
        guard !isWhole || schemes.contains(scheme.lowercased()) else {
            throw fault("\(said), and only addresses that begin with https:// are followed", mend: ownAddress)
        }
        guard let next = ServerAddress(place, seenFrom: url.text), schemes.contains(next.scheme) else {
            throw fault("\(said), which is no address", mend: "tell the publisher")
        }
        guard !next.hasUser else {
            throw fault("\(said), which holds a user name", mend: "tell the publisher")
        }
        guard allowsPlain || !next.isNumbered else {
            throw fault("\(said), where the server is numbered, not named", mend: "tell the publisher")
        }
        let hosts = Set(request.hosts.map { $0.lowercased() })
        let first = ServerAddress(request.url.text)
        guard next.host == first?.host || hosts.contains(next.host) else {
            throw fault(
                "\(said), which is another server than the source's",
                mend:
                    "if the server \(next.host) is the publisher's own, write it under the source's `hosts:`")
        }
        guard next.port == first?.port || next.port == 443 else {
            throw fault("\(said), which is another port than the source's", mend: ownAddress)
        }
        let secrets = request.url.secrets
        guard next.host == first?.host || !secrets.areTold(by: next.text) && !secrets.areTold(by: place)
        else {
            throw fault(
                "\(said), which would tell another server the key that the source needs",
                mend: "tell the publisher; fetch the file by hand and use `--inputs` until then")
        }
        guard moves < Self.mostMoves else {
            throw fault("\(said), after \(moves) other moves", mend: ownAddress)
        }
        guard next.isPlain(in: next.text), ServerAddress(next.text) == next else {
            throw fault("\(said), which can be read in more than one way", mend: "tell the publisher")
        }
        // Checked once more as every address is: what libcurl can read may still be no address to ask.
        url = try moved(to: next.text, said).hiding(secrets)
        address = next
        moves += 1
    }

    private func moved(to text: String, _ said: String) throws(Diagnostic) -> SourceURL {
        do { return try SourceURL(text, allowLoopback: allowsPlain) } catch {
            throw fault("\(said): \(error.message)", mend: "tell the publisher")
        }
    }
}

extension Validators {
    /// Whether both can stand in a line of a request.
    fileprivate var isSendable: Bool {
        [etag ?? "", lastModified ?? ""].allSatisfy { $0.utf8.allSatisfy { (0x20...0x7E).contains($0) } }
            && (etag != nil || lastModified != nil)
    }
}

extension TransferFailure {
    /// Whether the same request may go better later.
    fileprivate var mayPass: Bool {
        switch self {
        case .noSuchName, .unreachable, .tooSlow, .cutShort, .unsecured: true
        case .tooLong, .untrusted, .other: false
        }
    }
}
