internal import LMIFiles
internal import LMIModel

/// A page that links to the file: the page is read, the one link that is meant is found, and its file fetched.
struct LinkWay: WaySteps {
    private let context: WayContext
    private let landing: LandingPage
    private let template: Template
    private var request: FetchRequest?
    private var isAtFile = false

    init(_ context: WayContext, _ landing: LandingPage, template: Template) {
        self.context = context
        self.landing = landing
        self.template = template
    }

    mutating func next(_ answer: FetchAnswer?) throws(Diagnostic) -> FetchStep {
        guard let answer, let request else {
            let bytes = min(context.plan.mostBytes, HTMLFile.sizeLimit)
            return try ask(context.request(landing.page, isForFile: false, mostBytes: bytes))
        }
        guard isAtFile else {
            let page = try context.body(of: answer, as: .html)
            let address = try file(in: page, answer)
            isAtFile = true
            return try ask(context.request("\(address)", isForFile: true))
        }
        if try context.isUnchanged(answer, to: request) { return .unchanged }
        let file = try context.body(of: answer, as: BodyCheck.Form(context.plan.form))
        return try context.whole(file, answer, url: request.url)
    }

    private mutating func ask(_ request: FetchRequest) -> FetchStep {
        self.request = request
        return .ask(request)
    }

    private func file(in body: FetchedFile, _ answer: FetchAnswer) throws(Diagnostic) -> LinkAddress {
        // As shown: what is hidden of it stands behind the question mark, which no link is relative to.
        let shown = String(answer.finalURL.prefix { !"?#".contains($0) })
        guard let here = LinkAddress(shown) ?? LinkAddress(landing.page) else {
            throw context.fault(
                of: .configuration, "\(landing.page.quoted) is no address of a page",
                mend: "correct `page:` under `fetch:`")
        }
        let bytes = try Files.read(body.path, limit: HTMLFile.sizeLimit)
        let page = try Self.decoded(bytes, charset: answer.charset, name: "\(context.name) (its page)")
        let links = try PageLinks(page, at: here).links
        let found = links.filter { isMeant($0) }
        guard let address = found.first?.address, found.allSatisfy({ $0.address == address }) else {
            throw wrongCount(found, of: links)
        }
        try check(address, here)
        return address
    }

    private func isMeant(_ link: PageLink) -> Bool {
        let texts =
            switch landing.link {
            case .text: [link.words]
            case .address: ["\(link.address)", link.written]
            }
        // However many ways there are to cut the words, they are the words that were meant.
        return texts.contains { template.match($0) != .differs }
    }

    private func check(_ address: LinkAddress, _ here: LinkAddress) throws(Diagnostic) {
        let shown = SourceURL.shown("\(address)").quoted
        guard address.scheme == "https" else {
            throw context.fault(
                "the link leads to \(shown), which is not https, so anybody on the way could change the file",
                mend: "tell the publisher; until then, put the file into the folder of own files")
        }
        let allowed = Set(context.plan.hosts.map { $0.lowercased() })
            .union([here.host]).union(LinkAddress(landing.page).map { [$0.host] } ?? [])
        guard allowed.contains(address.host) else {
            throw context.fault(
                "the link leads to \(shown), which is neither on the page's server nor on one of `hosts:`",
                mend: "if that is the publisher's own server, write `hosts: [\(address.host)]` under `fetch:`"
            )
        }
    }

    private func wrongCount(_ found: [PageLink], of links: [PageLink]) -> Diagnostic {
        let (what, wanted) =
            switch landing.link {
            case .text(let words): ("with the words", words)
            case .address(let address): ("to the address", address)
            }
        let shown: [PageLink]
        if found.isEmpty {
            // Each comparison takes the product of two lengths, so a page of endless links is not ranked whole.
            shown = Self.unique(Array(links.prefix(1000)))
                .map { (link: $0, distance: distance(of: $0, from: wanted)) }
                .enumerated()
                .sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
                .map(\.element.link)
        } else {
            shown = Self.unique(found)
        }
        let list = shown.prefix(8)
            .map { "\($0.words.quoted) to \(SourceURL.shown("\($0.address)").quoted)" }
            .joined(separator: "; ")
        let count = found.isEmpty ? "no link" : "\(shown.count) links"
        let candidates =
            links.isEmpty
            ? "it has no links at all"
            : found.isEmpty ? "of its \(links.count) links the nearest are \(list)" : "they are \(list)"
        return context.fault(
            "the page \(SourceURL.shown(landing.page)) has \(count) \(what) \(wanted.quoted), expected one; \(candidates)",
            mend:
                "open the page in a browser and write the link's words as they stand there in `link: {text: …}`, with `{any}` for what changes from one release to the next"
        )
    }

    private func distance(of link: PageLink, from wanted: String) -> Int {
        let text =
            switch landing.link {
            case .text: link.words
            case .address: "\(link.address)"
            }
        return text.lowercased().distance(to: wanted.lowercased())
    }

    private static func unique(_ links: [PageLink]) -> [PageLink] {
        var seen: Set<LinkAddress> = []
        return links.filter { seen.insert($0.address).inserted }
    }

    /// The page in the encoding that its server, else it itself says; UTF-8 where neither says any.
    private static func decoded(
        _ bytes: [UInt8], charset: String?, name: String
    ) throws(Diagnostic) -> PageBytes {
        if let charset {
            guard let encoding = HTMLEncoding(label: charset) else {
                throw Diagnostic(
                    .error, .content, at: .file(name),
                    "the server says that the page is written in \(charset.quoted), which is not read here",
                    mend: "put the file that it links to into the folder of own files")
            }
            return try PageBytes(bytes, as: encoding, name: name)
        }
        do throws(Diagnostic) {
            return try PageBytes(bytes, as: .utf8, name: name)
        } catch {
            let other = try PageBytes(bytes, as: .windows1252, name: name)
            guard try TagScan(other).charset.flatMap({ HTMLEncoding(label: $0) }) == .windows1252 else {
                throw error
            }
            return other
        }
    }
}
