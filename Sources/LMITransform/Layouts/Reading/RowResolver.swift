internal import LMIModel

/// Knows, for one table, which label gives the measure, the period, the area and each dimension.
struct RowResolver: Sendable {
    /// Where a label's text comes from in this table.
    private enum Origin: Hashable {
        case column(Int)
        case heading
        case above(LabelledLine)
        case section
    }

    /// The texts one figure is described by.
    struct Source {
        var labels: [String]
        var heading: ColumnPlan.LabelText?
        var record: Int
        var group: ColumnPlan.Group
        /// The section row above this row, where the layout has sections.
        var section: String
    }

    let layout: Layout
    private let plan: ColumnPlan
    private let file: String
    private let headings: [String]
    private let headingRecord: Int
    private let origins: [String: Origin]
    /// The place among the row labels of the label that tells value rows from confidence rows.
    let pairLabel: Int?

    /// - Throws: ``Diagnostic`` when the layout needs a label that the table does not give.
    init(_ layout: Layout, plan: ColumnPlan, table: some Table) throws(Diagnostic) {
        self.layout = layout
        self.plan = plan
        file = table.file
        headings = table.headings
        headingRecord = table.headingRecord
        var origins: [String: Origin] = [:]
        for (place, label) in plan.labels.enumerated() { origins[label.name] = .column(place) }
        for group in plan.groups { group.heading.map { origins[$0.label] = .heading } }
        for (name, label) in layout.above { table.above[label].map { origins[name] = .above($0) } }
        layout.section.map { origins[$0.says] = .section }
        self.origins = origins
        pairLabel = layout.pairs.flatMap { pairs in plan.labels.firstIndex { $0.name == pairs.label } }
        try demand(labels: Self.needs(layout), known: origins, table: table)
    }

    private static func needs(_ layout: Layout) -> [String] {
        let rules = layout.observations
        var needs = rules.dimensions.map(\.id)
        if rules.area.isStated == nil { needs.append("area") }
        if case .label(let texts) = rules.period { needs += ["period"] + [texts.kindLabel].compactMap(\.self) }
        if case .labels(let labels, _) = rules.measure { needs += labels }
        if let pairs = layout.pairs { needs.append(pairs.label) }
        return needs + (rules.keep + rules.drop).map(\.label)
    }

    private func demand(
        labels: [String], known: [String: Origin], table: some Table
    ) throws(Diagnostic) {
        guard let missing = labels.first(where: { known[$0] == nil }) else { return }
        let has = known.keys.sorted().map(\.quoted).joined(separator: ", ")
        throw Diagnostic(
            .error, .configuration, at: .cell(CellReference(file: file, row: table.headingRecord)),
            "nothing says the \(missing) of a figure; the labels of this table are \(has)",
            mend:
                "name the column that says it under `labels:` in \(layout.definition), or state it with `is:`"
        )
    }

    func noSectionColumn(_ section: SectionLayout) -> Diagnostic {
        Diagnostic(
            .error, .configuration, at: .file(layout.definition),
            "the section rows are to stand in \(section.column.quoted), which is not a label of the table",
            mend: "name one of the labels under `labels:` after `in:`")
    }

    private func text(_ label: String, _ source: Source) -> String {
        switch origins[label] {
        case .column(let place)?: source.labels[place]
        case .heading?: source.heading?.text ?? ""
        case .above(let line)?: line.text
        case .section?: source.section
        case nil: ""
        }
    }

    private func cell(_ label: String, _ source: Source) -> CellReference {
        switch origins[label] {
        case .column(let place)?:
            CellReference(
                file: file, row: source.record, column: plan.labels[place].column + 1,
                heading: headings[plan.labels[place].column])
        case .above(let line)?: line.cell
        case .section?: CellReference(file: file, row: source.record)
        case .heading?, nil:
            CellReference(
                file: file, row: headingRecord, column: source.group.value + 1,
                heading: headings[source.group.value])
        }
    }

    /// The rule that leaves this figure out, if one does; the texts it looks at are remembered.
    func dropRule(_ source: Source, _ report: inout LayoutReport) -> String? {
        let rules = layout.observations
        for keep in rules.keep {
            let found = text(keep.label, source)
            report.meet(found, keeping: keep)
            if !keep.texts.contains(found) { return "keep \(keep.label)" }
        }
        for drop in rules.drop where drop.texts.contains(text(drop.label, source)) {
            return drop.rule
        }
        for dimension in rules.dimensions where dimension.dropsOtherLevels {
            if let rule = dimension.dropRule(text(dimension.id, source)) { return rule }
        }
        return nil
    }

    func areaText(_ source: Source) -> String { text("area", source) }

    func area(_ source: Source, _ labels: inout LabelReader) throws(Diagnostic) -> LabelReader.AreaOutcome {
        if let code = layout.observations.area.isStated {
            guard let area = labels.areas[code] else {
                throw Diagnostic(
                    .error, .configuration, at: .file(layout.definition),
                    "the stated area \(code.quoted) is not an area of \(labels.areas.file)",
                    mend: "correct `is:` under `area:`")
            }
            return .kept(area)
        }
        return try labels.area(text("area", source), at: cell("area", source))
    }

    func measure(
        _ source: Source, _ report: inout LayoutReport
    ) throws(Diagnostic) -> ObservationLayout.Measure {
        switch layout.observations.measure {
        case .stated(let stated): return stated
        case .labels(let labels, let measures):
            let text = labels.map { self.text($0, source) }.joined(separator: " / ")
            guard let known = measures[text] else {
                let nearest =
                    text.nearest(of: measures.keys.sorted()).map { "; the nearest is \($0.quoted)" } ?? ""
                throw Diagnostic(
                    self.cell(labels[0], source),
                    "\(text.quoted) is not a measure of the definition\(nearest)",
                    mend:
                        "add \(text.quoted) under `measure:` in \(layout.definition), or leave its rows out with `drop:`"
                )
            }
            report.measureTexts.insert(text)
            return known
        }
    }

    func observation(
        _ source: Source, _ measure: ObservationLayout.Measure, area: Area, outcome: CellReader.Reading,
        cell: CellReference, _ labels: inout LabelReader
    ) throws(Diagnostic) -> Observation {
        let rules = layout.observations
        let period: Period
        switch rules.period {
        case .stated(let stated): period = stated
        case .label(let texts):
            let kind = texts.kindLabel.map { (text: text($0, source), cell: self.cell($0, source)) }
            period = try labels.period(
                text("period", source), at: self.cell("period", source), kind: kind, in: texts)
        }
        let outcome = outcome.forecast(rules.forecastAfter.map { period.end > $0.end } ?? false)
        var coordinates: [String: Code] = [:]
        for (place, dimension) in rules.dimensions.enumerated() {
            coordinates[dimension.id] = try labels.code(
                text(dimension.id, source), dimension: place, at: self.cell(dimension.id, source))
        }
        return Observation(
            indicator: measure.id, unit: measure.unit, basis: rules.basis, area: area, period: period,
            coordinates: coordinates, figure: outcome.figure, bounds: outcome.bounds,
            note: outcome.note,
            adds: measure.adds,
            source: layout.source,
            cell: cell)
    }
}
