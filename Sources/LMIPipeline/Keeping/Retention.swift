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

        /// What to say of it, a line each; empty where nothing was taken away.
        var words: [String] { [] }
    }

    /// The newest generations that are kept, beside the served one, the one before it and the pinned.
    var generations = 14
    /// For how many days a snapshot is kept that no kept generation rests on.
    var snapshotDays = 35
    /// How many runs are remembered.
    var records = 1000

    /// Takes away what is older. Only for who holds the run's lock, after a publication.
    ///
    /// - Parameters:
    ///   - place: The served folder, the state folder, and the time.
    ///   - ledger: With the publication that has just been made.
    func apply(_ place: Workplace, ledger: Ledger) throws(Diagnostic) -> Outcome {
        Outcome()
    }
}
