internal import LMILoad
internal import LMIModel
internal import LMITransform

/// What `lmi check` says of a source: the account of its rows and cells, the first figures, and every fault.
struct CheckReport {
    let definition: SourceDefinition
    let reading: SourceDefinition.Reading

    init(_ definition: SourceDefinition, _ reading: SourceDefinition.Reading) {
        self.definition = definition
        self.reading = reading
    }

    /// Says what became of the file, and then every fault.
    ///
    /// - Returns: Success, or what the gravest fault ends with.
    func tell(_ console: inout Console) -> ExitStatus {
        var status = ExitStatus.success
        for line in lines { console.say(line) }
        for fault in faults {
            console.tell("\(fault)")
            status = max(status, ExitStatus(fault.fault))
        }
        return status
    }

    /// For the reader's screen: what became of the file.
    private var lines: [String] {
        var lines = [
            "\(definition.id): \(definition.title)",
            "  \(reading.snapshot.file), \(reading.snapshot.bytes) bytes",
        ]
        if let around { lines.append("  \(around)") }
        lines += account
        if let register = reading.register { lines += RegisterWords(register, reading.snapshot).lines }
        if !reading.observations.isEmpty { lines.append("  the first figures:") }
        lines += reading.observations.prefix(5).map { "    \(sentence(for: $0))" }
        for note in reading.notes {
            lines += "\(note)".split(separator: "\n").filter { $0 != "  mend: nothing to do" }.map {
                "  \($0)"
            }
        }
        if !reading.faults.isEmpty { lines.append("  not read to the end: see the messages") }
        return lines
    }

    /// All that the definition does not explain, each kind of fault once; or two figures that it cannot tell apart.
    private var faults: [Diagnostic] {
        if reading.faults.isEmpty, let doubled = DoubledFigure(in: reading.observations) {
            return [doubled.diagnostic(of: "the source \(definition.id.quoted)", names: names)]
        }
        var faults = reading.faults.entries.map { entry in
            var fault = entry.first
            if entry.count > 1 { fault.message += " (\(entry.count) times, here first)" }
            return fault
        }
        if reading.faults.others > 0 {
            faults.append(
                Diagnostic(
                    .error, .content, at: .file(reading.snapshot.file),
                    "\(reading.faults.others) more faults are of other kinds than these \(FaultTally.most)",
                    mend: "mend these first, then check again"))
        }
        return faults
    }

    /// "13 rows above and 4 below the table hold no figures, 2 rows are blank".
    private var around: String? {
        var parts: [String] = []
        if reading.around.above > 0 { parts.append("\(reading.around.above) above") }
        if reading.around.below > 0 { parts.append("\(reading.around.below) below") }
        if reading.around.blank > 0 { parts.append("\(reading.around.blank) blank") }
        if reading.around.cutOff != nil { parts.append("1 cut off at the end") }
        return parts.isEmpty ? nil : "rows that are not the table's: \(parts.joined(separator: ", "))"
    }

    /// What became of every cell of figures, or of every record.
    private var account: [String] {
        let report = reading.report
        var lines =
            reading.register == nil
            ? [
                "  \(report.rows) rows, of which \(report.rowsWithFigures) give figures; \(report.cells) cells of figures:",
                "    \(report.published) published",
            ]
            : ["  \(report.rows) rows:", "    \(report.published) records"]
        for (reason, count) in report.withheld.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            lines.append("    \(count) withheld: \(reason.rawValue)\(markers(of: reason))")
        }
        if report.confidences > 0 {
            lines.append("    \(report.confidences) confidences, joined to their figures")
        }
        for (rule, count) in report.dropped.sorted(by: { $0.key < $1.key }) {
            lines.append("    \(count) left out by `\(rule)`")
        }
        if report.unread > 0 { lines.append("    \(report.unread) not understood") }
        return lines
    }

    /// The texts of the file that stand for a reason, commonest first: ` ("c" 10, "x" 2)`.
    private func markers(of reason: Reason) -> String {
        let counts = (reading.report.markers[reason] ?? [:])
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard !counts.isEmpty else { return "" }
        let shown = counts.prefix(5).map { "\($0.key.isEmpty ? "empty" : $0.key.quoted) \($0.value)" }
        let rest = counts.dropFirst(5).map(\.value).reduce(0, +)
        return " (\((shown + (rest > 0 ? ["others \(rest)"] : [])).joined(separator: ", ")))"
    }

    private func names(_ observation: Observation) -> [String] {
        definition.dimensions.compactMap { dimension in
            observation.coordinates[dimension.id].map { dimension.list.entry($0.text)?.label ?? $0.text }
        }
    }

    /// "Stoke-on-Trent, 2019, Manufacturing: 15,000 people (employees)".
    private func sentence(for observation: Observation) -> String {
        var words = [observation.area.name, observation.period.text]
        words += names(observation)
        let what = observation.indicator.replacing("_", with: " ")
        return "\(words.joined(separator: ", ")): \(observation.inWords) (\(what))"
    }
}
