internal import LMIFiles
internal import LMILoad
internal import LMIModel
internal import LMITransform

/// One run from the sources to the pointer.
struct Night: Sendable {
    let place: Workplace
    let pipeline: PipelineDefinition
    /// The tables and registers asked for; empty for all.
    let asked: [String]
    let isDryRun: Bool
    private(set) var readings: [String: SourceDefinition.Reading] = [:]
    private var failures: [String: Diagnostic] = [:]
    private var told: Set<Diagnostic> = []
    private(set) var before: LatestPointer?
    /// The generation that tables are carried from; a fault of it matters only where one must be.
    private(set) var earlier: Result<Generation?, Diagnostic> = .success(nil)
    /// Why nothing can be published; empty where something can.
    private(set) var stops: [Diagnostic] = []
    private(set) var outcome: GenerationStore.Outcome?
    /// The tables and registers that were asked for and may not be published.
    let leftOut: [LeftOut]
    /// The others, asked for or not.
    private let publishable: [PipelineDefinition.Product]
    private let store: GenerationStore

    init(_ place: Workplace, _ pipeline: PipelineDefinition, asked: [String], isDryRun: Bool) {
        self.place = place
        self.pipeline = pipeline
        self.asked = asked
        self.isDryRun = isDryRun
        let closed = pipeline.leftOut
        leftOut = closed.filter { asked.isEmpty || asked.contains($0.product) }
        publishable = pipeline.products.filter { product in !closed.contains { $0.product == product.id } }
        store = GenerationStore(output: place.output)
    }

    private func isAsked(_ product: PipelineDefinition.Product) -> Bool {
        asked.isEmpty || asked.contains(product.id)
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

    /// Every table and register that can be had, made anew or carried; the others are among ``stops``.
    private mutating func tables(_ console: inout Console) throws(Diagnostic) -> [TableEntry] {
        earlier = Result { () throws(Diagnostic) in try store.lastGood() }
        let products = publishable
        for product in products where !isAsked(product) { _ = try standing(product) }
        let needed = Set(pipeline.products.filter(isAsked).flatMap(\.sources))
        try read(pipeline.sources.map(\.definition).filter { needed.contains($0.id) }, &console)
        if lastGood?.manifest.origin == .sample, readings.values.contains(where: { $0.isLive }) {
            console.tell("The bundle published before is made of samples: nothing is carried from it.")
        }
        let night = self
        let made = try concurrently(products.count, threads: place.threads) { number in
            Result { () throws(Diagnostic) in try night.entry(for: products[number]) }
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
        for product in leftOut { console.say(product.words) }
        if products.isEmpty {
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
                return try source.read(
                    stored.snapshot, path: stored.path, lists: lists, parsing: place.parsing)
            }
        }
        for (source, result) in zip(sources, results) {
            switch result {
            case .success(let reading):
                let withheld = reading.report.withheld.values.reduce(0, +)
                let kinds =
                    source.register == nil
                    ? "\(reading.report.published) figures, \(withheld) withheld"
                    : "\(reading.report.published) records"
                console.say("\(source.id): \(reading.report.rows) rows, \(kinds)")
                for note in reading.notes where note.severity > .note { console.tell("\(note)") }
                readings[source.id] = reading
            case .failure(let fault):
                console.say("\(source.id): not read")
                tell(fault, &console)
                failures[source.id] = fault
            }
        }
    }

    /// A table or register made anew; or carried, where one of its sources failed or its figures do not fit together, which
    /// is the fault beside it.
    private func entry(
        for product: PipelineDefinition.Product
    ) throws(Diagnostic) -> (TableEntry, Diagnostic?) {
        guard isAsked(product) else { return (try standing(product), nil) }
        let failed = product.sources.compactMap { id in failures[id].map { (id, $0) } }
        guard let (source, fault) = failed.first else {
            do throws(Diagnostic) {
                return (try fresh(product), nil)
            } catch {
                // A wrong definition is as wrong tomorrow: it is told before anybody looks at old figures.
                guard error.fault == .content else { throw error }
                let why = "The \(product.kind) could not be made again"
                return (try carried(product, why, because: error, of: product.sources), error)
            }
        }
        let title = pipeline.source(source)?.definition.title ?? source
        let why = "The source \(title.quoted) could not be read again"
        return (try carried(product, why, because: fault, of: failed.map(\.0)), nil)
    }

    private func fresh(_ product: PipelineDefinition.Product) throws(Diagnostic) -> TableEntry {
        switch product {
        case .table(let table):
            let made = try TableMaking(pipeline: pipeline).table(table, from: readings)
            try made.refuseDoubles()
            return .fresh(made)
        case .register(let register):
            return .register(
                try RegisterMaking(pipeline: pipeline, day: newestDay).register(register, from: readings))
        }
    }

    /// The day of the newest bytes that this night or the one published last has seen: no clock reaches a
    /// bundle, and a night that reads few sources does not go back behind an earlier one.
    private var newestDay: Day {
        let read = readings.values.compactMap(\.snapshot.firstDay)
        let published = lastGood.flatMap { generation in
            generation.manifest.origin == .live ? Day(String(generation.manifest.created.prefix(10))) : nil
        }
        return (read + (published.map { [$0] } ?? [])).max() ?? .earliest
    }

    /// The directory without the parts whose register may not be published; nil where none is left.
    private var directory: Directory? {
        guard var directory = pipeline.directory else { return nil }
        directory.parts.removeAll { part in !publishable.contains { $0.id == part.register } }
        return directory.parts.isEmpty ? nil : directory
    }

    private func bundle(of entries: [TableEntry]) -> Bundle {
        let fresh = entries.compactMap { entry in
            if case .fresh(let table) = entry { table } else { nil }
        }
        let registers = entries.compactMap { entry in
            if case .register(let register) = entry { register } else { nil }
        }
        let used = Set(fresh.flatMap(\.sources) + registers.flatMap(\.sources))
        let carried = entries.compactMap { if case .carried(let id, _) = $0 { id } else { nil } }
        let lists = Set(
            fresh.flatMap(\.dimensions).map(\.classification)
                + registers.flatMap(\.columns).compactMap(\.classification)
                + carried.flatMap(pipeline.classifications))
        return Bundle(
            pipeline: pipeline.id, title: pipeline.title, description: pipeline.description,
            homepage: pipeline.homepage, entries: entries, directory: directory,
            snapshots: pipeline.sources.map(\.definition.id).filter(used.contains).compactMap {
                readings[$0]?.snapshot
            },
            areas: pipeline.lists.areas, sectors: pipeline.sectors,
            codeLists: pipeline.lists.codeLists.values.filter { lists.contains($0.classification) }
                .sorted { $0.classification < $1.classification },
            toolVersion: ToolVersion.current, definitionsHash: pipeline.definitionsHash)
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
