internal import LMIModel

/// Reads the cells of one column of a register.
struct RegisterValueReader: Sendable {
    /// What a cell came to.
    enum Outcome: Hashable, Sendable {
        case value(RegisterValue)
        /// The whole record is left out by a rule.
        case leftOut(rule: String)
        case unknownArea
    }

    private let column: RegisterLayout.Column
    private let definition: String
    private var areas: AreaReader?
    private var known: [String: Outcome] = [:]

    init(_ column: RegisterLayout.Column, of layout: RegisterLayout, areas list: AreaList) {
        self.column = column
        definition = layout.definition
        if case .area(let rule) = column.rule {
            areas = AreaReader(
                rule, keep: column.id == "area" ? layout.keepAreas : .all,
                dropsUnknown: layout.dropsUnknownAreas, areas: list, definition: definition,
                under: "register")
        }
    }

    /// - Throws: ``Diagnostic`` at a cell that is not what the definition says the column holds.
    mutating func value(_ text: String, at cell: CellReference) throws(Diagnostic) -> Outcome {
        if text.isEmpty {
            guard column.mayBeEmpty else {
                throw Diagnostic(
                    cell, "the cell is empty, and the definition does not say that it may be",
                    mend:
                        "if that is all right, add `may be empty: yes` to \(column.id.quoted) under `register:` in \(definition); else ask the publisher"
                )
            }
            return .value(.empty)
        }
        if column.insteadOfAValue.contains(text) { return .value(.empty) }
        switch column.rule {
        case .text: return .value(.text(text))
        case .wholeNumber(let style): return .value(try number(text, style, isWhole: true, at: cell))
        case .number(let style): return .value(try number(text, style, isWhole: false, at: cell))
        case .date, .oneOf, .code, .area:
            if let outcome = known[text] { return outcome }
            let outcome = try resolve(text, at: cell)
            known[text] = outcome
            return outcome
        }
    }

    private mutating func resolve(_ text: String, at cell: CellReference) throws(Diagnostic) -> Outcome {
        switch column.rule {
        case .date(let styles): return .value(.date(try date(text, styles, at: cell)))
        case .oneOf(let texts):
            guard texts.contains(text) else {
                let nearest = text.nearest(of: texts).map { "; the nearest is \($0.quoted)" } ?? ""
                throw wrong(
                    text, cell, "one of the texts that the definition lists\(nearest)",
                    mend: "add \(text.quoted) under `one of:` of \(column.id.quoted)")
            }
            return .value(.text(text))
        case .code(let rule):
            if let left = rule.dropRule(text) { return .leftOut(rule: left) }
            let code = try rule.code(text, at: cell, definition: definition)
            return .value(.code(code, label: rule.list.entry(code.text)?.label ?? ""))
        case .area:
            switch try areas?.area(text, at: cell) {
            case .kept(let area)?: return .value(.area(area))
            case .dropped(let rule)?: return .leftOut(rule: rule)
            case .unknown?, nil: return .unknownArea
            }
        case .text, .wholeNumber, .number: return .value(.text(text))
        }
    }

    private func number(
        _ text: String, _ style: NumberStyle, isWhole: Bool, at cell: CellReference
    ) throws(Diagnostic) -> RegisterValue {
        guard case .number(let units, let scale) = style.read(text), scale == 0 || !isWhole else {
            let plain = isWhole ? "a whole number" : "a plain number"
            throw wrong(
                text, cell, style == .plain ? plain : style.words,
                mend:
                    "if all such cells are written so, correct `numbers:` of \(column.id.quoted), or read it `as: text`"
            )
        }
        return .number(ExactDecimal(units: units, scale: scale))
    }

    private func date(
        _ text: String, _ styles: [PeriodStyle], at cell: CellReference
    ) throws(Diagnostic) -> Day {
        let days = Set(styles.compactMap { $0.period(text)?.start })
        guard let day = days.first, days.count == 1 else {
            let written = styles.map(\.writing.rawValue.quoted).joined(separator: " or ")
            throw wrong(
                text, cell, days.isEmpty ? "a day written like \(written)" : "one day: it fits \(written)",
                mend: "correct `written:` of \(column.id.quoted)")
        }
        return day
    }

    private func wrong(
        _ text: String, _ cell: CellReference, _ expected: String, mend: String
    ) -> Diagnostic {
        Diagnostic(
            cell, "\(text.quoted) is not \(expected)",
            mend: "\(mend) under `register:` in \(definition); else ask the publisher")
    }
}
