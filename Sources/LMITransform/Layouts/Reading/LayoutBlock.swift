internal import LMIModel

/// One table of figures: all columns of the file's table, or those of one of several side by side.
struct LayoutBlock: Sendable {
    private let layout: Layout
    private let plan: ColumnPlan
    private let file: String
    private let headings: [String]
    private var labels: RowLabels
    private let resolver: RowResolver
    private var pairs: PairJoiner?

    init(_ layout: Layout, plan: ColumnPlan, table: some Table, number: Int = 0) throws(Diagnostic) {
        self.layout = layout
        self.plan = plan
        file = table.file
        headings = table.headings
        labels = try RowLabels(layout.rows, plan: plan, table: table, block: number)
        resolver = RowResolver(layout)
        pairs = layout.pairs.map { PairJoiner($0, definition: layout.definition) }
        try labels.demand(resolver.needs, table: table)
    }

    /// Reads every figure of a row.
    ///
    /// - Throws: ``Diagnostic`` at the first fault, unless `figures` goes on after faults.
    mutating func take(
        _ row: Int, of batch: borrowing Batch, into figures: inout FigureReader
    ) throws(Diagnostic) {
        figures.reading.report.cells += plan.groups.count
        if layout.rows.sideBySide != nil, labels.isBlank(row, of: batch) {
            labels.use.blankRows += 1
            figures.drop("blank rows of a table beside others", plan.groups.count)
            return
        }
        let texts: LabelTexts?
        do throws(Diagnostic) {
            let resolver = self.resolver
            texts = try labels.take(row, of: batch) { resolver.isKnown($0, as: $1) }
        } catch {
            return try figures.meet(error, cells: plan.groups.count)
        }
        guard let texts else { return figures.drop("section rows", plan.groups.count) }
        let rowFlag = plan.rowFlag.map { (text: batch.text(row, $0), cell: cell(texts.record, $0)) }
        for (number, group) in plan.groups.enumerated() {
            let half = PairJoiner.Half(
                value: batch.text(row, group.value), cell: cell(texts.record, group.value),
                flag: group.flag.map { (batch.text(row, $0), cell(texts.record, $0)) } ?? rowFlag)
            let confidence = group.confidence.map { (batch.text(row, $0), cell(texts.record, $0)) }
            do throws(Diagnostic) {
                try take(
                    half, confidence, labels.figure(texts, group: number), group: number, into: &figures)
            } catch {
                try figures.meet(error, cells: 1)
            }
        }
    }

    private func cell(_ record: Int, _ column: Int) -> CellReference {
        CellReference(file: file, row: record, column: column + 1, heading: headings[column])
    }

    private mutating func take(
        _ half: PairJoiner.Half, _ confidence: (text: String, cell: CellReference)?, _ texts: LabelTexts,
        group: Int, into figures: inout FigureReader
    ) throws(Diagnostic) {
        guard let area = try figures.areaKept(resolver, texts) else { return }
        var (value, confidence) = (half, confidence)
        if let side = layout.pairs?.label {
            let key = PairJoiner.Key(texts: try resolver.texts(texts, but: side), group: group)
            guard let pair = try pairs?.take(half, side: try texts.text(side), key: key) else { return }
            figures.reading.report.confidences += 1
            let measure = try resolver.measure(texts, &figures.reading.report)
            try figures.cells.check(
                flag: pair.confidence.flag, ofConfidence: pair.confidence.value, of: measure)
            (value, confidence) = (pair.value, (pair.confidence.value, pair.confidence.cell))
        }
        try figures.take(value, confidence, of: area, resolver, texts)
    }

    /// - Throws: ``Diagnostic`` when half of a pair still waits for the other.
    func finish(into figures: inout FigureReader) throws(Diagnostic) {
        for fault in pairs?.unpaired ?? [] { try figures.meet(fault, cells: 1) }
        figures.reading.report.labelUse.add(labels.used)
    }
}
