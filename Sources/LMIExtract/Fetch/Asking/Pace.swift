/// How a transfer keeps time.
struct Pace: Hashable, Sendable {
    private let began: Int
    private var connected: Int?
    /// Since when too little has come; nil before the first line of the answer.
    private var slowSince: Int?
    /// From when on the bytes of a second are counted, and how many there were before.
    private var counted: Int
    private var bytes = 0

    init(_ now: Int) {
        began = now
        counted = now
    }

    /// Takes down how far the transfer has come, and says which deadline it has missed.
    mutating func look(_ progress: TransferProgress, at now: Int, _ manners: Manners) -> Deadline? {
        if now - began >= manners.totalMilliseconds { return .total }
        if progress.isConnected, connected == nil { connected = now }
        guard let connected else { return now - began >= manners.connectMilliseconds ? .connect : nil }
        guard progress.bytes > 0 else {
            return now - connected >= manners.firstByteMilliseconds ? .firstByte : nil
        }
        guard let since = slowSince, progress.bytes - bytes < manners.idleBytesPerSecond else {
            // A second's worth has come within a second.
            (slowSince, counted, bytes) = (now, now, progress.bytes)
            return nil
        }
        if now - counted >= 1000 { (counted, bytes) = (now, progress.bytes) }
        return now - since >= manners.idleMilliseconds ? .idle : nil
    }

    /// The next moment at which it can be too late.
    func deadline(_ manners: Manners) -> Int {
        let total = began + manners.totalMilliseconds
        guard let connected else { return min(total, began + manners.connectMilliseconds) }
        guard let slowSince else { return min(total, connected + manners.firstByteMilliseconds) }
        return min(total, slowSince + manners.idleMilliseconds)
    }
}
