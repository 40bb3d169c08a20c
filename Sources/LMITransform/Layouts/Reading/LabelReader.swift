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
    private var knownPeriods: [String: Period] = [:]
    private var knownCodes: [[String: Code]]

    init(_ layout: Layout, areas: AreaList) {
        self.layout = layout
        self.areas = areas
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
        var spelling = text
        if let meant = rule.also[text] {
            spelling = meant
        } else if let mark = rule.codeBefore {
            guard let range = text.firstRange(of: mark) else {
                throw Diagnostic(
                    cell, "\(text.quoted) has no \(mark.quoted) to tell the code from the name",
                    mend: "correct `code before:` of \(rule.id.quoted) in \(layout.definition)")
            }
            spelling = String(text[..<range.lowerBound])
        }
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
