public import LMIModel

extension Layout {
    /// Reads a table as this layout says.
    ///
    /// A figure the source withheld is still an observation, with its reason. Rows are read in the order of
    /// the file; the first fault stops the source, since a layout that is wrong once is not to be trusted.
    ///
    /// - Returns: Observations in the order of the file, and an account of every value cell.
    /// - Throws: ``Diagnostic`` at the first cell that the layout cannot explain.
    /// - Complexity: O(*cells*); the table is never held whole, the kept observations are.
    public func read(_ table: some Table, areas: AreaList) throws(Diagnostic) -> LayoutReading {
        let plan = try ColumnPlan(self, table: table)
        let start = try LayoutRows(self, plan: plan, table: table, areas: areas)
        let rows = try table.read(into: start, threads: 1)
        return try rows.finished()
    }
}

/// The consumer that turns the rows of one table into observations.
struct LayoutRows: BatchConsumer {
    private let layout: Layout
    private let plan: ColumnPlan
    private let file: String
    private let headings: [String]
    private var labels: LabelReader
    private var cells: CellReaders
    private let resolver: RowResolver
    private var reading = LayoutReading(observations: [], report: LayoutReport())
    /// The value row of a pair that waits for its confidence row.
    private var waiting: [PairKey: Waiting] = [:]
    /// The section that rows are in, and the place of its label among the row labels.
    private var section: (text: String, label: Int)?

    private struct PairKey: Hashable {
        var texts: [String]
        var group: Int
    }

    private struct Waiting {
        var value: String
        var cell: CellReference
        var flag: (text: String, cell: CellReference)?
    }

    init(_ layout: Layout, plan: ColumnPlan, table: some Table, areas: AreaList) throws(Diagnostic) {
        self.layout = layout
        self.plan = plan
        file = table.file
        headings = table.headings
        labels = LabelReader(layout, areas: areas)
        cells = CellReaders(layout)
        resolver = try RowResolver(layout, plan: plan, table: table)
        if let sections = layout.section {
            section = plan.labels.firstIndex { $0.name == sections.column }.map { ("", $0) }
            guard section != nil else { throw resolver.noSectionColumn(sections) }
        }
    }

    mutating func take(_ batch: borrowing Batch) throws(Diagnostic) {
        for row in 0..<batch.rows { try take(row, of: batch) }
    }

    mutating func merge(_ other: consuming LayoutRows) throws(Diagnostic) {
        reading.observations += other.reading.observations
        reading.report.add(other.reading.report)
        waiting.merge(other.waiting) { mine, _ in mine }
    }

    private func place(_ record: Int, _ column: Int) -> CellReference {
        CellReference(file: file, row: record, column: column + 1, heading: headings[column])
    }

    private mutating func take(_ row: Int, of batch: borrowing Batch) throws(Diagnostic) {
        let record = batch.record(row)
        reading.report.rows += 1
        reading.report.cells += plan.groups.count
        for (column, text) in plan.expect {
            let found = batch.text(row, column)
            guard found == text else {
                throw Diagnostic(
                    place(record, column),
                    "\(found.quoted) stands where the definition expects \(text.quoted)",
                    mend:
                        "if both are wanted, make the column a label in \(layout.definition); else ask for \(text.quoted) alone when fetching"
                )
            }
        }
        let texts = plan.labels.map { batch.text(row, $0.column) }
        if try isSection(texts, row, batch) { return }
        let rowFlag = plan.rowFlag.map { (text: batch.text(row, $0), cell: place(record, $0)) }
        for (number, group) in plan.groups.enumerated() {
            let row = RowTexts(
                labels: texts, heading: group.heading?.text, record: record, group: number,
                value: batch.text(row, group.value),
                flag: group.flag.map { (batch.text(row, $0), place(record, $0)) } ?? rowFlag,
                confidence: group.confidence.map { (batch.text(row, $0), place(record, $0)) })
            try take(row, group)
        }
    }

    /// Takes a section row, all of whose cells but one are empty, and says whether it was one.
    ///
    /// A row of figures that are all withheld looks the same, so the definition must know the text: as a
    /// section, or as what such a row says.
    private mutating func isSection(
        _ texts: [String], _ row: Int, _ batch: borrowing Batch
    ) throws(Diagnostic) -> Bool {
        guard let current = section, !texts[current.label].isEmpty else { return false }
        let others = texts.indices.allSatisfy { $0 == current.label || texts[$0].isEmpty }
        guard others, plan.groups.allSatisfy({ batch.cell(row, $0.value).isEmpty }) else { return false }
        let text = texts[current.label]
        if let sections = layout.section, !resolver.isKnown(text, as: sections.says) {
            guard resolver.isKnown(text, as: sections.column) else {
                throw resolver.unknownSection(
                    text, sections, at: place(batch.record(row), plan.labels[current.label].column))
            }
            return false
        }
        section = (text, current.label)
        reading.report.dropped["section rows", default: 0] += plan.groups.count
        return true
    }

    private func inSection(_ text: String, _ row: RowTexts) throws(Diagnostic) -> String {
        guard text.isEmpty else { return text }
        throw Diagnostic(
            CellReference(file: file, row: row.record), "no section row stands above this row",
            mend: "correct `section:` under `rows:` in \(layout.definition), or ask the publisher")
    }

    /// What one figure's cells say.
    private struct RowTexts {
        var labels: [String]
        var heading: String?
        var record: Int
        var group: Int
        var value: String
        var flag: (text: String, cell: CellReference)?
        var confidence: (text: String, cell: CellReference)?
    }

    private mutating func take(_ row: RowTexts, _ group: ColumnPlan.Group) throws(Diagnostic) {
        let cell = place(row.record, group.value)
        let source = RowResolver.Source(
            labels: row.labels, heading: group.heading, record: row.record, group: group,
            section: try section.map { section throws(Diagnostic) in try inSection(section.text, row) } ?? "")
        if let rule = resolver.dropRule(source, &reading.report) {
            reading.report.dropped[rule, default: 0] += 1
            return
        }
        switch try resolver.area(source, &labels) {
        case .kept(let area):
            try take(row, group, source, area: area, cell: cell)
        case .dropped(let rule):
            reading.report.dropped[rule, default: 0] += 1
        case .unknown:
            let text = resolver.areaText(source)
            reading.report.dropped["unknown areas: drop", default: 0] += 1
            if reading.report.unknownAreas.count < 5, !reading.report.unknownAreas.contains(text) {
                reading.report.unknownAreas.append(text)
            }
        }
    }

    private mutating func take(
        _ row: RowTexts, _ group: ColumnPlan.Group, _ source: RowResolver.Source, area: Area,
        cell: CellReference
    ) throws(Diagnostic) {
        let measure = try resolver.measure(source, &reading.report)
        var (value, valueCell, flag, confidence) = (row.value, cell, row.flag, row.confidence)
        if let pairs = layout.pairs, let place = resolver.pairLabel {
            var others = row.labels
            let side = others.remove(at: place)
            let key = PairKey(texts: others, group: row.group)
            if side == pairs.value {
                let clash = waiting.updateValue(
                    Waiting(value: row.value, cell: cell, flag: row.flag), forKey: key)
                if let clash { throw unpaired(clash.cell, lacks: pairs.confidence) }
                return
            }
            guard side == pairs.confidence else {
                throw Diagnostic(
                    self.place(row.record, plan.labels[place].column),
                    "\(side.quoted) is neither \(pairs.value.quoted) nor \(pairs.confidence.quoted)",
                    mend: "correct `pairs:` under `rows:` in \(layout.definition)")
            }
            guard let first = waiting.removeValue(forKey: key) else {
                throw unpaired(cell, lacks: pairs.value)
            }
            reading.report.confidences += 1
            try cells.check(flag: flag, ofConfidence: row.value, of: measure)
            (value, valueCell, flag, confidence) = (first.value, first.cell, first.flag, (row.value, cell))
        }
        let outcome = try cells.read(
            value, at: valueCell, of: measure, flag: flag, confidence: confidence)
        let observation = try resolver.observation(
            source, measure, area: area, outcome: outcome, cell: valueCell, &labels)
        switch observation.figure {
        case .published: reading.report.published += 1
        case .withheld(let reason): reading.report.withheld[reason, default: 0] += 1
        }
        reading.observations.append(observation)
    }

    private func unpaired(_ cell: CellReference, lacks side: String) -> Diagnostic {
        Diagnostic(
            cell, "this row has no partner: the row that says \(side.quoted) for the same figure is missing",
            mend: "fetch the file again with both; or correct `pairs:` under `rows:` in \(layout.definition)")
    }

    /// What was read, once no half of a pair waits for the other.
    func finished() throws(Diagnostic) -> LayoutReading {
        if let pairs = layout.pairs, let first = waiting.values.min(by: { $0.cell.row < $1.cell.row }) {
            throw unpaired(first.cell, lacks: pairs.confidence)
        }
        var reading = reading
        labels.account(in: &reading.report)
        return reading
    }
}
