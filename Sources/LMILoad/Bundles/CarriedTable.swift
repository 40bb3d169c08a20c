public import LMIModel

extension PublishedTable {
    /// The table as the last good generation has it, figure for figure, marked stale.
    ///
    /// - Parameters:
    ///   - reason: Why it is stale, in one sentence for the website's readers; nil leaves it as it stands.
    ///   - lastGood: The generation to take it from; nil when there is none.
    ///   - origin: The origin of the bundle that takes it over.
    /// - Throws: ``Diagnostic`` when there is nothing good to carry.
    init(carrying id: String, because reason: String?, from lastGood: Generation?, into origin: Origin.Kind)
        throws(Diagnostic)
    {
        guard let lastGood else {
            throw Self.nothing(
                id, .source, "there is no earlier generation", mend: "mend the source and run again")
        }
        guard lastGood.manifest.origin == .live else {
            throw Self.nothing(
                id, .configuration, "the earlier generation \(lastGood.id) is a sample",
                mend: "mend the source and run again; nothing is ever carried from sample figures")
        }
        guard origin == .live else {
            throw Self.nothing(
                id, .configuration, "a sample takes nothing from the live generation \(lastGood.id)",
                mend: "publish samples into a folder of their own (`--output`)")
        }
        guard lastGood.manifest.has(id) else {
            throw Self.nothing(
                id, .source, "the earlier generation \(lastGood.id) does not have it",
                mend: "mend the source and run again")
        }
        let csv = try lastGood.file("data/\(id).csv")
        let document = try lastGood.json("json/\(id).json")
        let documentSchema = try lastGood.json("schema/\(id).schema.json")
        let package = try lastGood.json("datapackage.json")
        let resource = package["resources"]?.array?.first { $0["path"]?.string == "data/\(id).csv" }
        guard let title = document["title"]?.string, let description = document["description"]?.string,
            let asOf = document["as_of"]?.string, let updated = document["updated"]?.string,
            let credits = document["sources"]?.array, let rows = document["rows"]?.array,
            let definitionsHash = document["definitions_sha256"]?.string, let schema = resource?["schema"]
        else { throw Self.foreign(id, lastGood) }
        let sources = credits.compactMap(SourceCredit.snapshot)
        guard sources.count == credits.count, !sources.isEmpty else { throw Self.foreign(id, lastGood) }
        var kind = Kind.figures
        if lastGood.manifest.registers.contains(id) {
            guard let leftOut = document["left_out"]?.array else { throw Self.foreign(id, lastGood) }
            kind = .register(.init(records: rows, leftOut: leftOut))
        }
        self.init(
            id: id, kind: kind, title: title, description: description, asOf: asOf, updated: updated,
            sources: sources,
            definitionsHash: definitionsHash, staleReason: reason ?? document["stale_reason"]?.string,
            csv: csv,
            rows: rows.map { WrittenRow($0) },
            // The lookups beside it may have moved on since.
            schema: schema.without("foreignKeys"),
            documentSchema: documentSchema.without("lmi:generation").without("lmi:origin"))
    }

    private static func nothing(
        _ id: String, _ fault: Diagnostic.Fault, _ why: String, mend: String
    ) -> Diagnostic {
        Diagnostic(
            .error, fault, at: .file("data/\(id).csv"), "the table \(id.quoted) cannot be carried: \(why)",
            mend: mend)
    }

    private static func foreign(_ id: String, _ generation: Generation) -> Diagnostic {
        Diagnostic(
            .error, .storage, at: .file("\(generation.path)/json/\(id).json"),
            "the table \(id.quoted) cannot be carried: its files are not as this version of the program writes them",
            mend: "mend the source and run again, so that the table is made anew")
    }
}

extension Generation {
    /// When the newest source of a table was first had; nil where the generation does not have the table.
    public func asOf(_ table: String) throws(Diagnostic) -> String? {
        guard manifest.has(table) else { return nil }
        return try json("json/\(table).json")["as_of"]?.string
    }

    /// SHA-256 over the definitions that made a table; nil where the generation does not have the table.
    public func definitionsHash(of table: String) throws(Diagnostic) -> String? {
        guard manifest.has(table) else { return nil }
        return try json("json/\(table).json")["definitions_sha256"]?.string
    }
}
