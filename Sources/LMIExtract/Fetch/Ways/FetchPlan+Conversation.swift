public import LMIModel

/// What was had of a source last.
public struct KeptFile: Hashable, Sendable {
    public var sha256: String
    public var bytes: Int
    /// What makes a request conditional; nil where the kept bytes could not be used.
    public var validators: Validators?

    public init(sha256: String, bytes: Int, validators: Validators?) {
        self.sha256 = sha256
        self.bytes = bytes
        self.validators = validators
    }
}

extension FetchPlan {
    /// The conversation that fetches the file.
    ///
    /// - Parameters:
    ///   - kept: What was had last: bytes and validators; nil where nothing was.
    ///   - day: The run's day, for dated addresses.
    ///   - secrets: Values by name. None of them is shown in any message.
    ///   - place: The definition's path, for messages.
    ///   - name: The file's name, for messages.
    ///   - scratch: An existing folder, for files that are put together from several answers.
    /// - Throws: ``Diagnostic`` of fault `configuration` where the plan cannot be carried out, or a secret is missing.
    public func conversation(
        kept: KeptFile?, day: Day, secrets: [String: String], place: String, name: String, scratch: String
    ) throws(Diagnostic) -> any Conversation {
        try check(place: place)
        let secret = try FetchSecret(self.secret, among: secrets, place: place)
        let context = WayContext(
            plan: self, kept: kept, secret: secret, host: host, name: name, scratch: scratch)
        switch way {
        case .plain(let url): return WayConversation(PlainWay(context, url: url), secret: secret)
        case .nomis(let query): return WayConversation(NomisWay(context, query), secret: secret)
        case .dataSet(let query): return WayConversation(DataSetWay(context, query), secret: secret)
        case .dated(let dated): return WayConversation(DatedWay(context, dated, day: day), secret: secret)
        case .link(let landing):
            let template = try landing.link.template(place: place)
            return WayConversation(LinkWay(context, landing, template: template), secret: secret)
        case .ownFile:
            throw Diagnostic(
                .error, .internal, at: .file(place), "the hub's own file is fetched from nobody",
                mend: "report this as a fault of the program")
        }
    }

    /// The first request as it will be made, and in words what follows it. No secret is shown.
    ///
    /// - Parameters:
    ///   - day: The run's day, for dated addresses.
    ///   - place: The definition's path, for messages.
    public func requests(day: Day, place: String = "") throws(Diagnostic) -> [String] {
        try check(place: place)
        let first: String
        var then: [String] = []
        switch way {
        case .plain(let url): first = url
        case .nomis(let query):
            first = query.url(offset: 0)
            then = [
                "then the same with recordOffset= the rows had so far, until all are there that RECORD_COUNT says"
            ]
        case .dataSet(let query):
            first = query.publications(page: 1)
            then = [
                "then the data sets of the publication \(query.publication.quoted)",
                "then \(query.version.map { "the newest version \($0)" } ?? "the newest version") of the data set \(query.dataSet.quoted), as CSV",
            ]
        case .link(let landing):
            first = landing.page
            switch landing.link {
            case .text(let words): then = ["then the file that its link \(words.quoted) leads to"]
            case .address(let address): then = ["then the file that it links to as \(address.quoted)"]
            }
        case .dated(let dated):
            let addresses = dated.addresses(from: day)
            first = addresses[0].url
            if addresses.count > 1 {
                then = [
                    "where there is no such file, that of the day before, and so on back to \(addresses[addresses.count - 1].url)"
                ]
            }
        case .ownFile: return ["no request: the hub's own file is read from the folder of own files"]
        }
        var url = try SourceURL(first)
        if let secret {
            url = url.adding(parameter: secret.parameter, value: "")
            let condition = secret.isOptional ? "if it is there" : "which has to be there"
            then.append("with the secret \(secret.secret) as \(secret.parameter)=…, \(condition)")
        }
        return ["GET \(url)"] + then
    }

    /// The host that the secret is for.
    private var host: String? {
        switch way {
        case .plain(let url): WebAddress(url)?.host
        case .nomis(let query): WebAddress(query.address)?.host
        case .dataSet(let query): WebAddress(query.address)?.host
        case .link(let landing): WebAddress(landing.page)?.host
        case .dated(let dated): WebAddress(dated.pattern)?.host
        case .ownFile: nil
        }
    }
}
