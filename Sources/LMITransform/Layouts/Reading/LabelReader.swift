internal import LMIModel

/// Turns a row's label texts into period, area, measure and codes, remembering what it has met.
struct LabelReader: Sendable {
    /// What an area's text came to.
    enum AreaOutcome: Hashable, Sendable {
        case kept(Area)
        case dropped(rule: String)
        case unknown
    }

    let layout: Layout
    let areas: AreaList
    private var knownAreas: [String: AreaOutcome] = [:]
    /// By the text that says the kind of period, then by the period's own.
    private var knownPeriods: [String: [String: Period]] = [:]
    private var periodStyles: Set<PeriodStyle> = []
    private var knownCodes: [[String: Code]]
    private var paddedDimensions: Set<String> = []

    init(_ layout: Layout, areas: AreaList) {
        self.layout = layout
        self.areas = areas
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
        guard let spelling = rule.spelling(text) else {
            throw Diagnostic(
                cell,
                "\(text.quoted) has no \((rule.codeBefore ?? "").quoted) to tell the code from the name",
                mend: "correct `code before:` of \(rule.id.quoted) in \(layout.definition)")
        }
        if rule.isPadded(text) { paddedDimensions.insert(rule.id) }
        let code = try rule.list.code(spelling, level: rule.level, at: cell)
        knownCodes[place][text] = code
        return code
    }

    mutating func area(_ text: String, at cell: CellReference) throws(Diagnostic) -> AreaOutcome {
        if let outcome = knownAreas[text] { return outcome }
        let outcome = try resolve(text, at: cell)
        knownAreas[text] = outcome
        return outcome
    }

    private func resolve(_ text: String, at cell: CellReference) throws(Diagnostic) -> AreaOutcome {
        let rule = layout.observations.area
        if let code = rule.also[text] {
            guard let area = areas[code] else {
                throw Diagnostic(
                    .error, .configuration, at: .cell(cell),
                    "`also:` reads \(text.quoted) as \(code.quoted), which is not an area of \(areas.file)",
                    mend: "correct the code under `area:` in \(layout.definition)")
            }
            return filter(area)
        }
        var spelling = text
        var types: [String]?
        var areCodes = !rule.areNames
        if let prefix = rule.prefixes.first(where: { text.hasPrefix($0.text) }) {
            spelling = String(text.dropFirst(prefix.text.count))
            types = prefix.types
            if let mark = prefix.codeBefore {
                spelling =
                    spelling.firstRange(of: mark).map { String(spelling[..<$0.lowerBound]) } ?? spelling
                areCodes = true
            }
        } else if !rule.prefixes.isEmpty, !layout.observations.dropsUnknownAreas {
            let known = rule.prefixes.map(\.text.quoted).joined(separator: ", ")
            throw Diagnostic(
                cell, "the area \(text.quoted) begins with none of the prefixes \(known)",
                mend:
                    "add its prefix under `area:` in \(layout.definition), or the whole text under `also:` there"
            )
        }
        let found = areCodes ? areas[spelling].map { [$0] } ?? [] : areas.named(spelling)
        let fitting = found.filter { types?.contains($0.type) ?? true }
        if fitting.count > 1 {
            let codes = fitting.map { "\($0.code) (\($0.type))" }.joined(separator: ", ")
            throw Diagnostic(
                cell, "\(text.quoted) may be several areas: \(codes)",
                mend: "say which under `also:` of `area:` in \(layout.definition)")
        }
        if let area = fitting.first { return filter(area) }
        guard !layout.observations.dropsUnknownAreas else { return .unknown }
        let words = areCodes ? areas.areas.map(\.code) : areas.areas.map(\.name)
        let nearest = spelling.nearest(of: words).map { "; the nearest is \($0.quoted)" } ?? ""
        throw Diagnostic(
            cell, "\(text.quoted) is not an area of \(areas.file)\(nearest)",
            mend:
                "add a line for it to \(areas.file), or `unknown areas: drop` under `observations:` in \(layout.definition) if such areas are to be left out"
        )
    }

    private func filter(_ area: Area) -> AreaOutcome {
        switch layout.observations.keepAreas {
        case .all: .kept(area)
        case .ours: area.isOurs ? .kept(area) : .dropped(rule: "keep area: ours")
        case .listed(let codes): codes.contains(area.code) ? .kept(area) : .dropped(rule: "keep area: listed")
        }
    }
}
