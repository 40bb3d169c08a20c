public import LMIModel

extension FetchPlan {
    /// Checks what no publisher is needed for, so that a definition that cannot work stops before anything is fetched.
    ///
    /// - Parameter place: The definition's path, for messages.
    /// - Throws: ``Diagnostic`` of fault `configuration`.
    public func check(place: String) throws(Diagnostic) {
        let refuse = Refusal(place: place)
        switch way {
        case .plain(let url): try refuse.unlessAddress(url)
        case .nomis(let query): try query.check(refuse, secret: secret?.parameter)
        case .dataSet(let query): try query.check(refuse)
        case .link(let landing):
            try refuse.unlessAddress(landing.page)
            _ = try landing.link.template(place: place)
        case .dated(let dated): try dated.check(refuse)
        case .ownFile: break
        }
        for host in hosts where LinkAddress("https://\(host)")?.host != host.lowercased() {
            throw refuse(
                "\(host.quoted) under `hosts:` is no server's name",
                "write the name alone, such as `download.ons.gov.uk`")
        }
        guard (0...100).contains(leastPercent), mostBytes > 0 else {
            throw refuse(
                "\(leastPercent) % and \(mostBytes) bytes cannot be the limits of a file",
                "write `at least percent:` from 0 to 100 and `most megabytes:` above 0")
        }
        if let name = secret?.parameter, !name.isParameterName {
            throw refuse(
                "\(name.quoted) cannot be the name of a parameter", "correct `parameter:` under `key:`")
        }
    }

    /// Makes the faults of one definition.
    fileprivate struct Refusal {
        let place: String

        func callAsFunction(_ message: String, _ mend: String) -> Diagnostic {
            Diagnostic(.error, .configuration, at: .file(place), message, mend: mend)
        }

        func unlessAddress(_ url: String) throws(Diagnostic) {
            let address = try SourceURL(url)
            guard ServerAddress(url)?.isPlain(in: url) == true else {
                throw self("\("\(address)".quoted) names no server that can be asked", "correct the address")
            }
            for parameter in SourceURL.parameters(of: url) where parameter.isSecret {
                throw self(
                    "a key stands in the address as the parameter \(parameter.name.quoted), where everybody can read it",
                    "take it out of the address, write `key: {parameter: …, secret: …}` beside it, and ask for another key"
                )
            }
        }

        /// As ``unlessAddress(_:)``, for one that more is added to.
        func unlessRoot(_ url: String) throws(Diagnostic) {
            try unlessAddress(url)
            guard !url.utf8.contains(where: { "?#".utf8.contains($0) }), url.utf8.last != UInt8(ascii: "/")
            else {
                throw self(
                    "\(url.quoted) cannot be where an API stands: it ends in a slash or holds a query",
                    "write the address as far as the version, such as `https://www.nomisweb.co.uk/api/v01`")
            }
        }
    }
}

extension NomisQuery {
    /// Parameters that the paging writes itself.
    private static let own = ["select", "recordoffset", "recordlimit"]

    fileprivate func check(_ refuse: FetchPlan.Refusal, secret: String?) throws(Diagnostic) {
        try refuse.unlessRoot(address)
        guard dataset.isParameterName else {
            throw refuse(
                "\(dataset.quoted) is no dataset of Nomis", "write its id, such as `dataset: NM_189_1`")
        }
        var seen: Set<String> = []
        for parameter in parameters {
            let name = parameter.name.lowercased()
            guard parameter.name.isParameterName, seen.insert(name).inserted else {
                throw refuse(
                    "the parameter \(parameter.name.quoted) under `query:` stands there twice, or is no parameter's name",
                    "write each parameter once")
            }
            guard !Self.own.contains(name), name != secret?.lowercased() else {
                throw refuse(
                    "the parameter \(parameter.name.quoted) under `query:` is written by the program itself",
                    "take it out: columns stand under `columns:`, a key under `key:`, and pages are counted by the program"
                )
            }
            if name == "excludemissingvalues", parameter.value.lowercased() != "false" {
                throw refuse(
                    "\(parameter.name) under `query:` leaves out the rows without a figure, and with them the reasons why there is none",
                    "take it out: what is suppressed is shown as suppressed")
            }
            if SourceURL.isSecretName(parameter.name) {
                throw refuse(
                    "a key stands in the definition, where everybody can read it",
                    "take `\(parameter.name)` out of `query:`, write `key: {parameter: \(parameter.name), secret: NOMIS_UID}`, and ask for another key"
                )
            }
        }
        for column in columns where !column.isParameterName || column.uppercased().hasPrefix("RECORD_") {
            throw refuse(
                "\(column.quoted) cannot stand under `columns:`",
                "write the names of the columns alone; RECORD_OFFSET and RECORD_COUNT are always asked for")
        }
    }
}

extension DataSetQuery {
    /// Whether a version can be asked for so: numbers joined by points, of which the last may be a star.
    public static func isVersion(_ text: String) -> Bool { DataSetChoice.isPattern(text) }

    fileprivate func check(_ refuse: FetchPlan.Refusal) throws(Diagnostic) {
        try refuse.unlessRoot(address)
        guard publication.contains(where: { !$0.isWhitespace }), dataSet.contains(where: { !$0.isWhitespace })
        else {
            throw refuse(
                "the publication or the data set has no title", "write `publication:` and `title:`")
        }
        if let version, !Self.isVersion(version) {
            throw refuse(
                "\(version.quoted) is no version",
                "write `version: \"2.*\"` for the newest of version 2, `\"2.1\"` for that one, or leave it out"
            )
        }
    }
}

extension DatedAddress {
    fileprivate func check(_ refuse: FetchPlan.Refusal) throws(Diagnostic) {
        let filled = address(of: .earliest)
        guard filled != pattern, !filled.contains("{"), !filled.contains("}") else {
            throw refuse(
                "\(pattern.quoted) has no day in it, or has a gap that is none of a day's",
                "write `{YYYYMMDD}`, `{YYYY-MM-DD}` or `{YYYY}`, `{MM}` and `{DD}` where the day stands")
        }
        guard (0...366).contains(daysBack) else {
            throw refuse("\(daysBack) under `days back:` is too many", "write a number from 0 to 366")
        }
        try refuse.unlessAddress(filled)
    }
}

extension LandingPage.Link {
    /// The template that a link has to fit.
    ///
    /// - Throws: ``Diagnostic`` of fault `configuration` where it is none.
    func template(place: String) throws(Diagnostic) -> Template {
        let text =
            switch self {
            case .text(let text), .address(let text): text
            }
        do throws(Template.Fault) {
            let template = try Template(text)
            if !text.isEmpty { return template }
        } catch {
            let what =
                switch error {
                case .looseBrace: "a brace opens or closes no gap"
                case .gapName(let name): "two gaps are called \(name.quoted), or a gap has no name"
                case .adjacentGaps: "nothing stands between two gaps"
                case .tooManyGaps: "it has more than \(Template.mostGaps) gaps"
                }
            throw Diagnostic(
                .error, .configuration, at: .file(place),
                "\(text.quoted) under `link:` cannot be read: \(what)",
                mend: "write `{any}` for what changes, and give each gap a name of its own")
        }
        throw Diagnostic(
            .error, .configuration, at: .file(place), "no words and no address stand under `link:`",
            mend: "write `link: {text: …}` with the link's words, or `link: {address: …}`")
    }
}

extension String {
    /// Letters, digits, hyphens and underscores: what parameters and columns are called.
    fileprivate var isParameterName: Bool {
        (1...64).contains(utf8.count)
            && utf8.allSatisfy { $0.isLetter || $0.isDigit || "-_".utf8.contains($0) }
    }
}
