internal import LMIModel
internal import LMITransform

extension Pipeline {
    /// Reads sources as a run would and says what became of every cell; publishes nothing.
    ///
    /// - Parameter sources: The ids to check; empty for all.
    public func check(sources: [String], _ console: inout Console) -> ExitStatus {
        let pipeline: PipelineDefinition
        do throws(Diagnostic) {
            pipeline = try definition()
            try Self.demand(sources, of: pipeline.sources.map(\.definition.id), "source")
        } catch {
            console.tell("\(error)")
            return ExitStatus(error.fault)
        }
        var status = ExitStatus.success
        for use in pipeline.sources where sources.isEmpty || sources.contains(use.definition.id) {
            do throws(Diagnostic) {
                let stored = try Intake(place).bytes(of: use.definition)
                let reading = try use.definition.read(
                    stored.snapshot, path: stored.path, lists: pipeline.lists)
                for line in CheckReport(use.definition, reading).lines { console.say(line) }
            } catch {
                console.say("\(use.definition.id): \(use.definition.title)")
                console.say("  not read: see the message")
                console.tell("\(error)")
                status = max(status, ExitStatus(error.fault))
            }
        }
        return status
    }
}

/// What `lmi check` says of a source that could be read.
struct CheckReport {
    let definition: SourceDefinition
    let reading: SourceDefinition.Reading

    init(_ definition: SourceDefinition, _ reading: SourceDefinition.Reading) {
        self.definition = definition
        self.reading = reading
    }

    var lines: [String] {
        let report = reading.report
        var lines = [
            "\(definition.id): \(definition.title)",
            "  \(reading.snapshot.file), \(reading.snapshot.bytes) bytes",
        ]
        if reading.register == nil {
            lines.append("  \(report.rows) rows, \(report.cells) cells of figures:")
            lines.append("    \(report.published) published")
        } else {
            lines.append("  \(report.rows) rows:")
            lines.append("    \(report.published) records")
        }
        for (reason, count) in report.withheld.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            lines.append("    \(count) withheld: \(reason.rawValue)")
        }
        if report.confidences > 0 {
            lines.append("    \(report.confidences) confidences, joined to their figures")
        }
        for (rule, count) in report.dropped.sorted(by: { $0.key < $1.key }) {
            lines.append("    \(count) left out by `\(rule)`")
        }
        if let register = reading.register { lines += RegisterWords(register, reading.snapshot).lines }
        if !reading.observations.isEmpty { lines.append("  the first figures:") }
        lines += reading.observations.prefix(3).map { "    \(sentence(for: $0))" }
        for note in reading.notes {
            lines += "\(note)".split(separator: "\n").filter { $0 != "  mend: nothing to do" }.map {
                "  \($0)"
            }
        }
        return lines
    }

    /// "Stoke-on-Trent, 2019, Manufacturing: 15,000 people (employees)".
    private func sentence(for observation: Observation) -> String {
        var words = [observation.area.name, observation.period.text]
        for dimension in definition.dimensions {
            guard let code = observation.coordinates[dimension.id] else { continue }
            words.append(dimension.list.entry(code.text)?.label ?? code.text)
        }
        let what =
            switch observation.figure {
            case .published(let number, _): "\(number.grouped) \(observation.unit)"
            case .withheld(let reason): "no number (\(reason.rawValue))"
            }
        return "\(words.joined(separator: ", ")): \(what) (\(observation.indicator))"
    }
}
