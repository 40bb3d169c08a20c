internal import LMIModel

/// What an area's text came to.
enum AreaOutcome: Hashable, Sendable {
    case kept(Area)
    case dropped(rule: String)
    case unknown
}

/// Turns the texts of one label into areas, remembering what it has met.
struct AreaReader: Sendable {
    private let rule: ObservationLayout.AreaRule
    private let keep: ObservationLayout.AreaFilter
    private let dropsUnknown: Bool
    private let areas: AreaList
    private let definition: String
    private let key: String
    private var known: [String: AreaOutcome] = [:]

    /// - Parameters:
    ///   - dropsUnknown: Whether areas that the list lacks are left out instead of refused.
    ///   - definition: The definition's file, for messages.
    ///   - key: The key of the definition that says which areas are kept.
    init(
        _ rule: ObservationLayout.AreaRule, keep: ObservationLayout.AreaFilter, dropsUnknown: Bool,
        areas: AreaList, definition: String, under key: String
    ) {
        self.rule = rule
        self.keep = keep
        self.dropsUnknown = dropsUnknown
        self.areas = areas
        self.definition = definition
        self.key = key
    }

    mutating func area(_ text: String, at cell: CellReference) throws(Diagnostic) -> AreaOutcome {
        if let outcome = known[text] { return outcome }
        let outcome = try resolve(text, at: cell)
        known[text] = outcome
        return outcome
    }

    private func resolve(_ text: String, at cell: CellReference) throws(Diagnostic) -> AreaOutcome {
        if let code = rule.also[text] {
            guard let area = areas[code] else {
                throw Diagnostic(
                    .error, .configuration, at: .cell(cell),
                    "`also:` reads \(text.quoted) as \(code.quoted), which is not an area of \(areas.file)",
                    mend: "correct the code under `area:` in \(definition)")
            }
            return filter(area)
        }
        var spelling = text
        var types = rule.types
        var areCodes = !rule.areNames
        if let prefix = rule.prefixes.first(where: { text.hasPrefix($0.text) }) {
            spelling = String(text.dropFirst(prefix.text.count))
            types = prefix.types
            if let mark = prefix.codeBefore {
                spelling =
                    spelling.firstRange(of: mark).map { String(spelling[..<$0.lowerBound]) } ?? spelling
                areCodes = true
            }
        } else if !rule.prefixes.isEmpty, !dropsUnknown {
            let known = rule.prefixes.map(\.text.quoted).joined(separator: ", ")
            throw Diagnostic(
                cell, "the area \(text.quoted) begins with none of the prefixes \(known)",
                mend:
                    "add its prefix under `area:` in \(definition), or the whole text under `also:` there"
            )
        }
        let found = areCodes ? areas[spelling].map { [$0] } ?? [] : areas.named(spelling)
        let fitting = found.filter { types?.contains($0.type) ?? true }
        if fitting.count > 1 {
            let codes = fitting.map { "\($0.code) (\($0.type))" }.joined(separator: ", ")
            throw Diagnostic(
                cell, "\(text.quoted) may be several areas: \(codes)",
                mend: rule.types == nil
                    ? "say which type is meant with `type:` under `area:` in \(definition), or which area under `also:` there"
                    : "say which under `also:` of `area:` in \(definition)")
        }
        if let area = fitting.first { return filter(area) }
        guard !dropsUnknown else { return .unknown }
        if let other = found.first, let types {
            throw Diagnostic(
                cell,
                "\(text.quoted) is a \(other.type) in \(areas.file), not a \(types.joined(separator: " or "))",
                mend:
                    "correct `type:` under `area:` in \(definition), or add `unknown areas: drop` under `\(key):` there if such areas are to be left out"
            )
        }
        let words = areCodes ? areas.areas.map(\.code) : areas.areas.map(\.name)
        let nearest = spelling.nearest(of: words).map { "; the nearest is \($0.quoted)" } ?? ""
        throw Diagnostic(
            cell, "\(text.quoted) is not an area of \(areas.file)\(nearest)",
            mend:
                "add a line for it to \(areas.file), or `unknown areas: drop` under `\(key):` in \(definition) if such areas are to be left out"
        )
    }

    private func filter(_ area: Area) -> AreaOutcome {
        switch keep {
        case .all: .kept(area)
        case .ours: area.isOurs ? .kept(area) : .dropped(rule: "keep area: ours")
        case .listed(let codes): codes.contains(area.code) ? .kept(area) : .dropped(rule: "keep area: listed")
        }
    }
}
