internal import LMIModel

/// Turns a row's label texts into period, area, measure and codes, remembering what it has met.
struct LabelReader: Sendable {
    let layout: Layout
    let areas: AreaList
    private var areaReader: AreaReader
    private var knownPeriods: [String: Period] = [:]
    private var knownCodes: [[String: Code]]

    init(_ layout: Layout, areas: AreaList) {
        self.layout = layout
        self.areas = areas
        let rules = layout.observations
        areaReader = AreaReader(
            rules.area, keep: rules.keepAreas, dropsUnknown: rules.dropsUnknownAreas, areas: areas,
            definition: layout.definition, under: "observations")
        knownCodes = Array(repeating: [:], count: layout.observations.dimensions.count)
    }

    mutating func period(_ text: String, at cell: CellReference, style: PeriodStyle) throws(Diagnostic)
        -> Period
    {
        if let period = knownPeriods[text] { return period }
        guard let period = style.period(text) else {
            throw Diagnostic(
                cell,
                "\(text.quoted) is not a \(style.kind.rawValue) written like \(style.writing.rawValue.quoted)",
                mend: "correct `as:` and `written:` under `period:` in \(layout.definition)")
        }
        knownPeriods[text] = period
        return period
    }

    /// The code of a dimension.
    mutating func code(_ text: String, dimension place: Int, at cell: CellReference) throws(Diagnostic)
        -> Code
    {
        if let code = knownCodes[place][text] { return code }
        let rule = layout.observations.dimensions[place]
        let code = try rule.code(text, at: cell, definition: layout.definition)
        knownCodes[place][text] = code
        return code
    }

    mutating func area(_ text: String, at cell: CellReference) throws(Diagnostic) -> AreaOutcome {
        try areaReader.area(text, at: cell)
    }
}
