internal import LMIModel
internal import LMITransform

extension SourceDefinition {
    /// Refuses a reading in which something that the definition names by its text was never met: a text that
    /// the publisher has renamed takes its figures with it, and nothing else would tell.
    ///
    /// - Throws: ``Diagnostic`` of fault `content` that names the text, where the definition has it, and the
    ///   nearest text that was met.
    func demandTexts(_ reading: Reading) throws(Diagnostic) {
        for keep in register?.keep ?? layout?.observations.keep ?? [] {
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
    }

    /// Refuses a reading in which some measure that the definition names has no figure.
    func demandMeasures(_ reading: Reading, _ layout: Layout) throws(Diagnostic) {
        if case .labels(_, let measures) = layout.observations.measure {
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
    func demandRest(_ reading: Reading, of what: String, isEmpty: Bool) throws(Diagnostic) {
        guard isEmpty else { return }
        let dropped = reading.report.dropped.sorted { $0.key < $1.key }
        let rules = dropped.map { "\($0.value) by \($0.key.quoted)" }.joined(separator: ", ")
        throw Diagnostic(
            .error, .content, at: .file(reading.snapshot.file),
            "every \(what) of the file is left out: \(rules)",
            mend: "look at the file; if it is as it should be, correct `keep:` and `drop:` in \(path)")
    }

    /// What the reader should know of rules that did nothing.
    func idleRules(_ reading: Reading) -> [Diagnostic] {
        let rules = register?.drop ?? layout?.observations.drop ?? []
        let drops = rules.filter { reading.report.dropped[$0.rule] == nil }.map { drop in
            let texts = drop.labels.map { label in
                "the \(label) \((drop.texts[label] ?? []).sorted().map(\.quoted).joined(separator: ", "))"
            }
            return Diagnostic(
                .warning, .content, at: .file(reading.snapshot.file),
                "`drop:` leaves no row out: none has \(texts.joined(separator: " and "))",
                mend: "if the publisher renamed it, write the new text under `drop:` in \(path)")
        }
        guard let rows = register?.rows ?? layout?.rows else { return drops }
        let idle = drops + rows.idleRules(reading.report.labelUse, file: reading.snapshot.file)
        return idle + (layout?.observations.idleRules(reading, definition: path) ?? [])
    }
}

extension RowLayout {
    /// What the reader should know of rules that gave no label a text.
    func idleRules(_ use: LabelUse, file: String) -> [Diagnostic] {
        let carried = carryDown.filter { use.carriedDown[$0.label] == nil }.map { rule in
            Diagnostic(
                .warning, .content, at: .file(file),
                "`carry down:` does nothing: no cell of the \(rule.label) is empty",
                mend:
                    "look at the file; if all its cells are filled now, take \(rule.label.quoted) away under `carry down:` in \(definition)"
            )
        }
        let cut = splits.flatMap { split in
            split.templates.filter { use.templates[split.label]?.contains($0.description) != true }.map {
                Diagnostic(
                    .warning, .content, at: .file(file),
                    "no \(split.label) fits the template \($0.description.quoted)",
                    mend:
                        "if the publisher writes such a text otherwise now, correct the template under `split:` in \(definition); else take it away there"
                )
            }
        }
        return carried + cut
    }
}
