internal import LMIFiles
internal import LMILoad
internal import LMIModel
internal import LMITransform

extension Pipeline {
    /// Reads one source by a definition that no pipeline names yet, with the areas and code lists of this one.
    ///
    /// - Parameters:
    ///   - path: The definition's file.
    ///   - into: A file for all its figures; nil for none.
    public func check(definition path: String, into: String?, _ console: inout Console) -> ExitStatus {
        do throws(Diagnostic) {
            let lists = try PipelineSettings.lists(folder: place.pipelines, name: place.pipeline)
            let bytes = try Files.read(path, limit: 8 << 20)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw Diagnostic(
                    .error, .configuration, at: .file(path), "the file is not UTF-8",
                    mend: "save it as UTF-8 in the editor")
            }
            let source = try SourceDefinition(text, path: path, shared: lists)
            let intake = Intake(place)
            guard place.inputs == .live else {
                let (stored, hasOrigin) = try intake.bytesOfDraft(source)
                return try check(source, stored, hasOrigin: hasOrigin, lists: lists, into: into, &console)
            }
            return try asking(intake, [source], &console) { bytes, console throws(Diagnostic) in
                try check(source, bytes(source), hasOrigin: true, lists: lists, into: into, &console)
            }
        } catch {
            console.tell("\(error)")
            return ExitStatus(error.fault)
        }
    }

    private func check(
        _ source: SourceDefinition, _ stored: Intake.Stored, hasOrigin: Bool, lists: SharedLists,
        into: String?,
        _ console: inout Console
    ) throws(Diagnostic) -> ExitStatus {
        let reading = try source.read(
            stored.snapshot, path: stored.path, lists: lists, parsing: place.parsing, goesOn: true)
        let status = CheckReport(source, reading).tell(&console)
        guard status == .success else { return status }
        if !hasOrigin {
            console.say(
                "  before a run, write \(source.file).origin.yml beside the file, with `kind: live` and `retrieved:`"
            )
        }
        if let into { try Files.write(FigureList(source, reading).csv, to: into) }
        return .success
    }
}

/// All figures or records of a source as a CSV file, each with the place it was read from.
struct FigureList {
    let csv: [UInt8]

    init(_ source: SourceDefinition, _ reading: SourceDefinition.Reading) {
        csv =
            switch source.content {
            case .figures(let layout, _): Self.figures(layout, reading)
            case .register: Self.records(reading)
            }
    }

    private static func records(_ reading: SourceDefinition.Reading) -> [UInt8] {
        guard let register = reading.register else { return [] }
        var text = CSVText(headings: register.columns.map(\.id) + ["row"])
        for record in register.records {
            let cells: [Cell] = record.values.map { value in
                if case .number(let number) = value { .number(number) } else { .textOrEmpty(value.plain) }
            }
            text.append(cells + [.text("\(record.cell.row)")])
        }
        return text.bytes
    }

    private static func figures(_ layout: Layout, _ reading: SourceDefinition.Reading) -> [UInt8] {
        let dimensions = layout.observations.dimensions.map(\.id)
        var text = CSVText(
            headings: ["area_code", "area_name", "period", "indicator", "unit"] + dimensions
                + ["value", "reason", "row", "column"])
        for observation in reading.observations {
            var cells: [Cell] = [
                .text(observation.area.code), .text(observation.area.name), .text(observation.period.text),
                .text(observation.indicator), .textOrEmpty(observation.unit),
            ]
            for id in dimensions { cells.append(.textOrEmpty(observation.coordinates[id]?.text ?? "")) }
            switch observation.figure {
            case .published(let number, _): cells += [.number(number), .empty]
            case .withheld(let reason): cells += [.empty, .text(reason.rawValue)]
            }
            cells.append(.textOrEmpty(observation.cell.map { "\($0.row)" } ?? ""))
            cells.append(.textOrEmpty(observation.cell?.column.map { "\($0)" } ?? ""))
            text.append(cells)
        }
        return text.bytes
    }
}
