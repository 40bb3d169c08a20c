internal import LMIModel

/// A table or register of a bundle with its bytes: made anew, or carried from the last good generation.
struct PublishedTable: Sendable {
    enum Kind: Sendable {
        /// Observations.
        case figures
        case register(Contents)
    }

    /// What `directory.json` is made of.
    struct Contents: Sendable {
        /// One object a record, with the CSV's columns as members.
        let records: [JSONValue]
        /// How many records each rule leaves out.
        let leftOut: [JSONValue]
    }

    let id: String
    let kind: Kind
    let title: String
    let description: String
    /// When the newest of its sources was first had.
    let asOf: String
    /// The day its newest source was published, or first had where the publisher says no day.
    let updated: String
    /// The snapshots it is made of.
    let sources: [Snapshot]
    /// SHA-256 over the definitions that made it, which of a carried table may be earlier ones.
    let definitionsHash: String
    /// Why it is carried; nil for a table made anew.
    let staleReason: String?
    let csv: [UInt8]
    /// One object a row, with the CSV's columns as members.
    let rows: [WrittenRow]
    /// The Table Schema of the CSV.
    let schema: JSONValue
    /// The JSON Schema of the document, without generation and origin.
    let documentSchema: JSONValue

    var isRegister: Bool {
        switch kind {
        case .figures: false
        case .register: true
        }
    }

    /// The day its next edition is due: the earliest of its sources'.
    var nextDue: Day? { sources.compactMap(\.origin.nextDue).min() }

    /// The attribution lines of its sources, each once.
    var attribution: String {
        var seen: Set<String> = []
        return sources.map(\.origin.attribution).filter { seen.insert($0).inserted }.joined(separator: " ")
    }

    /// What a page of a place and the directory say of it before its rows: what it is called and how fresh it is.
    var standing: [JSONValue.Member] {
        [
            .init(name: isRegister ? "register" : "table", value: .string(id)),
            .init(name: "title", value: .string(title)),
            .init(name: "as_of", value: .string(asOf)),
            .init(name: "next_due", value: .stringOrNull(nextDue?.description)),
            .init(name: "stale", value: .bool(staleReason != nil)),
            .init(name: "stale_reason", value: .stringOrNull(staleReason)),
        ]
    }

    /// `json/<id>.json`.
    func document(_ stamp: Stamp) -> JSONValue {
        var value: JSONValue = [
            (isRegister ? "register" : "table"): .string(id), "title": .string(title),
            "description": .string(description),
            "updated": .string(updated), "as_of": .string(asOf), "stale": .bool(staleReason != nil),
            "stale_reason": .stringOrNull(staleReason), "definitions_sha256": .string(definitionsHash),
            "sources": .array(sources.map(SourceCredit.json)),
        ]
        if case .register(let contents) = kind {
            value = value.replacing(["left_out": .array(contents.leftOut)])
        }
        return stamp.on(value.replacing(["rows": .array(rows.map { .written($0.line) })]))
    }
}

/// The snapshots that a table is made of, and their dates.
struct Credit: Sendable {
    let sources: [Snapshot]
    /// When the newest of them was first had.
    let asOf: String
    /// The day the newest of them was published, or first had where the publisher says no day.
    let updated: String

    /// - Parameters:
    ///   - ids: The ids of its sources.
    ///   - snapshots: Every snapshot of the bundle.
    /// - Throws: ``Diagnostic`` of a fault of the program: a source without a snapshot, or no source at all.
    init(of ids: [String], in snapshots: [Snapshot], for table: String) throws(Diagnostic) {
        func wrong(_ message: String) -> Diagnostic {
            Diagnostic(
                .error, .internal, at: .file("data/\(table).csv"), "the table \(table.quoted) \(message)",
                mend: "this is a fault of the program: report it with the definitions")
        }
        for id in ids where !snapshots.contains(where: { $0.source == id }) {
            throw wrong("is made of \(id.quoted), of which there is no snapshot")
        }
        sources = snapshots.filter { ids.contains($0.source) }.sorted {
            ($0.source, $0.file, $0.sha256) < ($1.source, $1.file, $1.sha256)
        }
        let days = sources.map { $0.origin.released?.description ?? String($0.origin.retrieved.prefix(10)) }
        guard let asOf = sources.map(\.origin.retrieved).max(), let updated = days.max() else {
            throw wrong("has no source")
        }
        self.asOf = asOf
        self.updated = updated
    }
}

/// A row as JSON on one line, with what tells which other files it stands in.
struct WrittenRow: Hashable, Sendable {
    let area: String?
    let sector: String?
    let line: [UInt8]

    init(_ row: JSONValue) {
        area = row["area_code"]?.string
        sector = row["sector_id"]?.string
        line = row.line
    }
}

/// What every JSON file of a generation carries, so that a reader sees when files of two are mixed.
struct Stamp: Hashable, Sendable {
    let generation: String
    let origin: Origin.Kind

    /// `value`, an object, with the stamp before its members.
    func on(_ value: JSONValue, prefix: String = "") -> JSONValue {
        guard case .object(let members) = value else { return value }
        return .object(
            [
                .init(name: "\(prefix)generation", value: .string(generation)),
                .init(name: "\(prefix)origin", value: .string(origin.rawValue)),
            ] + members)
    }
}

extension PublishedTable {
    /// The table made anew.
    ///
    /// - Parameter snapshots: Every snapshot of the bundle.
    /// - Throws: ``Diagnostic`` of a fault of the program: a row that ``ObservationRow`` refuses, two rows of
    ///   one key, a source without a snapshot.
    init(
        _ table: BundleTable, snapshots: [Snapshot], areas: AreaList, lookups: Set<String>,
        definitionsHash: String
    ) throws(Diagnostic) {
        let credit = try Credit(of: table.sources, in: snapshots, for: table.id)
        let columns = ObservationColumns(table)
        var rows: [ObservationRow] = []
        rows.reserveCapacity(table.rows.count)
        for row in table.rows {
            rows.append(try ObservationRow(row, of: table, areas: areas, asOf: credit.asOf))
        }
        rows.sort { Self.precedes($0.key, $1.key) }
        try Self.refuseDoubles(rows, of: table)
        let headings = columns.columns.map(\.name)
        var csv = CSVText(headings: headings)
        for row in rows { csv.append(row.cells) }
        self.init(
            id: table.id, kind: .figures, title: table.title, description: table.description,
            asOf: credit.asOf, updated: credit.updated, sources: credit.sources,
            definitionsHash: definitionsHash, staleReason: nil, csv: csv.bytes,
            rows: rows.map { row in
                WrittenRow(
                    .object(zip(headings, row.cells).map { JSONValue.Member(name: $0, value: $1.json) }))
            },
            schema: Self.schema(columns, table, lookups: lookups).json,
            documentSchema: DocumentSchemas.table(table, columns))
    }

    private static func schema(
        _ columns: ObservationColumns, _ table: BundleTable, lookups: Set<String>
    ) -> TableSchema {
        var references = [
            TableSchema.Reference(column: "area_code", resource: "lookup-areas", target: "area_code")
        ]
        for dimension in table.dimensions where lookups.contains(dimension.classification.rawValue.fileName) {
            references.append(
                .init(
                    column: dimension.codeColumn,
                    resource: "lookup-\(dimension.classification.rawValue.fileName)", target: "code"))
        }
        return TableSchema(columns: columns.columns, key: columns.key, references: references)
    }

    /// By the bytes of each cell of the key, so that the order is the same everywhere.
    static func precedes(_ left: [String], _ right: [String]) -> Bool {
        for (a, b) in zip(left, right) where a != b { return a.utf8.lexicographicallyPrecedes(b.utf8) }
        return false
    }

    private static func refuseDoubles(_ rows: [ObservationRow], of table: BundleTable) throws(Diagnostic) {
        for (one, other) in zip(rows, rows.dropFirst()) where one.key == other.key {
            let first = ObservationRow.place(one.observation, table.id)
            throw ObservationRow.fault(
                other.observation, of: table, "stands twice, the other time at \(first)")
        }
    }
}
