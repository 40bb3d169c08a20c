internal import FoundationEssentials
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
    /// How many runs are remembered.
    var records = 1000

    private static let recordLimit = 16 << 20

    /// Takes away what is older. Only for who holds the run's lock, after a publication.
    ///
    /// Whatever is removed gets a temporary name first, or is removed in one step; what a kill leaves is a temporary name,
    /// which the next run clears away.
    ///
    /// - Parameters:
    ///   - place: The served folder, the state folder, and the time.
    ///   - ledger: With the publication that has just been made.
    /// - Throws: ``Diagnostic`` of fault `storage`. Nothing is removed that a damaged generation may rest on.
    func apply(_ place: Workplace, ledger: Ledger) throws(Diagnostic) -> Outcome {
        var outcome = Outcome()
        let store = GenerationStore(output: place.output)
        let kept = try kept(in: store, ledger)
        outcome.generations = try store.remove(Set(store.names()).subtracting(kept))
        outcome.strays = try store.strays()
        var needed: Set<String> = []
        for id in kept.sorted() {
            if let generation = try store.generation(id) { needed.formUnion(try generation.snapshots()) }
        }
        if Files.exists("\(place.state)/snapshots") {
            outcome.snapshots = try SnapshotStore("\(place.state)/snapshots")
                .prune(keeping: needed, oldest: place.now(plusDays: -snapshotDays))
        }
        outcome.records = try pruneRecords(place.state)
        outcome.definitions = try KeptDefinitions(state: place.state).prune(keeping: definitions(place.state))
        return outcome
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
        let names = try recordNames(state)
        guard names.count > records else { return 0 }
        let runs = try Folder(opening: state).folder("runs")
        for name in names.dropLast(records) { try runs.remove(name) }
        return names.count - records
    }

    /// The definitions that the runs which are remembered were made by.
    private func definitions(_ state: String) throws(Diagnostic) -> Set<String> {
        let names = try recordNames(state)
        guard !names.isEmpty else { return Set(try KeptDefinitions(state: state).hashes()) }
        let runs = try Folder(opening: state).folder("runs")
        var hashes: Set<String> = []
        for name in names {
            let bytes = try runs.read(name, limit: Self.recordLimit)
            do {
                if let hash = try JSONDecoder().decode(Header.self, from: Data(bytes)).definitions {
                    hashes.insert(hash)
                }
            } catch {
                throw Diagnostic(
                    .error, .storage, at: .file("\(runs.path)/\(name)"), "the record of a run is damaged",
                    mend: "put it back from a copy, or move it away: that night can then not be made again")
            }
        }
        return hashes
    }

    private struct Header: Decodable { let definitions: String? }

    private func recordNames(_ state: String) throws(Diagnostic) -> [String] {
        guard Files.exists("\(state)/runs") else { return [] }
        return try Folder(opening: state).folder("runs").list()
            .filter { $0.kind == .file && $0.name.hasSuffix(".json") && !$0.name.hasPrefix(".") }.map(\.name)
    }
}
