internal import LMIModel

/// Turns the rows of one table, one after the other, into what its labels say of each.
///
/// Whoever reads a table row by row, for figures or for records, asks this for the texts. It knows columns,
/// headings, lines above the table, cells carried down, section rows, tables side by side and labels that are
/// split; it does not know what the texts mean.
struct RowLabels: Sendable {
    let layout: RowLayout
    let plan: ColumnPlan
    private let file: String
    private let headings: [String]
    /// By label, its place among what a row's labels say; those of columns come first.
    let places: [String: Int]
    /// What labels say in every row; a fault for those that rows or headings say.
    private var always: [LabelTexts.Said] = []
    /// By group of columns, what its headings say instead.
    private var byGroup: [[(place: Int, said: LabelTexts.Said)]] = []
    /// By label, the text carried down; a section row ends it, for an empty cell under one means nothing above it.
    private var carried: [String: LabelText] = [:]
    /// The section rows that stand above, outermost first.
    var sections: [[LabelText]?]
    /// The splits of what rows say, and of what headings or the table say.
    private var splitters: [LabelSplitter] = []
    var use = LabelUse()

    /// - Parameter block: Which of several tables side by side this is.
    /// - Throws: ``Diagnostic`` when a rule names a label that the table does not give.
    init(_ layout: RowLayout, plan: ColumnPlan, table: some Table, block: Int = 0) throws(Diagnostic) {
        self.layout = layout
        self.plan = plan
        file = table.file
        headings = table.headings
        sections = Array(repeating: nil, count: layout.sections.count)
        var places: [String: Int] = [:]
        func name(_ label: String) { if places[label] == nil { places[label] = places.count } }
        for label in plan.labels { name(label.name) }
        for label in layout.carryDown.compactMap(\.says?.label) { name(label) }
        for label in layout.sections.flatMap(\.gives) { name(label) }
        for group in plan.groups { group.heading.map { name($0.label) } }
        for (label, line) in layout.above.sorted(by: { $0.key < $1.key }) where table.above[line] != nil {
            name(label)
        }
        layout.sideBySide.map { name($0.label) }
        for split in layout.splits where places[split.label] != nil { split.gives.forEach(name) }
        self.places = places
        let columns = Set(plan.labels.map(\.name))
        try demand(layout.carryDown.map(\.label), among: columns, key: "carry down", table: table)
        for section in layout.sections {
            try demand([section.column], among: columns, key: "section", table: table)
            try demand(Array(section.with.values.sorted()), among: columns, key: "section", table: table)
        }
        try demand(layout.splits.map(\.label), among: Set(places.keys), key: "split", table: table)
        fillAlways(table, block: block)
    }

    /// - Throws: ``Diagnostic`` when a figure or record needs a label that the table does not give.
    func demand(_ labels: [String], table: some Table) throws(Diagnostic) {
        guard let missing = labels.first(where: { places[$0] == nil }) else { return }
        let has = places.keys.sorted().map(\.quoted).joined(separator: ", ")
        throw Diagnostic(
            .error, .configuration, at: .cell(CellReference(file: file, row: table.headingRecord)),
            "nothing says the \(missing) of a figure; the labels of this table are \(has)",
            mend:
                "name the column that says it under `labels:` in \(layout.definition), or state it with `is:`"
        )
    }

    private func demand(
        _ labels: [String], among known: Set<String>, key: String, table: some Table
    ) throws(Diagnostic) {
        guard let missing = labels.first(where: { !known.contains($0) }) else { return }
        let has = known.sorted().map(\.quoted).joined(separator: ", ")
        throw Diagnostic(
            .error, .configuration, at: .file(layout.definition),
            "`\(key):` names \(missing.quoted), which is not a label of the table's columns; those are \(has)",
            mend: "name one of them there, or name its column under `labels:`")
    }

    func cell(_ record: Int, _ column: Int) -> CellReference {
        CellReference(file: file, row: record, column: column + 1, heading: headings[column])
    }

    /// Finds the texts that no row changes, and cuts them where they are split.
    private mutating func fillAlways(_ table: some Table, block: Int) {
        let names = places.sorted { $0.value < $1.value }.map(\.key)
        always = names.map { label in
            .failure(
                Diagnostic(
                    CellReference(file: file, row: table.headingRecord),
                    "nothing says the \(label) of this figure",
                    mend: "correct `columns:` in \(layout.definition)"))
        }
        for (label, line) in layout.above {
            guard let place = places[label], let found = table.above[line] else { continue }
            always[place] = .success(LabelText(text: found.text, cell: found.cell))
        }
        if let beside = layout.sideBySide, let place = places[beside.label] {
            always[place] = .success(
                LabelText(
                    text: beside.says[block], cell: cell(table.headingRecord, plan.block.lowerBound)))
        }
        byGroup = plan.groups.map { group in
            guard let heading = group.heading, let place = places[heading.label] else { return [] }
            let text = LabelText(
                text: headings[heading.column], cell: cell(table.headingRecord, heading.column))
            return [(place, .success(text))]
        }
        let ofRows = Set(
            plan.labels.map(\.name) + layout.carryDown.compactMap(\.says?.label)
                + layout.sections.flatMap(\.gives))
        var changing = ofRows
        for split in layout.splits {
            var splitter = LabelSplitter(split, definition: layout.definition)
            if changing.contains(split.label) {
                changing.formUnion(split.gives)
                splitters.append(splitter)
                continue
            }
            apply(&splitter, to: &always)
            for group in byGroup.indices {
                guard let said = byGroup[group].last(where: { $0.place == places[split.label] })?.said
                else { continue }
                for (label, part) in zip(split.gives, splitter.said(said)) {
                    places[label].map { byGroup[group].append(($0, part)) }
                }
            }
            use.templates[split.label] = splitter.fitted
        }
    }

    private func apply(_ splitter: inout LabelSplitter, to said: inout [LabelTexts.Said]) {
        guard let whole = places[splitter.split.label] else { return }
        for (label, part) in zip(splitter.split.gives, splitter.said(said[whole])) {
            places[label].map { said[$0] = part }
        }
    }
}

extension RowLabels {
    /// What the labels say of the next row, or nil where the row says something only for the rows under it.
    ///
    /// - Parameter isKnown: Whether a text is one that a label can say.
    /// - Throws: ``Diagnostic`` at a row that is half a section row, or a cell that is not what is expected of all.
    mutating func take(
        _ row: Int, of batch: borrowing Batch, isKnown: (_ text: String, _ label: String) -> Bool
    ) throws(Diagnostic) -> LabelTexts? {
        let record = batch.record(row)
        let texts = plan.labels.map { label in
            let column = label.columns.first { !batch.cell(row, $0).isEmpty } ?? label.columns[0]
            return LabelText(text: batch.text(row, column), cell: cell(record, column))
        }
        if try takeSection(texts, row, of: batch, isKnown: isKnown) {
            try checkExpected(row, of: batch, mayBeEmpty: true)
            carried = [:]
            return nil
        }
        try checkExpected(row, of: batch, mayBeEmpty: false)
        var said = always
        for (place, text) in texts.enumerated() { said[place] = .success(text) }
        for rule in layout.carryDown { carry(rule, &said) }
        for (place, section) in layout.sections.enumerated() {
            for (number, label) in section.gives.enumerated() {
                guard let at = places[label] else { continue }
                said[at] = sections[place].map { .success($0[number]) } ?? .failure(outside(label, record))
            }
        }
        for place in splitters.indices { apply(&splitters[place], to: &said) }
        return LabelTexts(record: record, places: places, said: said)
    }

    /// What the labels say of one figure of a row.
    func figure(_ row: LabelTexts, group: Int) -> LabelTexts {
        guard !byGroup[group].isEmpty else { return row }
        var figure = row
        for (place, said) in byGroup[group] { figure.said[place] = said }
        return figure
    }

    /// Whether all cells of the row that are this table's are empty.
    func isBlank(_ row: Int, of batch: borrowing Batch) -> Bool {
        for column in plan.block where !batch.cell(row, column).isEmpty { return false }
        return true
    }

    /// How often each rule was of use.
    var used: LabelUse {
        var used = use
        for splitter in splitters { used.templates[splitter.split.label] = splitter.fitted }
        return used
    }

    private mutating func carry(_ rule: CarryDown, _ said: inout [LabelTexts.Said]) {
        guard let place = places[rule.label], case .success(let own) = said[place] else { return }
        if let says = rule.says, let kind = places[says.label] {
            let text = own.text.isEmpty ? says.empty : says.filled
            said[kind] = .success(LabelText(text: text, cell: own.cell))
        }
        guard own.text.isEmpty else {
            carried[rule.label] = own
            return
        }
        guard let above = carried[rule.label] else {
            said[place] = .failure(
                Diagnostic(
                    own.cell,
                    "the cell is empty, and no row above it says the \(rule.label) to be carried down",
                    mend: layout.sections.isEmpty
                        ? "look at the file's first rows; or correct `carry down:` in \(layout.definition)"
                        : "look at the rows up to the section row above; or correct `carry down:` in \(layout.definition)"
                ))
            return
        }
        use.carriedDown[rule.label, default: 0] += 1
        said[place] = .success(above)
    }

    private func outside(_ label: String, _ record: Int) -> Diagnostic {
        Diagnostic(
            CellReference(file: file, row: record),
            "no section row that says the \(label) stands above this row",
            mend: "correct `section:` under `rows:` in \(layout.definition), or ask the publisher")
    }
}
