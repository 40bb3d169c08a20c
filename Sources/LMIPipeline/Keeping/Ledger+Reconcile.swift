internal import LMIFiles
internal import LMILoad
internal import LMIModel

extension Ledger {
    /// Makes good what a kill between `latest.json` and the ledger left, and refuses what no kill leaves. Only for who
    /// holds the run's lock; to be called before anything is published.
    ///
    /// - Parameters:
    ///   - store: The served folder.
    ///   - now: As `2026-11-22T02:00:00Z`.
    /// - Returns: What was made good, to be told.
    /// - Throws: ``Diagnostic`` of fault `storage` where `latest.json` is behind the ledger, or lost.
    mutating func reconcile(with store: GenerationStore, now: String) throws(Diagnostic) -> [Diagnostic] {
        []
    }
}
