internal import LMIModel

/// Knows which label gives the measure, the period, the area and each dimension of a figure.
struct RowResolver: Sendable {
    let layout: Layout
    let filter: RowFilter
    /// The labels that a figure must have.
    let needs: [String]

    init(_ layout: Layout) {
        self.layout = layout
        let rules = layout.observations
        filter = RowFilter(keep: rules.keep, drop: rules.drop)
        needs = rules.labels + [layout.pairs?.label].compactMap { $0 }
    }

    /// What every label that a figure needs says, but for one.
    func texts(_ texts: LabelTexts, but label: String) throws(Diagnostic) -> [String] {
        var others: [String] = []
        for need in needs where need != label { others.append(try texts.text(need).text) }
        return others
    }

    /// The rule that leaves this figure out, if one does; the texts it looks at are remembered.
    func dropRule(_ texts: LabelTexts, _ report: inout LayoutReport) throws(Diagnostic) -> String? {
        if let rule = try filter.rule(leavingOut: texts, meet: { report.meet($0, keeping: $1) }) {
            return rule
        }
        for dimension in layout.observations.dimensions where dimension.dropsOtherLevels {
            if let rule = dimension.dropRule(try texts.text(dimension.id).text) { return rule }
        }
        return nil
    }

    func area(_ texts: LabelTexts, _ labels: inout LabelReader) throws(Diagnostic) -> AreaOutcome {
        if let code = layout.observations.area.isStated {
            guard let area = labels.areas[code] else {
                throw Diagnostic(
                    .error, .configuration, at: .file(layout.definition),
                    "the stated area \(code.quoted) is not an area of \(labels.areas.file)",
                    mend: "correct `is:` under `area:`")
            }
            return .kept(area)
        }
        let text = try texts.text("area")
        return try labels.area(text.text, at: text.cell)
    }

    func measure(
        _ texts: LabelTexts, _ report: inout LayoutReport
    ) throws(Diagnostic) -> ObservationLayout.Measure {
        switch layout.observations.measure {
        case .stated(let stated): return stated
        case .labels(let labels, let measures):
            var parts: [LabelText] = []
            for label in labels { parts.append(try texts.text(label)) }
            let text = parts.map(\.text).joined(separator: " / ")
            guard let known = measures[text] else {
                let nearest =
                    text.nearest(of: measures.keys.sorted()).map { "; the nearest is \($0.quoted)" } ?? ""
                throw Diagnostic(
                    parts[0].cell,
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
        _ texts: LabelTexts, _ measure: ObservationLayout.Measure, area: Area, outcome: CellReader.Reading,
        cell: CellReference, _ labels: inout LabelReader
    ) throws(Diagnostic) -> Observation {
        let rules = layout.observations
        let period: Period
        switch rules.period {
        case .stated(let stated): period = stated
        case .label(let written):
            let text = try texts.text("period")
            let kind = try written.kindLabel.map { label throws(Diagnostic) in try texts.text(label) }
            period = try labels.period(
                text.text, at: text.cell, kind: kind.map { ($0.text, $0.cell) }, in: written)
        }
        let outcome = outcome.forecast(rules.forecastAfter.map { period.end > $0.end } ?? false)
        var coordinates: [String: Code] = [:]
        for (place, dimension) in rules.dimensions.enumerated() {
            let text = try texts.text(dimension.id)
            coordinates[dimension.id] = try labels.code(text.text, dimension: place, at: text.cell)
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
