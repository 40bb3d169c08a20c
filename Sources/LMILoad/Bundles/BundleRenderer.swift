internal import LMIFiles
internal import LMIModel

/// Gives a bundle its bytes, whatever its generation is called.
struct BundleRenderer {
    let bundle: Bundle
    let tables: [PublishedTable]
    let lookups: [Lookup]
    /// When the newest of its sources was first had.
    let created: String

    init(_ bundle: Bundle, lastGood: Generation?) throws(Diagnostic) {
        let lookups = Lookup.all(bundle)
        let codeLists = Set(bundle.codeLists.map(\.classification.rawValue.fileName))
        let tables = try concurrently(bundle.entries.count) { place throws(Diagnostic) in
            switch bundle.entries[place] {
            case .fresh(let table):
                try PublishedTable(
                    table, snapshots: bundle.snapshots, areas: bundle.areas, lookups: codeLists,
                    definitionsHash: bundle.definitionsHash)
            case .register(let register):
                try PublishedTable(
                    register, snapshots: bundle.snapshots, lookups: codeLists,
                    definitionsHash: bundle.definitionsHash)
            case .carried(let id, let reason):
                try PublishedTable(carrying: id, because: reason, from: lastGood, into: bundle.origin)
            }
        }
        let retrieved = (tables.flatMap(\.sources) + bundle.snapshots).map(\.origin.retrieved)
        guard let created = retrieved.max() else {
            throw Diagnostic(
                .error, .configuration, at: .nowhere, "the bundle \(bundle.pipeline.quoted) has no table",
                mend: "name at least one table under `tables:`")
        }
        for text in retrieved where !Self.isMoment(text) {
            throw Diagnostic(
                .error, .configuration, at: .nowhere,
                "a source was retrieved at \(text.quoted), which is no time in UTC",
                mend: "write it as 2026-11-22T02:00:00Z")
        }
        self.bundle = bundle
        self.tables = tables
        self.lookups = lookups
        self.created = created
    }

    /// The files of the generation called `generation`, sorted by path, the manifest last.
    func files(_ generation: String) throws(Diagnostic) -> [BundleFile] {
        let stamp = Stamp(generation: generation, origin: bundle.origin)
        var files = tables.map { BundleFile("data/\($0.id).csv", $0.csv) }
        files += tables.map { BundleFile("json/\($0.id).json", $0.document(stamp).file()) }
        files += lookups.map { BundleFile("lookups/\($0.name).csv", $0.csv) }
        files += PlaceFiles.areas(bundle.areas, figures, stamp)
        files += PlaceFiles.sectors(bundle.sectors, figures, definitionsHash: bundle.definitionsHash, stamp)
        var schemas = DocumentSchemas.common + tables.map { ($0.id, $0.documentSchema) }
        if let directory = bundle.directory {
            files.append(try DirectoryFile(directory: directory, tables: registers).file(stamp))
            schemas.append(("directory", DocumentSchemas.directory(directory)))
        }
        files += schemas.map {
            BundleFile("schema/\($0.0).schema.json", stamp.on($0.1, prefix: "lmi:").file(depth: 4))
        }
        files.append(attribution)
        files.append(index(stamp, files))
        files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        let package = DataPackage(
            bundle: bundle, tables: tables, lookups: lookups, created: created, files: files)
        files.append(package.file(stamp))
        try Self.check(files)
        return withManifest(generation, files)
    }

    /// The files of the generation called `generation`, sorted by path, and its manifest, which names them.
    func withManifest(_ generation: String, _ files: [BundleFile]) -> [BundleFile] {
        let files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        return files + [manifest(Stamp(generation: generation, origin: bundle.origin), files)]
    }

    private var figures: [PublishedTable] { tables.filter { !$0.isRegister } }
    private var registers: [PublishedTable] { tables.filter(\.isRegister) }

    private var attribution: BundleFile {
        var text = ""
        for origin in tables.flatMap(\.sources).distinct.map(\.origin) {
            let paragraph = """
                \(origin.publisher): \(origin.title)
                \(origin.attribution)
                \(origin.licence.name) \(origin.licence.url)


                """
            if !text.contains(paragraph) { text += paragraph }
        }
        return BundleFile("attribution.txt", Array(text.utf8))
    }

    private func index(_ stamp: Stamp, _ files: [BundleFile]) -> BundleFile {
        let hashes = Dictionary(files.map { ($0.path, $0.sha256) }, uniquingKeysWith: { first, _ in first })
        let entry = { (table: PublishedTable) -> JSONValue in
            [
                (table.isRegister ? "register" : "table"): .string(table.id), "title": .string(table.title),
                "caption": .string(table.description),
                "rows": .int(table.rows.count), "csv": .string("data/\(table.id).csv"),
                "csv_sha256": .stringOrNull(hashes["data/\(table.id).csv"]),
                "json": .string("json/\(table.id).json"),
                "json_sha256": .stringOrNull(hashes["json/\(table.id).json"]),
                "schema": .string("schema/\(table.id).schema.json"), "updated": .string(table.updated),
                "as_of": .string(table.asOf), "next_due": .stringOrNull(table.nextDue?.description),
                "stale": .bool(table.staleReason != nil), "stale_reason": .stringOrNull(table.staleReason),
                "attribution": .string(table.attribution),
            ]
        }
        // An area that no table speaks of has no file.
        let areas = bundle.areas.ours.filter { hashes["areas/\($0.code).json"] != nil }.map {
            area -> JSONValue in
            [
                "code": .string(area.code), "name": .string(area.name),
                "json": .string("areas/\(area.code).json"),
            ]
        }
        var seen: Set<String> = []
        let sectors = bundle.sectors.sectors.filter { seen.insert($0.id).inserted }.sorted { $0.id < $1.id }
        let value: JSONValue = [
            "title": .string(bundle.title), "description": .string(bundle.description),
            "homepage": .string(bundle.homepage), "created": .string(created),
            "tables": .array(figures.map(entry)), "registers": .array(registers.map(entry)),
            "directory": .stringOrNull(bundle.directory.map { _ in "directory.json" }),
            "areas": .array(areas),
            "sectors": .array(
                sectors.map {
                    [
                        "id": .string($0.id), "name": .string($0.name),
                        "json": .string("sectors/\($0.id).json"),
                    ]
                }),
            "lookups": .array(
                lookups.map {
                    [
                        "name": .string($0.name), "title": .string($0.title),
                        "csv": .string("lookups/\($0.name).csv"),
                    ]
                }),
        ]
        return BundleFile("index.json", stamp.on(value).file(depth: 3))
    }

    private func manifest(_ stamp: Stamp, _ files: [BundleFile]) -> BundleFile {
        let value: JSONValue = [
            "created": .string(created), "pipeline": .string(bundle.pipeline),
            "tool_version": .string(bundle.toolVersion),
            "definitions_sha256": .string(bundle.definitionsHash),
            "tables": .strings(figures.map(\.id)), "registers": .strings(registers.map(\.id)),
            "stale": .strings(tables.filter { $0.staleReason != nil }.map(\.id)),
            "sources": .array(tables.flatMap(\.sources).distinct.map(SourceCredit.json)),
            "files": .array(
                files.map {
                    ["path": .string($0.path), "bytes": .int($0.bytes.count), "sha256": .string($0.sha256)]
                }),
        ]
        return BundleFile("manifest.json", stamp.on(value).file())
    }

    /// Refuses names that some server or disk would not keep apart.
    private static func check(_ files: [BundleFile]) throws(Diagnostic) {
        var seen: [String: String] = [:]
        for file in files {
            guard file.hasPlainName else {
                throw Diagnostic(
                    .error, .configuration, at: .file(file.path),
                    "the name of the published file \(file.path.quoted) has other letters than A-Z, a-z, 0-9, _ and -, "
                        + "or not 1 to 64 of them",
                    mend: "give the table, area, sector or code list another id")
            }
            if let other = seen.updateValue(file.path, forKey: file.path.lowercased()) {
                throw Diagnostic(
                    .error, .configuration, at: .file(file.path),
                    "two published files would be called \(other.quoted) and \(file.path.quoted)",
                    mend: "give one of the two tables, areas, sectors or code lists another id")
            }
        }
    }

    /// `2026-11-22T02:00:00Z`.
    private static func isMoment(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 20, Day(String(text.prefix(10))) != nil else { return false }
        return zip(bytes, "0000-00-00T00:00:00Z".utf8).allSatisfy { byte, model in
            model == UInt8(ascii: "0")
                ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : byte == model
        }
    }
}
