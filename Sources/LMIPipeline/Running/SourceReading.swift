internal import LMIExtract
internal import LMIModel
internal import LMITransform

extension SourceDefinition {
    /// What one source's bytes hold.
    struct Reading: Sendable {
        var snapshot: Snapshot
        var observations: [Observation] = []
        /// Nil of figures.
        var register: Register?
        var report = LayoutReport()
        /// The rows of the file that are neither headings nor rows of its tables.
        var around = RowsAround()
        /// What could not be read, where the reading went on after a fault.
        var faults = FaultTally()
        /// What a person should know though nothing is wrong.
        var notes: [Diagnostic] = []

        var isLive: Bool { snapshot.origin.kind == .live }
    }

    /// Reads the bytes at `path` as this definition says.
    ///
    /// - Parameters:
    ///   - parsing: In which process a page is parsed.
    ///   - goesOn: Whether to go on after cells that the definition does not explain, and collect what is wrong
    ///     with them; what is promised of a whole file is then not looked at.
    /// - Throws: ``Diagnostic`` at the first cell or line that the definition does not explain.
    func read(
        _ snapshot: Snapshot, path: String, lists: SharedLists, parsing: PageParsing, goesOn: Bool = false
    ) throws(Diagnostic) -> Reading {
        var reading = Reading(snapshot: snapshot)
        switch form {
        case .csv(let region, let encoding, let delimiter):
            let file = CSVFile(path: path, name: snapshot.file, encoding: encoding, delimiter: delimiter)
            for table in try file.tables(region) {
                try take(table, lists, goesOn, &reading)
                let notes = releases?.take(table.above, into: &reading.snapshot, definition: self.path) ?? []
                reading.notes += notes
            }
        case .html(let choice, let page, let encoding):
            let file = try HTMLFile(path: path, name: snapshot.file, encoding: encoding, parsing: parsing)
            try take(file.table(choice, layout: page), lists, goesOn, &reading)
        }
        if reading.report.rows == 0 {
            throw Diagnostic(
                .error, .content, at: .file(snapshot.file),
                "the table has a heading row and nothing under it",
                mend: "look at the publisher's page: the file was probably cut off or the query was empty")
        }
        guard reading.faults.isEmpty else { return reading }
        try demandTexts(reading)
        switch content {
        case .figures(let layout, let totals):
            try demandMeasures(reading, layout)
            try demandAreas(reading, layout, lists)
            try demandRest(reading, of: "figure", isEmpty: reading.observations.isEmpty)
            try check(&reading, layout, totals)
        case .register(let layout):
            let register = reading.register ?? layout.emptyRegister
            try demandRest(reading, of: "record", isEmpty: register.records.isEmpty)
            try layout.check(register, rows: reading.report.rows, file: snapshot.file)
        }
        reading.notes += idleRules(reading)
        if !reading.report.unknownAreas.isEmpty {
            let dropped = reading.report.dropped["unknown areas: drop"] ?? 0
            let few = reading.report.unknownAreas.map(\.quoted).joined(separator: ", ")
            reading.notes.append(
                Diagnostic(
                    .note, .content, at: .file(snapshot.file),
                    "\(dropped) \(register == nil ? "cells" : "rows") are of areas that \(lists.areas.file) does not list: \(few), …",
                    mend: "nothing, unless one of them is ours: then add it to \(lists.areas.file)"))
        }
        return reading
    }

    private func take(
        _ table: some Table, _ lists: SharedLists, _ goesOn: Bool, _ reading: inout Reading
    ) throws(Diagnostic) {
        let report: LayoutReport
        switch content {
        case .figures(let layout, _):
            let part = try layout.read(table, areas: lists.areas, goesOn: goesOn)
            reading.faults.add(part.faults)
            reading.observations += part.observations
            report = part.report
        case .register(let layout):
            let part = try layout.read(table, areas: lists.areas, goesOn: goesOn)
            reading.faults.add(part.faults)
            var register = reading.register ?? layout.emptyRegister
            register.records += part.register.records
            register.leftOut += part.register.leftOut
            reading.register = register
            report = part.report
        }
        reading.report.add(report)
        reading.around.add(table.around)
        if let cut = table.around.cutOff {
            reading.notes.append(
                Diagnostic(
                    .warning, .content, at: .cell(cut),
                    "the file ends inside this row, which is left out as `last row is cut off:` says",
                    mend: "fetch the file again: once the publisher has mended it, take that line away"))
        }
        guard report.isConserved else {
            throw Diagnostic(
                .error, .internal, at: .file(table.file),
                "of \(report.cells) cells some are neither figures nor dropped by a rule",
                mend: "this is a fault of lmi: keep the file and report it")
        }
    }

    /// Refuses shares beyond 0 to 100, and compares published totals with the sums of their parts.
    private func check(
        _ reading: inout Reading, _ layout: Layout, _ totals: [TotalRule]
    ) throws(Diagnostic) {
        let changes = layout.observations.measure.all.filter { ($0.cells ?? layout.cells).isNegativeAllowed }
            .map(\.id)
        let shares = reading.observations.filter { !changes.contains($0.indicator) }
        if let first = RangeCheck(ranges: ["percent": .percent]).findings(shares).first { throw first }
        for total in totals {
            let list = layout.observations.dimensions.first { $0.id == total.dimension }?.list
            let added = reading.observations.filter(\.adds)
            let parts = added.filter { part in
                guard let code = part.coordinates[total.dimension]?.text, code != total.code else {
                    return false
                }
                return total.level == nil || list?.entry(code)?.level == total.level
            }
            let wholes = added.filter { $0.coordinates[total.dimension]?.text == total.code }.map { whole in
                var whole = whole
                whole.coordinates[total.dimension] = nil
                return whole
            }
            let findings = try TotalCheck(dimension: total.dimension).findings(parts: parts, totals: wholes)
            if findings.isEmpty { reading.notes.append(idleCheck(total, reading.snapshot.file)) }
            for var finding in findings {
                if finding.place == .nowhere { finding.place = .file(reading.snapshot.file) }
                reading.notes.append(finding)
            }
        }
    }

    private func idleCheck(_ total: TotalRule, _ file: String) -> Diagnostic {
        Diagnostic(
            .warning, .content, at: .file(file),
            "the check of \(total.dimension.quoted) against the total \(total.code.quoted) compared nothing: no total stands beside its parts",
            mend:
                "look whether the publisher still has such rows; if not, take the line under `checks:` in \(path) away"
        )
    }

    private func demandAreas(
        _ reading: Reading, _ layout: Layout, _ lists: SharedLists
    ) throws(Diagnostic) {
        let found = Set(reading.observations.map(\.area.code))
        var wanted = layout.observations.mustHaveAreas
        if case .listed(let kept) = layout.observations.keepAreas {
            wanted += kept.filter { !wanted.contains($0) }
        }
        let missing = wanted.filter { !found.contains($0) }
        guard let first = missing.first else { return }
        let names = missing.map { "\($0) (\(lists.areas[$0]?.name ?? ""))" }.joined(separator: ", ")
        throw Diagnostic(
            .error, .content, at: .file(reading.snapshot.file), "no figure is about \(names)",
            mend:
                "look for \(lists.areas[first]?.name.quoted ?? first.quoted) in the file; if the publisher spells it otherwise, add the spelling under `also:` of `area:` in \(path)"
        )
    }
}
