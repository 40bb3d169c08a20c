internal import LMIExtract
internal import LMIFiles
internal import LMIModel

/// On most nights nothing is new and no table is read, so bytes that nobody has written into are not read through to be had.
/// Before anything is made of them, they are.
extension Intake {
    /// What was gathered, once all that was had on trust has been read through. Bytes that are not what they were are gathered
    /// anew, as if nobody had trusted them.
    ///
    /// - Parameter sources: Those that were gathered.
    func proven(
        _ gathered: [String: Result<Gathered, Diagnostic>], of sources: [SourceDefinition],
        isInterrupted: @Sendable () -> Bool
    ) throws(Diagnostic) -> [String: Result<Gathered, Diagnostic>] {
        var trusted: [(source: SourceDefinition, had: Gathered)] = []
        for source in sources {
            guard case .success(let had)? = gathered[source.id], !had.isProven else { continue }
            trusted.append((source, had))
        }
        guard !trusted.isEmpty else { return gathered }
        let store = try store()
        let standing = try concurrently(trusted.count, threads: place.threads) { [trusted] number in
            Result { () throws(Diagnostic) in try store.open(trusted[number].had.snapshot.sha256) }
        }
        var proven = gathered
        var harmed: [SourceDefinition] = []
        for ((source, had), bytes) in zip(trusted, standing) {
            guard case .success(let bytes) = bytes else {
                harmed.append(source)
                continue
            }
            var had = had
            had.bytes = bytes
            proven[source.id] = .success(had)
        }
        guard !harmed.isEmpty else { return proven }
        var doubting = self
        doubting.believed = [:]
        doubting.isSecond = true
        return proven.merging(doubting.gather(harmed, isInterrupted: isInterrupted)) { first, again in
            guard case .success(let first) = first, case .success(var again) = again else { return again }
            again.requests = first.requests + again.requests
            return .success(again)
        }
    }
}
