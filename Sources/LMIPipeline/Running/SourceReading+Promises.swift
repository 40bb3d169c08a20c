internal import LMIModel
internal import LMITransform

extension SourceDefinition {
    /// Refuses a reading in which something that the definition names by its text was never met: a text that
    /// the publisher has renamed takes its figures with it, and nothing else would tell.
    ///
    /// - Throws: ``Diagnostic`` of fault `content` that names the text, where the definition has it, and the
    ///   nearest text that was met.
    func demandTexts(_ reading: Reading) throws(Diagnostic) {
        let rules = layout.observations
        for keep in rules.keep {
            let met = reading.report.keepTexts[keep.label] ?? []
            guard let missing = keep.texts.subtracting(met).sorted().first else { continue }
            let strangers = met.subtracting(keep.texts).sorted()
            let nearest = missing.nearest(of: strangers).map { "; the nearest is \($0.quoted)" } ?? ""
            throw Diagnostic(
                .error, .content, at: .file(reading.snapshot.file),
                "no row to keep has the \(keep.label) \(missing.quoted)\(nearest)",
                mend:
                    "if the publisher renamed it, write the new text under `keep:` in \(path); if such figures are no longer published, take \(missing.quoted) away there"
            )
        }
        if case .labels(_, let measures) = rules.measure {
            let met = reading.report.measureTexts
            guard let missing = measures.keys.filter({ !met.contains($0) }).sorted().first else { return }
            throw Diagnostic(
                .error, .content, at: .file(reading.snapshot.file),
                "no figure has the measure \(missing.quoted)",
                mend:
                    "if the publisher renamed it, write the new text under `each:` of `measure:` in \(path); if such figures are no longer published, take \(missing.quoted) away there"
            )
        }
    }

    /// Refuses a reading of which nothing is left.
    func demandFigures(_ reading: Reading) throws(Diagnostic) {
        guard reading.observations.isEmpty else { return }
        let dropped = reading.report.dropped.sorted { $0.key < $1.key }
        let rules = dropped.map { "\($0.value) by \($0.key.quoted)" }.joined(separator: ", ")
        throw Diagnostic(
            .error, .content, at: .file(reading.snapshot.file),
            "every figure of the file is left out: \(rules)",
            mend: "look at the file; if it is as it should be, correct `keep:` and `drop:` in \(path)")
    }

    /// What the reader should know of rules that did nothing.
    func idleRules(_ reading: Reading) -> [Diagnostic] {
        let rules = layout.observations
        let drops = rules.drop.filter { reading.report.dropped[$0.rule] == nil }.map { drop in
            let texts = drop.texts.sorted().map(\.quoted).joined(separator: ", ")
            return idle(
                "`drop:` leaves no row out: none has the \(drop.label) \(texts)",
                mend: "if the publisher renamed it, write the new text under `drop:` in \(path)", reading)
        }
        return drops + idleDimensions(reading) + idlePeriods(reading)
    }

    private func idle(_ message: String, mend: String, _ reading: Reading) -> Diagnostic {
        Diagnostic(.warning, .content, at: .file(reading.snapshot.file), message, mend: mend)
    }

    private func idleDimensions(_ reading: Reading) -> [Diagnostic] {
        layout.observations.dimensions.flatMap { dimension in
            var notes: [Diagnostic] = []
            if dimension.dropsOtherLevels, reading.report.dropped[dimension.keepRule] == nil {
                notes.append(
                    idle(
                        "`\(dimension.keepRule.replacing("level ", with: "level: "))` leaves no row out: no \(dimension.id) is of another level",
                        mend: "if that is right, write `level:` instead in \(path)", reading))
            }
            if dimension.digits != nil, !reading.report.paddedDimensions.contains(dimension.id) {
                notes.append(
                    idle(
                        "no \(dimension.id) has lost its leading zeros",
                        mend: "if the publisher writes them again, take `leading zeros: lost` away in \(path)",
                        reading))
            }
            return notes
        }
    }

    private func idlePeriods(_ reading: Reading) -> [Diagnostic] {
        var notes: [Diagnostic] = []
        if let after = layout.observations.forecastAfter,
            !reading.observations.contains(where: { $0.period.end > after.end })
        {
            notes.append(
                idle(
                    "no figure is of a time after \(after.text), from where figures are forecasts",
                    mend: "look at the file; if it has no forecasts, take `forecast after:` away in \(path)",
                    reading))
        }
        guard case .label(let texts) = layout.observations.period else { return notes }
        switch texts.styles {
        case .these(let styles):
            for style in styles where !reading.report.periodStyles.contains(style) {
                notes.append(
                    idle(
                        "no period is \(style.words)",
                        mend: "if the publisher no longer has such rows, take it away under `period:` in \(path)",
                        reading))
            }
        case .said(let label, let each):
            for text in each.keys.sorted() where !reading.report.periodKinds.contains(text) {
                notes.append(
                    idle(
                        "no figure has the \(label) \(text.quoted), which says a kind of period",
                        mend: "if the publisher renamed it, write the new text under `each:` of `as:` in \(path)",
                        reading))
            }
        }
        return notes
    }
}
