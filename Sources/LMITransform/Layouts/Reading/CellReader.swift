internal import LMIModel

/// Reads one value cell, with its flag and its confidence, as a figure with bounds.
struct CellReader: Sendable {
    let cells: CellLayout
    let definition: String
    /// The bounds of figures met before: a table of rounded figures has few different ones.
    private var knownBounds: [RoundingRule: [ExactDecimal: Bounds]] = [:]

    init(cells: CellLayout, definition: String) {
        self.cells = cells
        self.definition = definition
    }

    /// A figure and what is known of its true value.
    struct Reading: Hashable, Sendable {
        var figure: Figure
        var bounds: Bounds
        /// What is to be said beside the figure; empty where there is nothing.
        var note = ""
        /// Whether the cell has a number that is too small to be shown.
        var isBelowLeast = false

        /// The same figure, of a time that had not come when it was published.
        func forecast(_ isForecast: Bool) -> Reading {
            guard isForecast, case .published(let number, let statuses) = figure else { return self }
            var reading = self
            reading.figure = .published(number, statuses.union([.forecast]))
            return reading
        }
    }

    /// - Parameters:
    ///   - flag: The text of the flag column or of the row's own flag; nil where there is none.
    ///   - confidence: The text of the confidence column and its cell; nil where there is none.
    /// - Throws: ``Diagnostic`` at the cell whose text is neither a number nor a declared marker, or where
    ///   flag and number contradict each other.
    mutating func read(
        _ text: String, at cell: CellReference, of measure: ObservationLayout.Measure,
        flag: (text: String, cell: CellReference)?, confidence: (text: String, cell: CellReference)?
    ) throws(Diagnostic) -> Reading {
        let flagMeaning = try flag.flatMap { flag throws(Diagnostic) in
            try meaning(ofFlag: flag.text, at: flag.cell)
        }
        if let marker = cells.insteadOfANumber[text] {
            try check(besideWithheld: confidence)
            return try withheld(marker, flag: flagMeaning, text: text, at: cell)
        }
        if case .withheld(let reason, let below)? = flagMeaning {
            guard text.isEmpty else {
                throw Diagnostic(
                    cell,
                    "\(text.quoted) stands beside the flag \((flag?.text ?? "").quoted), which means \(reason.rawValue): a withheld figure has no number",
                    mend: "if the number stays, declare the flag as a status under `flag:` in \(definition)")
            }
            try check(besideWithheld: confidence)
            return Reading(figure: .withheld(reason), bounds: threshold(below))
        }
        let number = try number(text, at: cell)
        var bounds = try bounds(of: number, measure.rounding, at: cell)
        if let least = measure.least, number < least.figure {
            try check(besideWithheld: confidence)
            // What it was rounded from may be larger than the least.
            let upper = bounds.upper ?? least.figure
            return Reading(
                figure: .withheld(.suppressedQuality), bounds: .below(max(least.figure, upper)),
                note: "figures below \(least.figure.grouped) are not shown: \(least.because)",
                isBelowLeast: true)
        }
        var statuses: Set<ValueStatus> = []
        if case .status(let status)? = flagMeaning, status != .normal { statuses.insert(status) }
        if let confidence {
            let outcome = try read(confidence: confidence.text, of: number, at: confidence.cell)
            if let status = outcome.status { statuses.insert(status) }
            if outcome.bounds.kind != .none { bounds = outcome.bounds }
        }
        return Reading(
            figure: .published(number, statuses), bounds: bounds,
            note: bounds.kind == .rounding ? measure.rounding.note : "")
    }

    private mutating func bounds(
        of number: ExactDecimal, _ rounding: RoundingRule, at cell: CellReference
    ) throws(Diagnostic) -> Bounds {
        if rounding == .none { return .unknown }
        if let known = knownBounds[rounding]?[number] { return known }
        let bounds = try rounding.bounds(of: number, at: cell, isCount: !cells.isNegativeAllowed)
        knownBounds[rounding, default: [:]][number] = bounds
        return bounds
    }

    private func withheld(
        _ marker: CellLayout.Meaning, flag: CellLayout.Meaning?, text: String, at cell: CellReference
    ) throws(Diagnostic) -> Reading {
        switch (marker, flag) {
        case (_, .withheld(let reason, let below)?):
            return Reading(figure: .withheld(reason), bounds: threshold(below))
        case (.withheld(let reason, let below), _):
            return Reading(figure: .withheld(reason), bounds: threshold(below))
        case (.status, _):
            throw Diagnostic(
                .error, .configuration, at: .cell(cell),
                "the definition says that \(text.quoted) stands instead of a number and also that a number stays",
                mend:
                    "give \(text.quoted) a reason such as not_available under `instead of a number:` in \(definition)"
            )
        }
    }

    private func meaning(ofFlag text: String, at cell: CellReference) throws(Diagnostic) -> CellLayout
        .Meaning?
    {
        if let meaning = cells.flags[text] { return meaning }
        if text.isEmpty { return nil }
        throw unknownMarker(text, at: cell, what: "a flag that the definition explains", key: "flag")
    }

    /// Reads the confidence beside a withheld figure, which says nothing of it but must be explained as any other.
    private func check(
        besideWithheld confidence: (text: String, cell: CellReference)?
    ) throws(Diagnostic) {
        guard let confidence, !confidence.text.isEmpty else { return }
        _ = try read(confidence: confidence.text, of: .zero, at: confidence.cell)
    }

    /// Reads the flag of a confidence row, which says something of the confidence alone.
    ///
    /// - Throws: ``Diagnostic`` at a flag that the definition does not explain, or that says there is no number
    ///   beside one.
    func check(flag: (text: String, cell: CellReference)?, ofConfidence text: String) throws(Diagnostic) {
        guard let flag, case .withheld(let reason, _)? = try meaning(ofFlag: flag.text, at: flag.cell),
            !text.isEmpty, cells.insteadOfAConfidence[text] == nil
        else { return }
        throw Diagnostic(
            flag.cell,
            "the confidence \(text.quoted) stands beside the flag \(flag.text.quoted), which means \(reason.rawValue): a withheld figure has no number",
            mend: "ask the publisher which of the two holds; or correct `flag:` in \(definition)")
    }

    private func number(_ text: String, at cell: CellReference) throws(Diagnostic) -> ExactDecimal {
        guard !text.isEmpty else {
            throw Diagnostic(
                cell, "the cell is empty, and the definition does not say what an empty cell means",
                mend:
                    "look in the source's notes, then add `\"\": not_available` (or another reason) under `instead of a number:` in \(definition)"
            )
        }
        switch cells.numbers.read(text) {
        case .number(let units, let scale):
            guard units >= 0 || cells.isNegativeAllowed else {
                throw Diagnostic(
                    cell, "\(text.quoted) is below zero, and this measure cannot be",
                    mend:
                        "if negative figures are real here, add `negative: yes` under `cells:` in \(definition)"
                )
            }
            return ExactDecimal(units: units, scale: scale)
        case .tooLarge:
            throw Diagnostic(
                cell, "\(text.quoted) has more digits than lmi can hold exactly (18)",
                mend: cells.numbers.decimals == nil
                    ? "if the figures are unrounded, say with `decimals:` under `numbers:` in \(definition) how many decimals to keep; else ask the publisher"
                    : "look at the cell: no labour-market figure is so long; ask the publisher")
        case .notANumber:
            throw unknownMarker(
                text, at: cell, what: "\(cells.numbers.words) or a marker that the definition explains")
        }
    }

    private func unknownMarker(
        _ text: String, at cell: CellReference, what: String, key: String = "instead of a number"
    ) -> Diagnostic {
        // A text with digits is likelier a number spoilt than a marker: to declare it would hide a figure.
        if key != "flag", text.utf8.contains(where: { (0x30...0x39).contains($0) }) {
            return Diagnostic(
                cell, "\(text.quoted) is not \(what)",
                mend:
                    "look at the cell: if all numbers are written so, correct `numbers:` under `cells:` in \(definition); if only this one is, ask the publisher"
            )
        }
        return Diagnostic(
            cell, "\(text.quoted) is not \(what)",
            mend:
                "look up \(text.quoted) in the source's notes, then add it under `\(key):` in \(definition), for example `\(text.quoted): suppressed_disclosure`"
        )
    }

    /// Only a marker that means "below t" gives bounds, and only where nothing is below zero; any other withheld
    /// figure may be as large as it likes.
    private func threshold(_ below: ExactDecimal?) -> Bounds {
        guard let below, !cells.isNegativeAllowed else { return .unknown }
        return .below(below)
    }

    private func read(
        confidence text: String, of number: ExactDecimal, at cell: CellReference
    ) throws(Diagnostic) -> (bounds: Bounds, status: ValueStatus?) {
        switch cells.insteadOfAConfidence[text] {
        case .status(let status)?: return (.unknown, status)
        case .withheld?: return (.unknown, nil)
        case nil: break
        }
        guard case .number(let units, let scale) = cells.numbers.ofConfidences.read(text), units >= 0 else {
            throw unknownMarker(
                text, at: cell, what: "a confidence or a marker that the definition explains",
                key: "instead of a confidence")
        }
        let confidence = ExactDecimal(units: units, scale: scale)
        do {
            switch cells.confidence {
            case .halfWidth95?:
                return (try interval(number, confidence.fraction, .ci95), nil)
            case .coefficientOfVariation?:
                let width = try number.fraction.multiplied(by: confidence.fraction)
                    .multiplied(by: Fraction(2, over: 100))
                let status: ValueStatus? = confidence > ExactDecimal(units: 20) ? .lowReliability : nil
                return (try interval(number, width, .cv), status)
            case nil: return (.unknown, nil)
            }
        } catch {
            throw Diagnostic(
                cell,
                "the interval of \(number) with the confidence \(text.quoted) is too large to hold exactly",
                mend: "look at both cells: no labour-market figure is so large; ask the publisher")
        }
    }

    private func interval(
        _ number: ExactDecimal, _ halfWidth: Fraction, _ kind: Bounds.Kind
    ) throws(Fraction.Overflow) -> Bounds {
        let low = try number.fraction.subtracting(halfWidth).rounded(to: number.scale, .down)
        let high = try number.fraction.adding(halfWidth).rounded(to: number.scale, .up)
        return Bounds(
            lower: low.isNegative && !cells.isNegativeAllowed ? .zero : low, upper: high, kind: kind)
    }
}
