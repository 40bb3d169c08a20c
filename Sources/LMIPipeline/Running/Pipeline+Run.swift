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
                var night = Night(place, pipeline, asked: tables, isDryRun: isDryRun)
                let status = night.run(&console)
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
struct Night: Sendable {
    let place: Workplace
    let pipeline: PipelineDefinition
    /// The tables asked for; empty for all.
    let asked: [String]
    let isDryRun: Bool
    private(set) var readings: [String: SourceDefinition.Reading] = [:]
    private var failures: [String: Diagnostic] = [:]
    private var told: Set<Diagnostic> = []
    private var before: LatestPointer?
    /// The generation that tables are carried from; a fault of it matters only where one must be.
    private var earlier: Result<Generation?, Diagnostic> = .success(nil)
    /// Why nothing can be published; empty where something can.
    private(set) var stops: [Diagnostic] = []
    private(set) var outcome: GenerationStore.Outcome?
    /// The tables that were asked for and may not be published.
    let leftOut: [LeftOut]
    /// The others, asked for or not.
    private let publishable: [PipelineDefinition.TableDefinition]
    private let store: GenerationStore

    init(_ place: Workplace, _ pipeline: PipelineDefinition, asked: [String], isDryRun: Bool) {
        self.place = place
        self.pipeline = pipeline
        self.asked = asked
        self.isDryRun = isDryRun
        let closed = pipeline.leftOut
        leftOut = closed.filter { asked.isEmpty || asked.contains($0.table) }
        publishable = pipeline.tables.filter { table in !closed.contains { $0.table == table.id } }
        store = GenerationStore(output: place.output)
    }

    private func isAsked(_ table: PipelineDefinition.TableDefinition) -> Bool {
        asked.isEmpty || asked.contains(table.id)
    }

    /// - Returns: How it ended; every fault has then been told, and the run has its record.
    mutating func run(_ console: inout Console) -> ExitStatus {
        var status = ExitStatus.success
        var entries: [TableEntry] = []
        do throws(Diagnostic) {
            before = try store.latest()
            entries = try tables(&console)
            if stops.isEmpty {
                let rendered = try RenderedBundle(bundle(of: entries), lastGood: lastGood)
                if !isDryRun {
                    outcome = try store.publish(rendered, published: place.now)
                }
            }
        } catch {
            tell(error, &console)
            stops.append(error)
        }
        // Where nobody sees the tables of a source, the status alone shows that it could not be read.
        let shown = Set(publishable.flatMap(\.sources))
        if failures.keys.contains(where: { !shown.contains($0) }) || entries.contains(where: isStale) {
            status = .degraded
        }
        for stop in stops { status = max(status, ExitStatus(stop.fault)) }
        do throws(Diagnostic) {
            try RunRecord(self, status: status).write(into: place.state)
        } catch {
            // Readers see what they see all the same, so that is told below.
            console.tell("\(error)")
            status = max(status, ExitStatus(error.fault))
        }
        tell(entries, &console)
        return status
    }

    /// Every table that can be had, made anew or carried; the others are among ``stops``.
    private mutating func tables(_ console: inout Console) throws(Diagnostic) -> [TableEntry] {
        earlier = Result { () throws(Diagnostic) in try store.lastGood() }
        for table in publishable where !isAsked(table) { _ = try standing(table) }
        let needed = Set(pipeline.tables.filter(isAsked).flatMap(\.sources))
        try read(pipeline.sources.map(\.definition).filter { needed.contains($0.id) }, &console)
        if lastGood?.manifest.origin == .sample, readings.values.contains(where: { $0.isLive }) {
            console.tell("The bundle published before is made of samples: nothing is carried from it.")
        }
        let night = self
        let made = try concurrently(publishable.count, threads: place.threads) { number in
            Result { () throws(Diagnostic) in try night.entry(for: night.publishable[number]) }
        }
        var entries: [TableEntry] = []
        for result in made {
            switch result {
            case .success(let (entry, fault)):
                if let fault { tell(fault, &console) }
                entries.append(entry)
            case .failure(let fault):
                tell(fault, &console)
                stops.append(fault)
            }
        }
        for table in leftOut { console.say(table.words) }
        if publishable.isEmpty {
            let fault = Diagnostic(
                .error, .configuration, at: .file(pipeline.path), "no table of the pipeline may be published",
                mend: "record a permission under `origin:` of a source, or add a table of an open one")
            tell(fault, &console)
            stops.append(fault)
        }
        return entries
    }

    /// A fault that was told where it was met is not told again for each of its tables.
    private mutating func tell(_ fault: Diagnostic, _ console: inout Console) {
        if told.insert(fault).inserted { console.tell("\(fault)") }
    }

    /// Reads sources side by side; one that fails costs its own tables only.
    private mutating func read(_ sources: [SourceDefinition], _ console: inout Console) throws(Diagnostic) {
        let (place, lists) = (place, pipeline.lists)
        let results = try concurrently(sources.count, threads: place.threads) { number in
            let source = sources[number]
            return Result { () throws(Diagnostic) in
                let stored = try Intake(place).kept(source)
                return try source.read(stored.snapshot, path: stored.path, lists: lists)
            }
        }
        for (source, result) in zip(sources, results) {
            switch result {
            case .success(let reading):
                let withheld = reading.report.withheld.values.reduce(0, +)
                console.say(
                    "\(source.id): \(reading.report.rows) rows, \(reading.report.published) figures, \(withheld) withheld"
                )
                for note in reading.notes where note.severity > .note { console.tell("\(note)") }
                readings[source.id] = reading
            case .failure(let fault):
                console.say("\(source.id): not read")
                tell(fault, &console)
                failures[source.id] = fault
            }
        }
    }

    /// A table made anew; or carried, where one of its sources failed or its figures do not fit together, which
    /// is the fault beside it.
    private func entry(
        for table: PipelineDefinition.TableDefinition
    ) throws(Diagnostic) -> (TableEntry, Diagnostic?) {
        guard isAsked(table) else { return (try standing(table), nil) }
        let failed = table.sources.compactMap { id in failures[id].map { (id, $0) } }
        guard let (source, fault) = failed.first else {
            do throws(Diagnostic) {
                let made = try TableMaking(pipeline: pipeline).table(table, from: readings)
                try made.refuseDoubles()
                return (.fresh(made), nil)
            } catch {
                // A wrong definition is as wrong tomorrow: it is told before anybody looks at old figures.
                guard error.fault == .content else { throw error }
                let why = "The table could not be made again"
                return (try carried(table, why, because: error, of: table.sources), error)
            }
        }
        let title = pipeline.source(source)?.definition.title ?? source
        let why = "The source \(title.quoted) could not be read again"
        return (try carried(table, why, because: fault, of: failed.map(\.0)), nil)
    }

    /// A table that nobody asked for, as it stands.
    private func standing(_ table: PipelineDefinition.TableDefinition) throws(Diagnostic) -> TableEntry {
        guard let lastGood = try earlier.get(), lastGood.manifest.origin == .live,
            lastGood.manifest.tables.contains(table.id)
        else {
            throw Diagnostic(
                .error, .configuration, at: .nowhere,
                "the table \(table.id.quoted) was not asked for, and \(place.output) has no real figures of it to leave as they are",
                mend: "run without naming tables, so that all are made")
        }
        guard try lastGood.definitionsHash(of: table.id) == pipeline.definitionsHash else {
            throw Diagnostic(
                .error, .configuration, at: .nowhere,
                "the table \(table.id.quoted) was not asked for, and it was made by other definitions than these",
                mend: "run without naming tables, so that all are made by the same definitions")
        }
        return .carried(id: table.id, reason: nil)
    }

    /// The last good table, to be marked with why it was not made anew.
    ///
    /// - Parameters:
    ///   - why: The beginning of a sentence for the website's readers.
    ///   - ids: The sources that may be at fault.
    /// - Throws: `fault` when one of them is required or there is no last good table; a fault of the same kind
    ///   when that is too old.
    private func carried(
        _ table: PipelineDefinition.TableDefinition, _ why: String, because fault: Diagnostic,
        of ids: [String]
    ) throws(Diagnostic) -> TableEntry {
        let uses = ids.compactMap { pipeline.source($0) }
        let isMendable = fault.fault == .source || fault.fault == .content
        if !isMendable || uses.contains(where: \.isRequired) { throw fault }
        guard let lastGood = try earlier.get(), lastGood.manifest.origin == .live,
            let asOf = try lastGood.asOf(table.id)
        else {
            throw fault
        }
        for use in uses {
            if let days = use.maxAgeDays, asOf < place.now(plusDays: -days) {
                throw Diagnostic(
                    .error, fault.fault, at: .file(use.definition.file),
                    "\(use.definition.id) failed, and the last good table \(table.id.quoted) is of \(asOf.prefix(10)), more than \(days) days ago",
                    mend: "mend the source, or raise `max age days:` in \(pipeline.path)")
            }
        }
        return .carried(
            id: table.id, reason: "\(why); these are the figures of \(asOf.prefix(10)).")
    }

    /// Whether readers will find the table marked stale.
    private func isStale(_ entry: TableEntry) -> Bool {
        switch entry {
        case .fresh: false
        case .carried(_, .some): true
        case .carried(let id, nil): lastGood?.manifest.stale.contains(id) ?? false
        }
    }

    /// The earlier generation, where it can be read.
    private var lastGood: Generation? {
        if case .success(let generation) = earlier { generation } else { nil }
    }

    /// The last words: what readers see now.
    private func tell(_ entries: [TableEntry], _ console: inout Console) {
        for entry in entries {
            if case .carried(let id, .some(let reason)) = entry {
                console.say("\(id): carried, stale. \(reason)")
            } else if case .carried(let id, nil) = entry, isStale(entry) {
                console.say("\(id): stale as before, since it was not asked for.")
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
