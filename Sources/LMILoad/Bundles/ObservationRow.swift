internal import LMIModel

/// One observation as the cells of its row, checked.
struct ObservationRow: Sendable {
    let cells: [Cell]
    /// The cells of the key, for sorting.
    let key: [String]
    let observation: Observation

    /// - Parameter asOf: When the newest of the table's sources was first had.
    /// - Throws: ``Diagnostic`` of a fault of the program: a dimension too many or too few, a label or area
    ///   that is not known, a number outside its bounds.
    init(
        _ observation: Observation, of table: BundleTable, areas: AreaList, asOf: String
    ) throws(Diagnostic) {
        try Self.check(observation, of: table, areas: areas)
        let period = (observation.period.text, "\(observation.period.start)", "\(observation.period.end)")
        var cells: [Cell] = [
            .text(observation.area.code), .text(observation.area.scheme.rawValue),
            .text(observation.area.name),
            .textOrEmpty(observation.area.type), .textOrEmpty(observation.area.vintage),
            .text(period.0), .text(period.1), .text(period.2), .text(observation.indicator),
        ]
        var key = [observation.area.code, period.1, period.2, observation.indicator]
        for dimension in table.dimensions {
            let code = observation.coordinates[dimension.id]?.text ?? ""
            key.append(code)
            cells += [.text(code), .textOrEmpty(dimension.labels[code])]
        }
        cells += [.text(observation.unit), .textOrEmpty(observation.basis)]
        cells += Self.figure(observation)
        cells += [.text(observation.source), .text(asOf), .text(DisplayText.of(observation))]
        self.cells = cells
        self.key = key
        self.observation = observation
    }

    private static func figure(_ observation: Observation) -> [Cell] {
        var value = Cell.empty
        var reason = ""
        switch observation.figure {
        case .published(let number, _): value = .number(number)
        case .withheld(let why): reason = why.rawValue
        }
        return [
            value, .numberOrEmpty(observation.bounds.lower), .numberOrEmpty(observation.bounds.upper),
            .text(observation.bounds.kind.rawValue), .text(observation.figure.letter),
            .textOrEmpty(observation.figure.flags.map(\.rawValue).joined(separator: " ")),
            .textOrEmpty(reason), .textOrEmpty(observation.note), .text(observation.derivation.rawValue),
        ]
    }

    private static func check(
        _ observation: Observation, of table: BundleTable, areas: AreaList
    ) throws(Diagnostic) {
        let wanted = Set(table.dimensions.map(\.id))
        let given = Set(observation.coordinates.keys)
        guard wanted == given else {
            throw fault(
                observation, of: table,
                "has the dimensions \(given.sorted().joined(separator: ", ").quoted), not "
                    + wanted.sorted().joined(separator: ", ").quoted)
        }
        for dimension in table.dimensions {
            guard let code = observation.coordinates[dimension.id], dimension.labels[code.text] == nil else {
                continue
            }
            throw fault(observation, of: table, "has the code \(code.text.quoted), which has no label")
        }
        guard areas[observation.area.code] != nil else {
            throw fault(
                observation, of: table, "is of the area \(observation.area.code.quoted), which no list has")
        }
        guard table.sources.contains(observation.source) else {
            throw fault(
                observation, of: table, "is of the source \(observation.source.quoted), which the table lacks"
            )
        }
        try checkBounds(observation, of: table)
    }

    private static func checkBounds(_ observation: Observation, of table: BundleTable) throws(Diagnostic) {
        let (lower, upper) = (observation.bounds.lower, observation.bounds.upper)
        if let lower, let upper, lower > upper {
            throw fault(observation, of: table, "has the lower bound \(lower) above the upper bound \(upper)")
        }
        guard case .published(let number, _) = observation.figure else { return }
        if let lower, number < lower {
            throw fault(observation, of: table, "has the value \(number) below its lower bound \(lower)")
        }
        if let upper, number > upper {
            throw fault(observation, of: table, "has the value \(number) above its upper bound \(upper)")
        }
    }

    static func fault(
        _ observation: Observation, of table: BundleTable, _ message: String
    ) -> Diagnostic {
        Diagnostic(
            .error, .internal, at: place(observation, table.id),
            "in the table \(table.id.quoted) the figure \(name(observation).quoted) \(message)",
            mend: "this is a fault of the program: report it with the definitions and the input file")
    }

    /// The cell it was read from, or the table where it was derived.
    static func place(_ observation: Observation, _ table: String) -> Diagnostic.Place {
        observation.cell.map(Diagnostic.Place.cell) ?? .file("data/\(table).csv")
    }

    private static func name(_ observation: Observation) -> String {
        let codes = observation.coordinates.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.text)" }
        let parts = [observation.indicator, observation.area.code, observation.period.text] + codes
        return parts.joined(separator: ", ")
    }
}
