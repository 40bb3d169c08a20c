internal import LMIFiles
internal import LMILoad
internal import LMIModel
internal import LMITransform

/// What is made of a night's bytes: sources are read, and tables made of them or carried.
struct Night: Sendable {
    let place: Workplace
    let pipeline: PipelineDefinition
    /// The tables and registers asked for; empty for all.
    let asked: [String]
    private(set) var readings: [String: SourceDefinition.Reading] = [:]
    /// The sources that could not be had or read.
    private(set) var failures: [String: Diagnostic] = [:]
    private var told: Set<Diagnostic> = []
    /// The generation that tables are carried from; a fault of it matters only where one must be.
    private(set) var earlier: Result<Generation?, Diagnostic> = .success(nil)
    /// Why nothing can be published; empty where something can.
    private(set) var stops: [Diagnostic] = []
    private(set) var entries: [TableEntry] = []
    /// The tables and registers that were asked for and may not be published.
    let leftOut: [LeftOut]
    /// The others, asked for or not.
    private let publishable: [PipelineDefinition.Product]

    init(_ place: Workplace, _ pipeline: PipelineDefinition, asked: [String]) {
        self.place = place
        self.pipeline = pipeline
        self.asked = asked
        let closed = pipeline.leftOut
        leftOut = closed.filter { asked.isEmpty || asked.contains($0.product) }
        publishable = pipeline.products.filter { product in !closed.contains { $0.product == product.id } }
    }

    private func isAsked(_ product: PipelineDefinition.Product) -> Bool {
        asked.isEmpty || asked.contains(product.id)
    }

    /// The sources of the tables that were asked for.
    var needed: [SourceDefinition] {
        let needed = Set(pipeline.products.filter(isAsked).flatMap(\.sources))
        return pipeline.sources.map(\.definition).filter { needed.contains($0.id) }
    }

    /// Looks at what was published before, and that every table that was not asked for can stand as it stands: known before
    /// anything is fetched.
    mutating func begin(_ store: GenerationStore) throws(Diagnostic) {
        try begin(beside: Result { () throws(Diagnostic) in try store.lastGood() })
    }

    /// The same beside a generation that need not be the one that readers see.
    mutating func begin(beside earlier: Result<Generation?, Diagnostic>) throws(Diagnostic) {
        self.earlier = earlier
        for product in publishable where !isAsked(product) { _ = try standing(product) }
    }

    /// Every table and register that can be had, made anew or carried, into ``entries``; why others cannot be had, into
    /// ``stops``.
    ///
    /// - Parameter gathered: The bytes of every source of ``needed``.
    mutating func make(
        from gathered: [String: Result<Intake.Gathered, Diagnostic>], _ console: inout Console
    ) throws(Diagnostic) {
        try read(gathered, &console)
        try place.interruption.refuse()
        if lastGood?.manifest.origin == .sample, readings.values.contains(where: { $0.isLive }) {
            console.tell("The bundle published before is made of samples: nothing is carried from it.")
        }
        let (night, products) = (self, publishable)
        let made = try concurrently(products.count, threads: place.threads) { number in
            Result { () throws(Diagnostic) in
                try night.place.interruption.refuse()
                return try night.entry(for: products[number])
            }
        }
        try place.interruption.refuse()
        for result in made {
            switch result {
            case .success(let (entry, fault)):
                if let fault { tell(fault, &console) }
                entries.append(entry)
            case .failure(let fault): stop(fault, &console)
            }
        }
        for product in leftOut { console.say(product.words) }
        if products.isEmpty {
            stop(
                Diagnostic(
                    .error, .configuration, at: .file(pipeline.path),
                    "no table of the pipeline may be published",
                    mend: "record a permission under `origin:` of a source, or add a table of an open one"),
                &console)
        }
    }

    /// Tells why nothing can be published.
    mutating func stop(_ fault: Diagnostic, _ console: inout Console) {
        tell(fault, &console)
        stops.append(fault)
    }

    /// Whether readers will miss something of tonight, though a bundle was made.
    var isDegraded: Bool {
        // Where nobody sees the tables of a source, the status alone shows that it could not be read.
        let shown = Set(publishable.flatMap(\.sources))
        return failures.keys.contains { !shown.contains($0) } || entries.contains(where: isStale)
    }

    /// A fault that was told where it was met is not told again for each of its tables.
    private mutating func tell(_ fault: Diagnostic, _ console: inout Console) {
        if told.insert(fault).inserted { console.tell("\(fault)") }
    }

    /// Reads sources side by side; one that fails costs its own tables only.
    private mutating func read(
        _ gathered: [String: Result<Intake.Gathered, Diagnostic>], _ console: inout Console
    ) throws(Diagnostic) {
        let (place, lists, sources) = (place, pipeline.lists, needed)
        let results = try concurrently(sources.count, threads: place.threads) { number in
            let source = sources[number]
            return Result { () throws(Diagnostic) in
                try place.interruption.refuse()
                guard let bytes = try gathered[source.id]?.get() else { throw Intake.forgotten(source) }
                guard bytes.isProven else { throw Intake.unproven(source) }
                var reading = try source.read(
                    bytes.snapshot, path: bytes.path, lists: lists, parsing: place.parsing)
                reading.notes += bytes.notes
                return reading
            }
        }
        try place.interruption.refuse()
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

    /// What is to be published, before it has bytes.
    var bundle: Bundle {
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
}
