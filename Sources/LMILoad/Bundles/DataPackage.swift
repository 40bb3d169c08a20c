internal import LMIModel

/// `datapackage.json`: the bundle as Data Package 2 describes it.
struct DataPackage {
    let bundle: Bundle
    let tables: [PublishedTable]
    let lookups: [Lookup]
    let created: String
    /// Every file it lists, by path.
    let files: [BundleFile]

    func file(_ stamp: Stamp) -> BundleFile {
        let snapshots = tables.flatMap(\.sources).distinct
        var members: [JSONValue.Member] = [
            .init(name: "$schema", value: "https://datapackage.org/profiles/2.0/datapackage.json"),
            .init(name: "name", value: .string(bundle.pipeline)),
            .init(name: "lmi:generation", value: .string(stamp.generation)),
            .init(name: "lmi:origin", value: .string(stamp.origin.rawValue)),
            .init(name: "title", value: .string(bundle.title)),
            .init(name: "description", value: .string(described(bundle.description, stamp))),
        ]
        if SourceCredit.isWebAddress(bundle.homepage) {
            members.append(.init(name: "homepage", value: .string(bundle.homepage)))
        }
        members += [
            .init(name: "version", value: .string(version)),
            .init(name: "created", value: .string(created)),
            .init(name: "licenses", value: SourceCredit.packageLicences(snapshots)),
            .init(name: "contributors", value: contributors(snapshots)),
            .init(name: "sources", value: .array(snapshots.map(SourceCredit.packageSource))),
            .init(name: "keywords", value: ["labour market information", "careers"]),
            .init(name: "resources", value: .array(resources(stamp))),
        ]
        return BundleFile("datapackage.json", JSONValue.object(members).file(depth: 3))
    }

    /// The day of the newest source as `2026.1.21`.
    private var version: String {
        created.prefix(10).split(separator: "-").map { $0.drop { $0 == "0" } }.joined(separator: ".")
    }

    private func contributors(_ snapshots: [Snapshot]) -> JSONValue {
        let publishers = Set(snapshots.map(\.origin.publisher)).sorted()
        return .array(publishers.map { ["title": .string($0), "roles": ["creator"]] })
    }

    private func resources(_ stamp: Stamp) -> [JSONValue] {
        files.filter { !$0.path.hasPrefix("schema/") }.compactMap { file in
            if file.path.hasPrefix("data/") {
                return tables.first { $0.id == file.name }.map { data(file, $0, stamp) }
            }
            if file.path.hasPrefix("lookups/") {
                return lookups.first { $0.name == file.name }.map { lookup(file, $0, stamp) }
            }
            return file.path.hasSuffix(".json") ? json(file, stamp) : nil
        }
    }

    private func data(_ file: BundleFile, _ table: PublishedTable, _ stamp: Stamp) -> JSONValue {
        csv(
            file, name: table.id, title: table.title, described(table.description, stamp), table.schema,
            [
                .init(name: "sources", value: .array(table.sources.map(SourceCredit.packageSource))),
                .init(name: "licenses", value: SourceCredit.packageLicences(table.sources)),
            ])
    }

    private func lookup(_ file: BundleFile, _ lookup: Lookup, _ stamp: Stamp) -> JSONValue {
        csv(
            file, name: "lookup-\(lookup.name)", title: lookup.title,
            described("Codes used by the tables: \(lookup.title).", stamp), lookup.schema.json, [])
    }

    private func csv(
        _ file: BundleFile, name: String, title: String, _ description: String, _ schema: JSONValue,
        _ credits: [JSONValue.Member]
    ) -> JSONValue {
        let members: [JSONValue.Member] = [
            .init(name: "name", value: .string(name)), .init(name: "path", value: .string(file.path)),
            .init(name: "type", value: "table"), .init(name: "title", value: .string(title)),
            .init(name: "description", value: .string(description)), .init(name: "format", value: "csv"),
            .init(name: "mediatype", value: "text/csv"), .init(name: "encoding", value: "utf-8"),
            .init(name: "bytes", value: .int(file.bytes.count)),
            .init(name: "hash", value: .string("sha256:\(file.sha256)")),
        ]
        return .object(members + credits + [.init(name: "schema", value: schema)])
    }

    /// Without `type` and `schema`, which validators take for a table's; its content has a JSON Schema.
    private func json(_ file: BundleFile, _ stamp: Stamp) -> JSONValue {
        let folder = file.path.split(separator: "/").dropLast().joined()
        return [
            "name": .string("\(folder.isEmpty ? "file" : folder)-\(file.name)".lowercased()),
            "path": .string(file.path),
            "description": .string(described("For websites.", stamp)), "format": "json",
            "mediatype": "application/json", "bytes": .int(file.bytes.count),
            "hash": .string("sha256:\(file.sha256)"),
        ]
    }

    private func described(_ text: String, _ stamp: Stamp) -> String {
        let origin =
            switch stamp.origin {
            case .live: "Origin: live, made of the publishers' own files."
            case .sample: "Origin: sample, made-up figures to try the program with."
            }
        return text.isEmpty ? origin : "\(text) \(origin)"
    }
}

extension Sequence<Snapshot> {
    /// Each snapshot once, by source, file and hash.
    var distinct: [Snapshot] {
        Set(self).sorted { ($0.source, $0.file, $0.sha256) < ($1.source, $1.file, $1.sha256) }
    }
}
