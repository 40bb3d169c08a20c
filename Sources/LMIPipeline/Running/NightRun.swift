internal import LMIFiles
internal import LMILoad
internal import LMIModel

/// One run under the lock, from the sources to the pointer and the record: the order in which things happen.
struct NightRun {
    let place: Workplace
    let asked: [String]
    let isDryRun: Bool
    /// Who was cut off before this run.
    var cutOff: RunLock.Holder?
    let store: GenerationStore
    /// What readers saw when the run began.
    var before: LatestPointer?
    var ledger: Ledger?
    /// The ledger's hash when the run began.
    var ledgerHash: String?
    var gathered: [String: Result<Intake.Gathered, Diagnostic>] = [:]
    /// Nil where the definitions could not be read.
    var night: Night?
    /// Nil where the publication was never reached.
    var outcome: GenerationStore.Outcome?
    /// Why nothing could be published, where that came up outside the making of tables.
    var faults: [Diagnostic] = []
    /// What is damaged of all that is kept and costs nothing that readers see.
    var damages: [Diagnostic] = []
    /// What of the run itself could not be written.
    var unwritten: [Diagnostic] = []
    /// Whether it got as far as the lock.
    private(set) var hasBegun = false
    var isHeld = false
    /// What is known of the sources: at first what ``LastRun`` says.
    var standings: [SourceStanding] = []
    /// The record of the run before this one.
    var earlier: RunRecord?
    var record: RunRecord?
    var status = ExitStatus.success
    let began = ContinuousClock.now

    init(_ place: Workplace, isDryRun: Bool, asked: [String]) {
        self.place = place
        self.asked = asked
        self.isDryRun = isDryRun
        store = GenerationStore(output: place.output)
    }

    /// - Parameter pipeline: Or why the definitions could not be read, which has been told.
    /// - Returns: How it ended; every fault has then been told, and the run has its record.
    mutating func run(
        _ pipeline: Result<PipelineDefinition, Diagnostic>, _ lock: borrowing RunLock,
        _ console: inout Console
    ) -> ExitStatus {
        hasBegun = true
        do throws(Diagnostic) {
            // An old record that is damaged costs what it said and no more.
            let found = try RunRecord.newest(state: place.state)
            earlier = found.record
            for damage in found.damages { note(damage, &console) }
        } catch {
            console.tell("\(error)")
        }
        if case .success(let pipeline) = pipeline { night = Night(place, pipeline, asked: asked) }
        do throws(Diagnostic) {
            before = try store.latest()
            try work(pipeline.get(), lock, &console)
        } catch {
            if night != nil { tell(error, &console) }
            faults.append(error)
        }
        conclude(&console)
        return status
    }

    private mutating func work(
        _ pipeline: PipelineDefinition, _ lock: borrowing RunLock, _ console: inout Console
    ) throws(Diagnostic) {
        guard var night else { return }
        defer { self.night = night }
        try reconcile(&console)
        if !isDryRun { try sweep() }
        // A night without news has no need of what was published before.
        if !asked.isEmpty { try night.begin(store) }
        var intake = Intake(place, pipeline)
        let last = lastRun(&console)
        intake.believed = last?.believed(place.now) ?? [:]
        // A secret that is missing or lies open is as wrong tomorrow: nobody is asked anything.
        if place.inputs == .live { _ = try intake.secrets(of: night.needed) }
        try lock.say("fetching")
        let interruption = place.interruption
        gathered = intake.gather(night.needed, isInterrupted: { interruption.hasCome })
        try interruption.refuse()
        if let last, try isUnchanged(since: last, pipeline) {
            tellNotes(of: night.needed, &console)
            // The last whole run read these very bytes.
            try intake.noteRead(gathered)
            return
        }
        gathered = try intake.proven(
            gathered, of: night.needed, isInterrupted: { interruption.hasCome })
        try interruption.refuse()
        tellNotes(of: night.needed, &console)
        if asked.isEmpty { try night.begin(store) }
        try lock.say("reading")
        try night.make(from: gathered, &console)
        if !isDryRun { try intake.noteRead(gathered.filter { night.readings[$0.key] != nil }) }
        guard night.stops.isEmpty else { return }
        let rendered = try RenderedBundle(night.bundle, lastGood: night.lastGood)
        guard !isDryRun else { return }
        try interruption.refuse()
        if let hold = ledger?.hold, before?.generation != rendered.id {
            isHeld = true
            console.tell(Self.words(hold))
            return
        }
        try lock.say("publishing")
        // Before readers see what was made by them, so that no kill leaves a night that cannot be made again.
        try KeptDefinitions(state: place.state).keep(pipeline)
        let outcome = try store.publish(rendered, published: place.now, after: ledger?.lastSerial ?? 0)
        self.outcome = outcome
        // From here on readers see tonight's figures, and the run goes on to its end whatever comes.
        try keep(pipeline, outcome, lock, &console)
    }

    /// Makes good what a kill between the pointer and the ledger left.
    private mutating func reconcile(_ console: inout Console) throws(Diagnostic) {
        var ledger = try Ledger.read(state: place.state)
        if !isDryRun {
            for note in try ledger.reconcile(with: store, now: place.now) { console.tell("\(note)") }
        }
        ledgerHash = ledger.hash
        self.ledger = ledger
    }

    private func lastRun(_ console: inout Console) -> LastRun? {
        do throws(Diagnostic) { return try LastRun.read(state: place.state) } catch {
            // It is written anew at the end, and until then the tables are read.
            console.tell("\(error)")
            return nil
        }
    }

    /// Of sources that have bytes: why others have none is told where they would be read.
    private func tellNotes(of sources: [SourceDefinition], _ console: inout Console) {
        for source in sources {
            guard case .success(let bytes)? = gathered[source.id] else { continue }
            for note in bytes.notes where note.severity > .note { console.tell("\(note)") }
        }
    }

    /// Whether tonight is made of what the last whole run was made of, and readers see that. No table is then read.
    private mutating func isUnchanged(
        since last: LastRun, _ pipeline: PipelineDefinition
    ) throws(Diagnostic) -> Bool {
        guard asked.isEmpty, !isDryRun, let before, let key = try key(pipeline),
            try last.holds(key, before, store, now: place.now)
        else { return false }
        standings = last.standings
        outcome = .unchanged(id: before.generation)
        return true
    }

    /// What the run is made of; nil where some source's bytes could not be had.
    func key(_ pipeline: PipelineDefinition) throws(Diagnostic) -> String? {
        var snapshots: [Snapshot] = []
        for result in gathered.values {
            guard case .success(let gathered) = result else { return nil }
            snapshots.append(gathered.snapshot)
        }
        let hold = ledger?.hold.map { "\($0.since) \($0.because)" } ?? ""
        return try LastRun.key(of: pipeline, hold: hold, snapshots: snapshots)
    }

    /// Takes a publication down, and clears away what has grown old: also where nothing was new, so that damage among what is
    /// old is told every night on which files are read, until it is mended.
    private mutating func keep(
        _ pipeline: PipelineDefinition, _ outcome: GenerationStore.Outcome, _ lock: borrowing RunLock,
        _ console: inout Console
    ) throws(Diagnostic) {
        guard let latest = try store.latest() else { return }
        try lock.say("tidying up")
        if case .published = outcome { try ledger?.append(.moved(.published, to: latest)) }
        guard let ledger else { return }
        let past = try Retention().apply(place, ledger: ledger, definitions: pipeline.definitionsHash)
        for line in past.words { console.say(line) }
        for damage in past.damages { note(damage, &console) }
    }

    /// Tells of something old that is damaged, once.
    private mutating func note(_ damage: Diagnostic, _ console: inout Console) {
        var damage = damage
        damage.severity = .warning
        guard !damages.contains(damage) else { return }
        damages.append(damage)
        console.tell("\(damage)")
    }

    /// Of a run that somebody ended the end is told, and no fault that came of ending it.
    private func tell(_ fault: Diagnostic, _ console: inout Console) {
        guard place.interruption.signal == nil || outcome != nil else { return }
        console.tell("\(fault)")
    }
}
