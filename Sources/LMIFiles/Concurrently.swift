public import LMIModel
internal import Synchronization

/// Does `count` pieces of independent work side by side.
///
/// Which piece is done first changes nothing: results come in the order of the pieces, and of several faults
/// the one of the first piece is thrown. Blocks until all are done.
///
/// - Parameters:
///   - threads: How many, with this one; one does the pieces one after the other.
public func concurrently<Output: Sendable>(
    _ count: Int, threads: Int = 2, _ work: @escaping @Sendable (Int) throws(Diagnostic) -> Output
) throws(Diagnostic) -> [Output] {
    guard threads > 1, count > 1 else {
        var results: [Output] = []
        for place in 0..<count { results.append(try work(place)) }
        return results
    }
    let results = Mutex<[Int: Result<Output, Diagnostic>]>([:])
    onWorkers(count, threads: threads) { place in
        let result: Result<Output, Diagnostic>
        do throws(Diagnostic) { result = .success(try work(place)) } catch { result = .failure(error) }
        results.withLock { $0[place] = result }
    }
    let done = results.withLock { $0 }
    var outputs: [Output] = []
    for place in 0..<count { if let result = done[place] { outputs.append(try result.get()) } }
    return outputs
}
