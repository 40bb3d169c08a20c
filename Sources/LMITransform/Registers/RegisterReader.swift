public import LMIModel

/// The records of a source and how its rows were accounted for.
public struct RegisterReading: Sendable {
    public var register: Register
    /// Rows take the place of cells here: each is a record, or left out by a named rule.
    public var report = LayoutReport()
    /// What could not be read, where the reading went on after a fault.
    public var faults = FaultTally()
}

extension RegisterLayout {
    /// Reads a table as this layout says.
    ///
    /// - Parameter goesOn: Whether to go on after a fault and collect all of them, for a person who writes
    ///   the definition; such a reading with faults in it is not to be published.
    /// - Returns: Records in the order of the file, and an account of every row.
    /// - Throws: ``Diagnostic`` at the first cell that the layout cannot explain.
    /// - Complexity: O(*cells*); the table is never held whole, the records and the keys of all rows are.
    public func read(
        _ table: some Table, areas: AreaList, goesOn: Bool = false
    ) throws(Diagnostic) -> RegisterReading {
        let start = try RegisterRows(self, table: table, areas: areas, goesOn: goesOn)
        return try table.read(into: start, threads: 1).finished()
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

/// The consumer that turns the rows of one table, or of several side by side, into records.
struct RegisterRows: BatchConsumer {
    private let layout: RegisterLayout
    private let file: String
    private let filter: RowFilter
    private var blocks: [RowLabels] = []
    private var values: [RegisterValueReader]
    private var reading: RegisterReading
    private let goesOn: Bool

    init(_ layout: RegisterLayout, table: some Table, areas: AreaList, goesOn: Bool) throws(Diagnostic) {
        self.layout = layout
        self.goesOn = goesOn
        file = table.file
        filter = RowFilter(keep: layout.keep, drop: layout.drop)
        values = layout.columns.map { RegisterValueReader($0, of: layout, areas: areas) }
        reading = RegisterReading(register: layout.emptyRegister)
        for (number, plan) in try layout.rows.plans(of: table).enumerated() {
            let labels = try RowLabels(layout.rows, plan: plan, table: table, block: number)
            try labels.demand(layout.labels, table: table)
            blocks.append(labels)
        }
    }

    mutating func take(_ batch: borrowing Batch) throws(Diagnostic) {
        for row in 0..<batch.rows {
            reading.report.rows += 1
            for place in blocks.indices {
                reading.report.cells += 1
                do throws(Diagnostic) {
                    try take(row, of: batch, block: place)
                } catch {
                    guard goesOn else { throw error }
                    reading.faults.add(error)
                    reading.report.unread += 1
                }
            }
        }
    }

    mutating func merge(_ other: consuming RegisterRows) throws(Diagnostic) {
        throw Diagnostic(
            .error, .internal, at: .nowhere, "a register's rows were read out of their order",
            mend: "this is a fault of lmi: keep the file and report it")
    }

    private mutating func take(_ row: Int, of batch: borrowing Batch, block: Int) throws(Diagnostic) {
        if layout.rows.sideBySide != nil, blocks[block].isBlank(row, of: batch) {
            blocks[block].use.blankRows += 1
            reading.report.dropped["blank rows of a table beside others", default: 0] += 1
            return
        }
        let (layout, filter) = (self.layout, self.filter)
        guard
            let texts = try blocks[block].take(
                row, of: batch, isKnown: { layout.isKnown($0, as: $1, filter) })
        else {
            reading.report.dropped["section rows", default: 0] += 1
            return
        }
        try take(texts)
    }

    private mutating func take(_ texts: LabelTexts) throws(Diagnostic) {
        let whole = CellReference(file: file, row: texts.record)
        if let rule = try filter.rule(leavingOut: texts, meet: { reading.report.meet($0, keeping: $1) }) {
            return try leaveOut(texts, rule: rule, whole)
        }
        var record = RegisterRecord(values: [], cell: whole)
        for (number, column) in layout.columns.enumerated() {
            let text = try texts.text(column.id)
            switch try values[number].value(text.text, at: text.cell) {
            case .value(let value): record.values.append(value)
            case .leftOut(let rule): return try leaveOut(texts, rule: rule, whole)
            case .unknownArea:
                reading.report.meet(unknownArea: text.text)
                return try leaveOut(texts, rule: "unknown areas: drop", whole)
            }
        }
        reading.report.published += 1
        reading.register.records.append(record)
    }

    private mutating func leaveOut(
        _ texts: LabelTexts, rule: String, _ cell: CellReference
    ) throws(Diagnostic) {
        var key: [String] = []
        for label in layout.key { key.append(try texts.text(label).text) }
        reading.report.dropped[rule, default: 0] += 1
        reading.register.leftOut.append(.init(key: key, rule: rule, cell: cell))
    }

    /// What was read, with how often each rule of the rows was of use.
    consuming func finished() -> RegisterReading {
        for block in blocks { reading.report.labelUse.add(block.used) }
        return reading
    }
}

extension RegisterLayout {
    /// Whether the definition knows `text` as something that `label` can say: any text where nothing closes the
    /// label's texts.
    func isKnown(_ text: String, as label: String, _ filter: RowFilter) -> Bool {
        if filter.names(text, as: label) { return true }
        switch columns.first(where: { $0.id == label })?.rule {
        case .oneOf(let texts)?: return texts.contains(text)
        case .code(let rule)?: return rule.knows(text)
        case .text?, .date?, .wholeNumber?, .number?, .area?: return true
        case nil: return labels.contains(label)
        }
    }
}
