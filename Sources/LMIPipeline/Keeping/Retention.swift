internal import LMIExtract
internal import LMIFiles
internal import LMILoad
internal import LMIModel

/// How much of the past is kept.
struct Retention: Hashable, Sendable {
    /// What was taken away, and what was found that nobody knows.
    struct Outcome: Hashable, Sendable {
        var generations: [String] = []
        var snapshots = SnapshotStore.Pruned()
        var records = 0
        var definitions = 0
        /// Files that somebody put into the served folder: kept.
        var strays: [String] = []
        /// What is damaged of all that is kept. Whatever it may rest on, or speak of, was left where it is.
        var damages: [Diagnostic] = []

        /// What to say of it, a line each; empty where there is nothing to say.
        var words: [String] {
            var words: [String] = []
            let removed = [
                Self.counted(generations.count, "generation"),
                Self.counted(snapshots.snapshots, "snapshot").map { "\($0) (\(snapshots.bytes) bytes)" },
                Self.counted(records, "run record"),
                Self.counted(definitions, "set of definitions", "sets of definitions"),
            ].compactMap(\.self)
            if !removed.isEmpty {
                words.append(
                    "Removed, being older than anything is kept: \(removed.joined(separator: ", ")).")
            }
            if !strays.isEmpty {
                words.append("Not of lmi's making, and left as they are: \(strays.joined(separator: ", ")).")
            }
            return words
        }

        private static func counted(_ number: Int, _ one: String, _ many: String? = nil) -> String? {
            number == 0 ? nil : "\(number) \(number == 1 ? one : many ?? "\(one)s")"
        }
    }

    /// The newest generations that are kept, beside the served one, the one before it and the pinned.
    var generations = 14
    /// For how many days a snapshot is kept that no kept generation rests on.
    var snapshotDays = 35
    /// By how many days the time at which a snapshot was last seen may lag behind: see ``SnapshotStore/recent``.
    static let snapshotSlack = 7
    /// How many runs are remembered.
    var records = 1000

    /// Takes away what is older. Only for who holds the run's lock, once readers see what they are to see.
    ///
    /// Whatever is removed gets a temporary name first, or is removed in one step; what a kill leaves is a temporary name,
    /// which the next run clears away.
    ///
    /// - Parameters:
    ///   - place: The served folder, the state folder, and the time.
    ///   - ledger: With the publication that has just been made.
    ///   - definitions: The hash of those it was made by.
    /// - Throws: ``Diagnostic`` of fault `storage` where the disk would not read or write.
    func apply(_ place: Workplace, ledger: Ledger, definitions own: String) throws(Diagnostic) -> Outcome {
        var outcome = Outcome()
        let store = GenerationStore(output: place.output)
        let kept = try kept(in: store, ledger)
        outcome.generations = try store.remove(Set(store.names()).subtracting(kept))
        outcome.strays = try store.strays()
        let snapshots = try outcome.noteDamage { () throws(Diagnostic) in
            try pruneSnapshots(place, store, kept)
        }
        if let snapshots { outcome.snapshots = snapshots }
        outcome.records = try pruneRecords(place.state)
        let unneeded = try outcome.noteDamage { () throws(Diagnostic) in
            try KeptDefinitions(state: place.state).prune(keeping: definitions(place.state, own))
        }
        if let unneeded { outcome.definitions = unneeded }
        return outcome
    }

    /// - Throws: ``Diagnostic`` before anything is removed where a kept generation cannot say what it rests on, or a
    ///   record of whose bytes it speaks.
    private func pruneSnapshots(
        _ place: Workplace, _ store: GenerationStore, _ kept: Set<String>
    ) throws(Diagnostic) -> SnapshotStore.Pruned {
        guard Files.exists("\(place.state)/snapshots") else { return SnapshotStore.Pruned() }
        var needed: Set<String> = []
        for id in kept.sorted() {
            if let generation = try store.generation(id) { needed.formUnion(try generation.snapshots()) }
        }
        return try SnapshotStore("\(place.state)/snapshots")
            .prune(
                keeping: needed, oldest: place.now(plusDays: -(snapshotDays + Self.snapshotSlack)))
    }

    /// The generations that stay.
    private func kept(in store: GenerationStore, _ ledger: Ledger) throws(Diagnostic) -> Set<String> {
        var kept = ledger.pins
        if let served = try store.latest()?.generation {
            kept.insert(served)
            if let before = ledger.predecessor(of: served) { kept.insert(before) }
        }
        // Whatever moved `latest.json` last may have been a mistake.
        if let before = ledger.history.dropLast().last { kept.insert(before.generation) }
        var serials: [String: Int] = [:]
        for publication in ledger.history {
            serials[publication.generation] = max(serials[publication.generation] ?? 0, publication.serial)
        }
        let newest = try store.names().sorted { (serials[$0] ?? 0, $0) > (serials[$1] ?? 0, $1) }
        return kept.union(newest.prefix(generations))
    }

    private func pruneRecords(_ state: String) throws(Diagnostic) -> Int {
        let names = try RunRecord.names(state: state)
        guard names.count > records else { return 0 }
        let runs = try Folder(opening: state).folder("runs")
        for name in names.dropLast(records) { try runs.remove(name) }
        return names.count - records
    }

    /// The definitions that the runs which are remembered were made by, and those of the run under way, which has no record
    /// yet.
    private func definitions(_ state: String, _ own: String) throws(Diagnostic) -> Set<String> {
        let names = try RunRecord.names(state: state)
        let runs = try Folder(opening: state).folderOrNew("runs", mode: 0o700)
        var hashes: Set = [own]
        for name in names {
            let header = try StateJSON.read(Header.self, name, in: runs, mend: RunRecord.mendOfDamage)
            if let hash = header?.definitions { hashes.insert(hash) }
        }
        return hashes
    }

    private struct Header: Decodable { let definitions: String? }
}

extension Retention.Outcome {
    /// Does `work`, and where it meets something damaged notes that and goes without.
    ///
    /// - Throws: ``Diagnostic`` where a call of the system failed.
    fileprivate mutating func noteDamage<Value>(
        _ work: () throws(Diagnostic) -> Value
    ) throws(Diagnostic) -> Value? {
        do throws(Diagnostic) { return try work() } catch {
            guard error.isDamage else { throw error }
            damages.append(error)
            return nil
        }
    }
}
