internal import LMIModel

/// Turns a row's label texts into period, area, measure and codes, remembering what it has met.
struct LabelReader: Sendable {
    let layout: Layout
    let areas: AreaList
    private var areaReader: AreaReader
    /// By the text that says the kind of period, then by the period's own.
    private var knownPeriods: [String: [String: Period]] = [:]
    private var periodStyles: Set<PeriodStyle> = []
    private var knownCodes: [[String: Code]]
    private var paddedDimensions: Set<String> = []

    init(_ layout: Layout, areas: AreaList) {
        self.layout = layout
        self.areas = areas
        let rules = layout.observations
        areaReader = AreaReader(
            rules.area, keep: rules.keepAreas, dropsUnknown: rules.dropsUnknownAreas, areas: areas,
            definition: layout.definition, under: "observations")
        knownCodes = Array(repeating: [:], count: layout.observations.dimensions.count)
    }

    /// Tells which styles and rules were of use.
    func account(in report: inout LayoutReport) {
        report.periodStyles.formUnion(periodStyles)
        report.periodKinds.formUnion(knownPeriods.keys)
        report.paddedDimensions.formUnion(paddedDimensions)
    }

    /// - Parameter kind: The text of the label that says which kind of period it is, where one does.
    mutating func period(
        _ text: String, at cell: CellReference, kind: (text: String, cell: CellReference)?,
        in texts: PeriodTexts
    ) throws(Diagnostic) -> Period {
        let known = kind?.text ?? ""
        if let period = knownPeriods[known]?[text] { return period }
        let styles = try styles(kind ?? (text, cell), in: texts)
        switch PeriodTexts.read(text, as: styles) {
        case .period(let period, let style):
            periodStyles.insert(style)
            knownPeriods[known, default: [:]][text] = period
            return period
        case .isAmbiguous(let one, let other):
            throw Diagnostic(
                cell, "\(text.quoted) may be \(one.words) or \(other.words)",
                mend: "take one of the two away under `period:` in \(layout.definition)")
        case .differs:
            if styles.contains(where: { $0.writing.hasYearsWithoutCentury(text) }) {
                throw Diagnostic(
                    cell, "the year of \(text.quoted) has two digits, which do not say the century",
                    mend: "ask the publisher for a file whose years have four digits")
            }
            let words = styles.map(\.words)
            let what = words.count == 1 ? "not \(words[0])" : "none of: \(words.joined(separator: ", "))"
            throw Diagnostic(
                cell, "\(text.quoted) is \(what)",
                mend: "correct `as:` and `written:` under `period:` in \(layout.definition)")
        }
    }

    private func styles(
        _ kind: (text: String, cell: CellReference), in texts: PeriodTexts
    ) throws(Diagnostic) -> [PeriodStyle] {
        switch texts.styles {
        case .these(let styles): return styles
        case .said(let label, let each):
            if let styles = each[kind.text] { return styles }
            throw Diagnostic(
                kind.cell,
                "\(kind.text.quoted) is not a \(label) for which the definition says the kind of period",
                mend:
                    "add \(kind.text.quoted) under `each:` of `as:` in \(layout.definition), or leave its rows out with `drop:`"
            )
        }
    }

    /// The code of a dimension.
    mutating func code(_ text: String, dimension place: Int, at cell: CellReference) throws(Diagnostic)
        -> Code
    {
        if let code = knownCodes[place][text] { return code }
        let rule = layout.observations.dimensions[place]
        if rule.isPadded(text) { paddedDimensions.insert(rule.id) }
        let code = try rule.code(text, at: cell, definition: layout.definition)
        knownCodes[place][text] = code
        return code
    }

    mutating func area(_ text: String, at cell: CellReference) throws(Diagnostic) -> AreaOutcome {
        try areaReader.area(text, at: cell)
    }
}
