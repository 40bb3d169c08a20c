internal import LMIModel
internal import LMITransform

/// Makes the registers of a bundle from the records of their sources.
struct RegisterMaking: Sendable {
    let pipeline: PipelineDefinition
    /// The day on which records must hold: that of the newest bytes, since no clock reaches a bundle.
    let day: Day

    /// - Parameter readings: What each source holds, by its id; every source of `register` must be there.
    /// - Throws: ``Diagnostic`` at a record of another source that has no partner, or at an area that no
    ///   larger one holds.
    func register(
        _ definition: PipelineDefinition.RegisterDefinition, from readings: [String: SourceDefinition.Reading]
    ) throws(Diagnostic) -> BundleRegister {
        let main = try whole(definition.source, readings)
        var records = main.records
        for join in definition.joins {
            try add(whole(join.source, readings), columns: join.columns, to: &records, of: main)
        }
        for larger in definition.largerAreas { try add(larger, to: &records, of: main) }
        return BundleRegister(
            id: definition.id, title: definition.title, description: definition.description,
            columns: definition.columns, key: main.key, records: records, leftOut: main.leftOutByRule,
            sources: definition.sources)
    }

    private func whole(
        _ id: String, _ readings: [String: SourceDefinition.Reading]
    ) throws(Diagnostic) -> Register {
        guard let register = readings[id]?.register else {
            throw Diagnostic(
                .error, .internal, at: .file(id), "the source \(id.quoted) has no records",
                mend: "this is a fault of lmi: report it")
        }
        return register.holding(on: day)
    }

    /// Adds columns of `other`, each record of which must have one partner.
    private func add(
        _ other: Register, columns: [(id: String, otherwise: String)], to records: inout [RegisterRecord],
        of main: Register
    ) throws(Diagnostic) {
        let places = columns.compactMap { other.place(of: $0.id) }
        let mine = other.key.compactMap(main.place)
        var partners: [[String]: Int] = [:]
        for (place, record) in records.enumerated() {
            let key = mine.map { record.values[$0].plain }
            guard let twin = partners.updateValue(place, forKey: key) else { continue }
            if let partner = other.records.first(where: { other.key(of: $0) == key }) {
                throw Diagnostic(
                    partner.cell,
                    "\(words(key, other)) stands twice in \(record.cell.file): in row \(records[twin].cell.row) and in row \(record.cell.row)",
                    mend: "leave one of the two out with `drop:` in the definition of \(main.source.quoted)")
            }
        }
        let found = Dictionary(
            other.records.map { (other.key(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
        for record in other.records where partners[other.key(of: record)] == nil {
            throw lost(record, other, main)
        }
        for (place, record) in records.enumerated() {
            let partner = found[mine.map { record.values[$0].plain }]
            records[place].values += zip(places, columns).map { place, column in
                partner?.values[place] ?? (column.otherwise.isEmpty ? .empty : .text(column.otherwise))
            }
        }
    }

    private func words(_ key: [String], _ register: Register) -> String {
        zip(register.key, key).map { "\($0) \($1.quoted)" }.joined(separator: ", ")
    }

    private func lost(_ record: RegisterRecord, _ other: Register, _ main: Register) -> Diagnostic {
        let key = other.key(of: record)
        let file = pipeline.source(main.source)?.definition.file ?? main.source
        let mend =
            "if it has another \(other.key.joined(separator: ", ")) now, write that here; if it is no longer one of them, take the row away"
        // Where the two keys are not alike, a record left out cannot be found by this one.
        guard main.key == other.key, let gone = main.leftOut.first(where: { $0.key == key }) else {
            return Diagnostic(record.cell, "\(words(key, other)) is not in \(file)", mend: mend)
        }
        return Diagnostic(
            record.cell,
            "\(words(key, other)) stands in row \(gone.cell.row) of \(file), which is left out by `\(gone.rule)`",
            mend: mend)
    }

    private func add(
        _ larger: PipelineDefinition.LargerArea, to records: inout [RegisterRecord], of main: Register
    ) throws(Diagnostic) {
        guard let place = main.place(of: larger.column) else { return }
        for (number, record) in records.enumerated() {
            guard case .area(let area) = record.values[place] else {
                records[number].values.append(.empty)
                continue
            }
            guard let holder = larger.holders[area.code].flatMap({ pipeline.lists.areas[$0] }) else {
                throw Diagnostic(
                    record.cell,
                    "\(area.name.quoted) (\(area.code)) belongs to none of the larger areas of the register",
                    mend:
                        "add it to `members` of one of them in \(pipeline.lists.areas.file), or leave such records out with `keep:`"
                )
            }
            records[number].values.append(.area(holder))
        }
    }
}
