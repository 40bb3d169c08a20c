internal import LMIModel

/// Reads the figures of a table one after the other, and keeps what was read and the account of it.
struct FigureReader: Sendable {
    private var labels: LabelReader
    private(set) var cells: CellReaders
    var reading = LayoutReading()
    private let goesOn: Bool

    init(_ layout: Layout, areas: AreaList, goesOn: Bool) {
        labels = LabelReader(layout, areas: areas)
        cells = CellReaders(layout)
        self.goesOn = goesOn
    }

    /// Tells in the report which rules were of use.
    mutating func account() { labels.account(in: &reading.report) }

    /// Counts cells that a rule leaves out.
    mutating func drop(_ rule: String, _ cells: Int = 1) {
        reading.report.dropped[rule, default: 0] += cells
    }

    /// Counts cells that a fault leaves unread.
    ///
    /// - Throws: `fault`, unless the reading goes on after faults.
    mutating func meet(_ fault: Diagnostic, cells: Int) throws(Diagnostic) {
        guard goesOn else { throw fault }
        reading.faults.add(fault)
        reading.report.unread += cells
    }

    /// The area of a figure, or nil where a rule leaves the figure out.
    mutating func areaKept(_ resolver: RowResolver, _ texts: LabelTexts) throws(Diagnostic) -> Area? {
        if let rule = try resolver.dropRule(texts, &reading.report) {
            drop(rule)
            return nil
        }
        switch try resolver.area(texts, &labels) {
        case .kept(let area): return area
        case .dropped(let rule): drop(rule)
        case .unknown:
            drop("unknown areas: drop")
            reading.report.meet(unknownArea: try texts.text("area").text)
        }
        return nil
    }

    mutating func take(
        _ value: PairJoiner.Half, _ confidence: (text: String, cell: CellReference)?, of area: Area,
        _ resolver: RowResolver, _ texts: LabelTexts
    ) throws(Diagnostic) {
        let measure = try resolver.measure(texts, &reading.report)
        let outcome = try cells.read(
            value.value, at: value.cell, of: measure, flag: value.flag, confidence: confidence)
        let observation = try resolver.observation(
            texts, measure, area: area, outcome: outcome, cell: value.cell, &labels)
        switch observation.figure {
        case .published: reading.report.published += 1
        case .withheld(let reason):
            reading.report.withheld[reason, default: 0] += 1
            // A number that may not be shown is no marker, and stands in no account.
            if outcome.isBelowLeast { break }
            let marker = value.value.isEmpty ? value.flag?.text ?? "" : value.value
            reading.report.markers[reason, default: [:]][marker, default: 0] += 1
        }
        reading.observations.append(observation)
    }
}
