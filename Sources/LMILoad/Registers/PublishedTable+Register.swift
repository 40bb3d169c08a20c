internal import LMIModel

extension PublishedTable {
    /// The register made anew.
    ///
    /// - Parameters:
    ///   - snapshots: Every snapshot of the bundle.
    ///   - lookups: The names of the code lists that are published beside it.
    /// - Throws: ``Diagnostic`` of a fault of the program: two records of one key, a source without a snapshot.
    init(
        _ register: BundleRegister, snapshots: [Snapshot], lookups: Set<String>, definitionsHash: String
    ) throws(Diagnostic) {
        let credit = try Credit(of: register.sources, in: snapshots, for: register.id)
        let columns = RegisterColumns(register)
        let headings = columns.columns.map(\.name)
        let keys = columns.key.compactMap { headings.firstIndex(of: $0) }
        var records = register.records.map { record in
            let cells = columns.cells(record)
            return (cells: cells, key: keys.map { cells[$0].plain }, place: record.cell)
        }
        records.sort { Self.precedes($0.key, $1.key) }
        for (one, other) in zip(records, records.dropFirst()) where one.key == other.key {
            throw Diagnostic(
                .error, .internal, at: .cell(other.place),
                "in the register \(register.id.quoted) the record stands twice, the other time at \(one.place)",
                mend: "this is a fault of the program: report it with the definitions and the input file")
        }
        var csv = CSVText(headings: headings)
        for record in records { csv.append(record.cells) }
        let rows = records.map { record in
            JSONValue.object(
                zip(headings, record.cells).map { JSONValue.Member(name: $0, value: $1.json) })
        }
        let leftOut = register.leftOut.sorted { $0.key < $1.key }.map { rule, count -> JSONValue in
            ["rule": .string(rule), "records": .int(count)]
        }
        self.init(
            id: register.id, kind: .register(.init(records: rows, leftOut: leftOut)), title: register.title,
            description: register.description, asOf: credit.asOf, updated: credit.updated,
            sources: credit.sources, definitionsHash: definitionsHash, staleReason: nil, csv: csv.bytes,
            rows: rows.map { WrittenRow($0) }, schema: columns.schema(lookups: lookups).json,
            documentSchema: DocumentSchemas.register(register, columns))
    }
}
