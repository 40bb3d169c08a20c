public import LMIModel

/// The records of a source and how its rows were accounted for.
public struct RegisterReading: Sendable {
    public var register: Register
    /// Rows take the place of cells here: each is a record, or left out by a named rule.
    public var report: LayoutReport
}

extension RegisterLayout {
    /// Reads a table as this layout says.
    ///
    /// - Returns: Records in the order of the file, and an account of every row.
    /// - Throws: ``Diagnostic`` at the first cell that the layout cannot explain.
    /// - Complexity: O(*cells*); the table is never held whole, the records and the keys of all rows are.
    public func read(_ table: some Table, areas: AreaList) throws(Diagnostic) -> RegisterReading {
        let start = try RegisterRows(self, table: table, areas: areas)
        return try table.read(into: start, threads: 1).reading
    }

    /// Checks what only the whole file can tell: how many rows it has, and that no two records have one key.
    ///
    /// - Throws: ``Diagnostic`` at the second row of a key, or for the whole file.
    /// - Complexity: O(*records*).
    public func check(_ register: Register, rows: Int, file: String) throws(Diagnostic) {
        if let expectedRows, rows != expectedRows {
            throw Diagnostic(
                .error, .content, at: .file(file),
                "the table has \(rows) rows, and the definition expects \(expectedRows)",
                mend:
                    "look at the publisher's page; if the list has really changed, correct `expect rows:` in \(definition)"
            )
        }
        var rowOfKey: [[String]: Int] = [:]
        rowOfKey.reserveCapacity(register.records.count)
        for record in register.records {
            let values = register.key(of: record)
            guard let other = rowOfKey.updateValue(record.cell.row, forKey: values) else { continue }
            let names = zip(key, values).map { "\($0) \($1.quoted)" }.joined(separator: ", ")
            throw Diagnostic(
                record.cell, "\(names) stands in row \(other) already",
                mend:
                    "if one of the two is to go, leave it out with `drop:`; if both are wanted, name under `key:` in \(definition) what else tells them apart"
            )
        }
    }
}

/// The consumer that turns the rows of one table into records.
struct RegisterRows: BatchConsumer {
    private let layout: RegisterLayout
    private let plan: ColumnPlan
    private let file: String
    private let headings: [String]
    /// By label, its place among the row's texts.
    private let labels: [String: Int]
    private var values: [RegisterValueReader]
    private(set) var reading: RegisterReading

    init(_ layout: RegisterLayout, table: some Table, areas: AreaList) throws(Diagnostic) {
        self.layout = layout
        file = table.file
        headings = table.headings
        plan = try ColumnPlan(layout.labels, definition: layout.definition, table: table)
        labels = Dictionary(
            plan.labels.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        values = layout.columns.map { RegisterValueReader($0, of: layout, areas: areas) }
        reading = RegisterReading(register: layout.emptyRegister, report: LayoutReport())
    }

    mutating func take(_ batch: borrowing Batch) throws(Diagnostic) {
        for row in 0..<batch.rows { try take(row, of: batch) }
    }

    mutating func merge(_ other: consuming RegisterRows) throws(Diagnostic) {
        reading.register.records += other.reading.register.records
        reading.register.leftOut += other.reading.register.leftOut
        reading.report.add(other.reading.report)
    }

    private mutating func take(_ row: Int, of batch: borrowing Batch) throws(Diagnostic) {
        let record = batch.record(row)
        for (column, text) in plan.expect {
            let found = batch.text(row, column)
            guard found == text else {
                throw Diagnostic(
                    place(record, column),
                    "\(found.quoted) stands where the definition expects \(text.quoted)",
                    mend: "if both are wanted, make the column a label in \(layout.definition)")
            }
        }
        let texts = plan.labels.map { batch.text(row, $0.column) }
        let whole = CellReference(file: file, row: record)
        reading.report.rows += 1
        reading.report.cells += 1
        if let rule = dropRule(texts) {
            leaveOut(texts, rule: rule, whole)
            return
        }
        var found = RegisterRecord(values: [], cell: whole)
        for (number, column) in layout.columns.enumerated() {
            let label = labels[column.id] ?? 0
            let cell = place(record, plan.labels[label].column)
            switch try values[number].value(texts[label], at: cell) {
            case .value(let value): found.values.append(value)
            case .leftOut(let rule):
                leaveOut(texts, rule: rule, whole)
                return
            case .unknownArea:
                reading.report.meet(unknownArea: texts[label])
                leaveOut(texts, rule: "unknown areas: drop", whole)
                return
            }
        }
        reading.report.published += 1
        reading.register.records.append(found)
    }

    private func place(_ record: Int, _ column: Int) -> CellReference {
        CellReference(file: file, row: record, column: column + 1, heading: headings[column])
    }

    private func text(_ label: String, _ texts: [String]) -> String { labels[label].map { texts[$0] } ?? "" }

    private mutating func dropRule(_ texts: [String]) -> String? {
        for keep in layout.keep {
            let found = text(keep.label, texts)
            reading.report.meet(found, keeping: keep)
            if !keep.texts.contains(found) { return "keep \(keep.label)" }
        }
        for drop in layout.drop where drop.texts.contains(text(drop.label, texts)) { return drop.rule }
        return nil
    }

    private mutating func leaveOut(_ texts: [String], rule: String, _ cell: CellReference) {
        reading.report.dropped[rule, default: 0] += 1
        reading.register.leftOut.append(
            .init(key: layout.key.map { text($0, texts) }, rule: rule, cell: cell))
    }
}
