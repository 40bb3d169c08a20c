internal import LMIFiles
internal import LMILoad
internal import LMIModel
internal import LMITransform

extension Pipeline {
    /// Reads every source, makes the tables, and publishes them.
    ///
    /// - Parameter tables: The tables to make anew; empty for all. The others stand as they stood.
    public func run(tables: [String], isDryRun: Bool, _ console: inout Console) -> ExitStatus {
        do throws(Diagnostic) {
            let pipeline = try definition()
            try Self.demand(tables, of: pipeline.tables.map(\.id), "table")
            _ = try Folder(making: place.state, mode: 0o700)
            switch try FileLock.take("\(place.state)/lock", note: "lmi run, since \(place.now)") {
            case .taken(let lock):
                try Intake(place).sweep()
                var night = Night(place, pipeline, asked: tables, isDryRun: isDryRun)
                let status = try night.run(&console)
                _ = consume lock
                return status
            case .held(let holder):
                console.tell(
                    "another run is at work (\(holder)); nothing was done\n  mend: wait until it has ended")
                return .busy
            }
        } catch {
            console.tell("\(error)")
            return ExitStatus(error.fault)
        }
    }
}

/// One run from the sources to the pointer.
struct Night {
    let place: Workplace
    let pipeline: PipelineDefinition
    /// The tables asked for; empty for all.
    let asked: [String]
    let isDryRun: Bool
    private var readings: [String: SourceDefinition.Reading] = [:]
    private var failures: [String: Diagnostic] = [:]
    private let store: GenerationStore

    init(_ place: Workplace, _ pipeline: PipelineDefinition, asked: [String], isDryRun: Bool) {
        self.place = place
        self.pipeline = pipeline
        self.asked = asked
        self.isDryRun = isDryRun
        store = GenerationStore(output: place.output)
    }

    private func isAsked(_ table: PipelineDefinition.TableDefinition) -> Bool {
        asked.isEmpty || asked.contains(table.id)
    }

    mutating func run(_ console: inout Console) throws(Diagnostic) -> ExitStatus {
        let before = try store.latest()
        let needed = Set(pipeline.tables.filter(isAsked).flatMap(\.sources))
        for use in pipeline.sources where needed.contains(use.definition.id) {
            read(use.definition, &console)
        }
        let lastGood = try store.lastGood()
        var entries: [TableEntry] = []
        var status = ExitStatus.success
        var stops: [Diagnostic] = []
        for table in pipeline.tables {
            do throws(Diagnostic) {
                let entry = try entry(for: table, lastGood)
                if case .carried(_, .some) = entry { status = max(status, .degraded) }
                entries.append(entry)
            } catch {
                // A fault that was told where it was met is not told again for each of its tables.
                if !failures.values.contains(error) { console.tell("\(error)") }
                stops.append(error)
            }
        }
        var outcome: GenerationStore.Outcome?
        if stops.isEmpty {
            let rendered = try RenderedBundle(bundle(of: entries), lastGood: lastGood)
            if !isDryRun {
                outcome = try store.publish(
                    rendered, published: place.now, staleAfter: Workplace.time(offsetDays: 2))
            }
        }
        for stop in stops { status = max(status, ExitStatus(stop.fault)) }
        try RunRecord(self, status: status, outcome: outcome).write(into: place.state)
        tell(outcome, entries, stops: stops, before, &console)
        return status
    }

    /// Reads one source; a source that fails costs its own tables only.
    private mutating func read(_ source: SourceDefinition, _ console: inout Console) {
        do throws(Diagnostic) {
            let stored = try Intake(place).kept(source)
            let reading = try source.read(stored.snapshot, path: stored.path, lists: pipeline.lists)
            let withheld = reading.report.withheld.values.reduce(0, +)
            console.say(
                "\(source.id): \(reading.report.rows) rows, \(reading.report.published) figures, \(withheld) withheld"
            )
            for note in reading.notes where note.severity > .note { console.tell("\(note)") }
            readings[source.id] = reading
        } catch {
            console.say("\(source.id): not read")
            console.tell("\(error)")
            failures[source.id] = error
        }
    }

    /// A table made anew, or carried where one of its sources failed.
    private func entry(
        for table: PipelineDefinition.TableDefinition, _ lastGood: Generation?
    ) throws(Diagnostic) -> TableEntry {
        guard isAsked(table) else { return .carried(id: table.id, reason: nil) }
        let failed = table.sources.compactMap { id in failures[id].map { (id, $0) } }
        guard let (source, fault) = failed.first else {
            return .fresh(try TableMaking(pipeline: pipeline).table(table, from: readings))
        }
        let uses = failed.compactMap { pipeline.source($0.0) }
        if uses.contains(where: \.isRequired) { throw fault }
        guard let lastGood, lastGood.manifest.origin == .live, let asOf = try lastGood.asOf(table.id) else {
            throw fault
        }
        for use in uses {
            if let days = use.maxAgeDays, asOf < Workplace.time(offsetDays: -days) {
                throw Diagnostic(
                    .error, fault.fault, at: .file(use.definition.file),
                    "\(use.definition.id) failed, and the last good table \(table.id.quoted) is of \(asOf.prefix(10)), more than \(days) days ago",
                    mend: "mend the source, or raise `max age days:` in \(pipeline.path)")
            }
        }
        let title = pipeline.source(source)?.definition.title ?? source
        return .carried(
            id: table.id,
            reason:
                "The source \(title.quoted) could not be read again; these are the figures of \(asOf.prefix(10))."
        )
    }

    private func bundle(of entries: [TableEntry]) -> Bundle {
        let fresh = entries.compactMap { entry in
            if case .fresh(let table) = entry { table } else { nil }
        }
        let used = Set(fresh.flatMap(\.sources))
        let lists = Set(fresh.flatMap(\.dimensions).map(\.classification))
        return Bundle(
            pipeline: pipeline.id, title: pipeline.title, description: pipeline.description,
            homepage: pipeline.homepage, entries: entries,
            snapshots: pipeline.sources.map(\.definition.id).filter(used.contains).compactMap {
                readings[$0]?.snapshot
            },
            areas: pipeline.lists.areas, sectors: pipeline.sectors,
            codeLists: pipeline.lists.codeLists.values.filter { lists.contains($0.classification) }
                .sorted { $0.classification < $1.classification },
            toolVersion: ToolVersion.current, definitionsHash: pipeline.definitionsHash)
    }

    /// The last words: what readers see now.
    private func tell(
        _ outcome: GenerationStore.Outcome?, _ entries: [TableEntry], stops: [Diagnostic],
        _ before: LatestPointer?, _ console: inout Console
    ) {
        for entry in entries {
            if case .carried(let id, .some(let reason)) = entry {
                console.say("\(id): carried, stale. \(reason)")
            }
        }
        let serving =
            before.map { "readers still see \($0.generation), serial \($0.serial)" }
            ?? "nothing has been published yet"
        switch outcome {
        case .published(let id, let serial)?:
            let kind =
                readings.values.contains { $0.snapshot.origin.kind == .sample }
                ? " SAMPLE figures, not for use." : ""
            console.say("Published \(entries.count) tables as generation \(id), serial \(serial).\(kind)")
            console.say(
                "Look at \(place.output)/generations/\(id)/index.json, or the tables in its folder data/.")
        case .unchanged(let id)?:
            console.say("Nothing has changed since generation \(id); nothing was written.")
        case nil where stops.isEmpty:
            console.say("A dry run: \(entries.count) tables made, nothing published; \(serving).")
        case nil: console.tell("Not published: \(serving).")
        }
    }

    /// What each source came to, for the run's record.
    var outcomes: [(source: String, snapshot: Snapshot?, rows: Int, notes: [Diagnostic], fault: Diagnostic?)]
    {
        pipeline.sources.map(\.definition.id).compactMap { id in
            let reading = readings[id]
            guard reading != nil || failures[id] != nil else { return nil }
            return (id, reading?.snapshot, reading?.report.rows ?? 0, reading?.notes ?? [], failures[id])
        }
    }
}
