internal import Glibc
internal import LMIModel
internal import Synchronization

/// Does the pieces of work 0, 1, 2… up to `count` side by side, and blocks until all are done. This thread is one of those
/// that work, and there are never more of them than processors that the program may use.
///
/// Where the system gives no further thread, such as at a limit on processes, those that are there do all the work. A
/// library that waits for a thread instead would wait for ever.
public func onWorkers(_ count: Int, threads: Int, _ work: @escaping @Sendable (Int) -> Void) {
    let job = Job(count: count, work: work)
    var helpers: [pthread_t] = []
    let most = min(count, threads, processors) - 1
    while helpers.count < most, let helper = job.startHelper() { helpers.append(helper) }
    job.takePieces()
    for helper in helpers { _ = pthread_join(helper, nil) }
}

/// How many processors the program may use, as the kernel says it: `Cpus_allowed:	3` is two, four to a digit.
private let processors: Int = {
    let label = "Cpus_allowed:"
    let line: Substring?
    do throws(Diagnostic) {
        let text = String(decoding: try Files.read("/proc/self/status", limit: 1 << 16), as: UTF8.self)
        line = text.split(separator: "\n").first { $0.hasPrefix(label) }?.dropFirst(label.count)
    } catch {
        // A system without that file may have any number, and two threads are of use on most.
        return 2
    }
    return max(1, (line ?? "").compactMap(\.hexDigitValue).reduce(0) { $0 + $1.nonzeroBitCount })
}()

/// Pieces of work, each of which goes to whoever comes first.
private final class Job: Sendable {
    private let count: Int
    private let work: @Sendable (Int) -> Void
    private let next = Atomic(0)

    init(count: Int, work: @escaping @Sendable (Int) -> Void) {
        self.count = count
        self.work = work
    }

    func takePieces() {
        while case let piece = next.add(1, ordering: .relaxed).oldValue, piece < count { work(piece) }
    }

    /// A thread that takes pieces until none is left; nil where the system gives none.
    func startHelper() -> pthread_t? {
        let handed = unsafe Unmanaged.passRetained(self)
        var thread = pthread_t()
        let code = unsafe pthread_create(
            &thread, nil,
            { job in
                if let job = unsafe job {
                    unsafe Unmanaged<Job>.fromOpaque(job).takeRetainedValue().takePieces()
                }
                return nil
            }, handed.toOpaque())
        guard code == 0 else {
            unsafe handed.release()
            return nil
        }
        return thread
    }
}
