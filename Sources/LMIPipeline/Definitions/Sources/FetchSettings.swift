internal import LMIExtract
internal import LMIModel

/// Decodes `fetch:`: the way to a source's file.
enum FetchSettings {
    /// The keys that each say a way, in the order in which messages name them.
    private static let ways = ["url", "nomis", "data set", "page", "dated", "own file"]

    static func plan(_ setting: Setting, form: FetchPlan.Form) throws(Diagnostic) -> FetchPlan {
        var keys = try setting.keys("fetch")
        var said: [(key: String, value: Setting)] = []
        for way in ways { if let value = keys.take(way) { said.append((way, value)) } }
        let (link, daysBack) = (keys.take("link"), keys.take("days back"))
        let (hosts, most) = (keys.take("hosts"), keys.take("most megabytes"))
        let (least, key) = (keys.take("at least percent"), keys.take("key"))
        try keys.finish()
        guard let (name, value) = said.first else {
            throw setting.wrong(
                "nothing says how the file is fetched",
                mend: "write one of these under `fetch:`: \(ways.joined(separator: ", "))")
        }
        if said.count > 1 {
            throw said[1].value.wrong(
                "`fetch:` says two ways to the file, `\(name):` and `\(said[1].key):`",
                mend: "take one of them away")
        }
        if let link, name != "page" {
            throw link.wrong(
                "`link:` is for a file that a page links to", mend: "write `page:` beside it, or take it away"
            )
        }
        if let daysBack, name != "dated" {
            throw daysBack.wrong(
                "`days back:` is for an address with a day in it",
                mend: "write `dated:` beside it, or take it away")
        }
        var plan = FetchPlan(way: try way(name, value, link: link, daysBack: daysBack), form: form)
        if case .ownFile = plan.way, let other = hosts ?? most ?? least ?? key {
            throw other.wrong(
                "the hub's own file is not fetched from anywhere", mend: "take this away beside `own file:`")
        }
        for host in try hosts?.items("hosts") ?? [] {
            let text = try host.text("hosts")
            try AddressSettings.checkServer(text, at: host, mayHavePort: false)
            plan.hosts.append(text.lowercased())
        }
        if let most { plan.mostBytes = try most.wholeNumber("most megabytes", in: 1...4096) * 1_000_000 }
        if let least { plan.leastPercent = try least.wholeNumber("at least percent", in: 0...100) }
        plan.secret = try key.map { key throws(Diagnostic) in try secret(key) }
        try check(plan, at: value)
        return plan
    }

    /// Refuses at its line what would be refused before the first request.
    private static func check(_ plan: FetchPlan, at setting: Setting) throws(Diagnostic) {
        do { try plan.check(place: "") } catch { throw setting.wrong(error.message, mend: error.mend) }
    }

    private static func way(
        _ name: String, _ value: Setting, link: Setting?, daysBack: Setting?
    ) throws(Diagnostic) -> FetchPlan.Way {
        switch name {
        case "nomis": return .nomis(try NomisSettings.query(value))
        case "data set": return .dataSet(try dataSet(value))
        case "page":
            let page = try value.text("page")
            try AddressSettings.check(page, at: value)
            guard let link else {
                throw value.wrong(
                    "nothing says which link of the page leads to the file",
                    mend: "add `link: {text: …}` with the link's words, or `link: {address: …}`")
            }
            return .link(LandingPage(page: page, link: try Self.link(link)))
        case "dated":
            let days = try daysBack?.wholeNumber("days back", in: 0...31) ?? 0
            return .dated(DatedAddress(pattern: try dated(value), daysBack: days))
        case "own file":
            guard try value.yesOrNo("own file") else {
                throw value.wrong(
                    "`own file: no` says no way to the file", mend: "write how it is fetched instead")
            }
            return .ownFile
        default:
            let url = try value.text("url")
            try AddressSettings.check(url, at: value)
            return .plain(url: url)
        }
    }

    private static func dataSet(_ setting: Setting) throws(Diagnostic) -> DataSetQuery {
        var keys = try setting.keys("data set")
        let address = try address(&keys, or: "https://api.education.gov.uk/statistics/v1")
        let publication = try keys.demandText("publication", like: "Key stage 4 destination measures")
        let title = try keys.demandText("title", like: "Destinations by local authority")
        let version = keys.take("version")
        try keys.finish()
        return DataSetQuery(
            address: address, publication: publication, dataSet: title,
            version: try version.map { setting throws(Diagnostic) in
                let text = try setting.text("version")
                guard DataSetQuery.isVersion(text) else {
                    throw setting.wrong(
                        "\(text.quoted) is no version of a data set",
                        mend: "write a version such as 2.1, or 2.* for the newest of version 2")
                }
                return text
            })
    }

    private static func link(_ setting: Setting) throws(Diagnostic) -> LandingPage.Link {
        var keys = try setting.keys("link")
        let (text, address) = (keys.take("text"), keys.take("address"))
        try keys.finish()
        switch (text, address) {
        case (let text?, nil): return .text(try template(text, "text"))
        case (nil, let address?): return .address(try template(address, "address"))
        case (_?, let address?):
            throw address.wrong(
                "`link:` says both the words and the address of the link", mend: "take one of them away")
        case (nil, nil):
            throw setting.wrong(
                "nothing says which link is meant",
                mend: "write its words as `text: …`, or where it leads as `address: …`")
        }
    }

    private static func template(_ setting: Setting, _ key: String) throws(Diagnostic) -> String {
        let text = try setting.text(key)
        guard !text.isEmpty else {
            throw setting.wrong(
                "nothing stands after `\(key):`",
                mend: "write what the link has there, with `{any}` for what changes")
        }
        return try setting.template(key, mayLackGaps: true).description
    }

    private static func dated(_ setting: Setting) throws(Diagnostic) -> String {
        let text = try setting.text("dated")
        let names = DatedAddress.gaps.map { "{\($0)}" }.joined(separator: ", ")
        let filled = DatedAddress(pattern: text, daysBack: 0).address(of: .earliest)
        guard filled != text else {
            throw setting.wrong(
                "the address has no place for the day",
                mend: "write one of these where the day stands in it: \(names)")
        }
        guard !filled.contains("{"), !filled.contains("}") else {
            throw setting.wrong(
                "the address has a brace that is no place for the day",
                mend: "the places for the day are: \(names)")
        }
        try AddressSettings.check(filled, at: setting)
        return text
    }

    static func address(_ keys: inout Keys, or usual: String) throws(Diagnostic) -> String {
        guard let setting = keys.take("address") else { return usual }
        let text = try setting.text("address")
        try AddressSettings.check(text, at: setting)
        guard !text.hasSuffix("/"), !text.contains("?") else {
            throw setting.wrong(
                "the address of the service ends with / or has a question in it",
                mend: "write it like \(usual)")
        }
        return text
    }

    private static func secret(_ setting: Setting) throws(Diagnostic) -> SecretUse {
        var keys = try setting.keys("key")
        let parameter = try keys.demand("parameter", like: "uid")
        let name = try keys.demand("secret", like: "NOMIS_UID")
        let isOptional = try keys.take("optional")?.yesOrNo("optional") ?? false
        try keys.finish()
        let text = try parameter.text("parameter")
        guard !text.isEmpty, text.utf8.allSatisfy({ $0.isWordByte || $0 == 0x2D }) else {
            throw parameter.wrong(
                "\(text.quoted) cannot be the name of a parameter",
                mend: "write the name that the publisher's help gives it, such as uid")
        }
        return SecretUse(parameter: text, secret: try secretName(name), isOptional: isOptional)
    }

    /// Whether a secret may be called so: capitals, digits and underscores, the first of them a capital.
    static func isSecretName(_ text: String) -> Bool {
        text.utf8.first.map { (0x41...0x5A).contains($0) } == true && text.utf8.count <= 64
            && text.utf8.allSatisfy { $0.isWordByte && !(0x61...0x7A).contains($0) }
    }

    private static func secretName(_ setting: Setting) throws(Diagnostic) -> String {
        let text = try setting.text("secret")
        // What stands here instead may be the secret itself, so it is not shown.
        guard isSecretName(text) else {
            throw setting.wrong(
                "what stands after `secret:` is not the name of a secret",
                mend:
                    "write a name in capitals, such as NOMIS_UID; the secret itself goes into the environment or the file of secrets"
            )
        }
        return text
    }
}

extension UInt8 {
    /// A letter without accent, a digit or an underscore.
    var isWordByte: Bool {
        isDigitByte || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) || self == 0x5F
    }

    var isDigitByte: Bool { (0x30...0x39).contains(self) }
}
