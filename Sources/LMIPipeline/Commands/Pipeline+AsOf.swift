internal import LMIExtract
internal import LMIFiles
internal import LMILoad
internal import LMIModel

extension Pipeline {
    /// Makes a night of the past again, from its own snapshots and definitions. Readers see what they see now.
    ///
    /// - Parameter date: Such as `2026-11-20`, in UTC.
    public func run(asOf date: String, _ console: inout Console) -> ExitStatus {
        do throws(Diagnostic) {
            guard let day = Day(date) else {
                throw Diagnostic(
                    .error, .configuration, at: .nowhere, "\(date.quoted) is no day",
                    mend: "write the day as 2026-11-20")
            }
            guard Files.exists(place.state) else {
                throw Diagnostic(
                    .error, .configuration, at: .file(place.state), "there is no such state folder",
                    mend: "say where lmi keeps its state with `--state`")
            }
            return try RunLock.holding(place, for: "lmi run --as-of \(day)", &console) {
                _, console throws(Diagnostic) in try again(day, &console)
            }
        } catch {
            console.tell("\(error)")
            return ExitStatus(error.fault)
        }
    }

    private func again(_ day: Day, _ console: inout Console) throws(Diagnostic) -> ExitStatus {
        let past = try PastNight.of(day, state: place.state, now: place.now)
        for var damage in past.passedOver {
            damage.severity = .warning
            console.tell("\(damage)")
        }
        var ledger = try Ledger.read(state: place.state)
        let folder = try KeptDefinitions(state: place.state).open(past.definitions)
        let pipeline = try PipelineSettings.pipeline(folder: folder, name: place.pipeline)
        try demandSnapshots(of: past)
        tellWhatChanged(past, ledger, &console)
        let store = GenerationStore(output: place.output)
        let earlier = try past.earlierGeneration(store, ledger)
        // A source's age is judged by that night's clock.
        var then = place
        then.now = past.record.started
        then.inputs = .recorded(past.snapshots)
        var night = Night(then, pipeline, asked: past.record.asked)
        try night.begin(beside: .success(earlier))
        let interruption = place.interruption
        let gathered = Intake(then).gather(night.needed, isInterrupted: { interruption.hasCome })
        try interruption.refuse()
        try night.make(from: gathered, &console)
        guard night.stops.isEmpty else {
            console.tell("The night of \(day) could not be made again; readers see what they saw.")
            return night.stops.map { ExitStatus($0.fault) }.max() ?? .internal
        }
        let rendered = try RenderedBundle(night.bundle, lastGood: night.lastGood)
        try interruption.refuse()
        let isNew = try store.keepAside(rendered)
        if isNew { try ledger.note(rendered.id, in: store, at: place.now) }
        let differences = past.differences(from: gathered, hasEarlier: earlier != nil, ledger)
        return tell(past, rendered.id, isNew: isNew, differences, &console)
    }

    /// Every snapshot of the night is read through before anything is made of it.
    private func demandSnapshots(of past: PastNight) throws(Diagnostic) {
        let store = try SnapshotStore("\(place.state)/snapshots")
        for (source, sha256) in past.snapshots.sorted(by: { $0.key < $1.key }) {
            guard try store.record(sha256, source: source) != nil else {
                throw Diagnostic(
                    .error, .storage, at: .file("\(store.path)/\(sha256.prefix(2))/\(sha256)"),
                    "the snapshot of \(source.quoted) that this night was made of is no longer kept",
                    mend:
                        "choose a later night: snapshots are kept for \(Retention().snapshotDays) days, and longer where a kept or pinned generation rests on them"
                )
            }
            // Other records of the source may be damaged, and this night does not rest on them.
            let newest = try? store.newest(source: source)
            _ = try store.open(sha256, isNewest: newest?.sha256 == sha256)
        }
    }

    /// What is otherwise now, and was taken as it was then.
    private func tellWhatChanged(_ past: PastNight, _ ledger: Ledger, _ console: inout Console) {
        // Whoever asks for the past may have no definitions of today, or broken ones.
        if let now = try? definition().definitionsHash, now != past.definitions {
            console.tell("The definitions have changed since that night; its own are used.")
        }
        if past.record.tool != ToolVersion.current {
            console.tell(
                "lmi was of version \(past.record.tool) that night and is of version \(ToolVersion.current) now: the bytes may differ."
            )
        }
        let count = ledger.history.count { $0.at > past.record.started }
        if count > 0 {
            console.tell(
                "Readers were led elsewhere \(count == 1 ? "once" : "\(count) times") since that night.")
        }
    }

    private func tell(
        _ past: PastNight, _ id: String, isNew: Bool, _ differences: [String], _ console: inout Console
    ) -> ExitStatus {
        let day = past.record.started.prefix(10)
        let kept = isNew ? " It is written to \(place.output)/generations/\(id)." : ""
        let lead = "Readers see what they see now; `lmi rollback \(id) --because TEXT` leads them to it."
        guard id != past.generation else {
            console.say("The night of \(day) made again: the same bytes as generation \(id).\(kept)")
            console.say(lead)
            return .success
        }
        console.say(
            "The night of \(day) made again: generation \(id), and not \(past.generation) as it was then.\(kept)"
        )
        for line in differences { console.say("  \(line)") }
        console.say(lead)
        guard differences.isEmpty else { return .success }
        console.tell(
            "error: nothing that the record of that night says explains the difference\n  mend: this is a fault of lmi: keep the folder \(place.state) and report it"
        )
        return .internal
    }
}

extension Ledger {
    /// Writes down that a generation which readers were led to once was made again, where its manifest has another hash now:
    /// how its gzipped copies are packed is zlib's affair, and every other file is the same.
    fileprivate mutating func note(
        _ generation: String, in store: GenerationStore, at now: String
    ) throws(Diagnostic) {
        guard let known = manifests[generation],
            let manifest = try store.generation(generation)?.manifestHash, manifest != known
        else { return }
        try append(.init(at: now, what: .remade, generation: generation, manifest: manifest))
    }
}
