/// How politely publishers are asked, and how long an answer is waited for.
public struct Manners: Hashable, Sendable, Codable {
    /// The most transfers at a time.
    public var atOnce = 4
    /// The most transfers at a time from one host, where ``perHost`` says nothing else.
    public var atOnceFromAHost = 1
    /// Hosts that stand more than that.
    public var perHost: [String: Int] = [:]
    /// Between the end of one request and the beginning of the next to the same host.
    public var spacingMilliseconds = 1_000
    /// How often a request is made before it is given up.
    public var attempts = 4
    /// Before the second attempt; doubled before each further one, with up to half as much again at random.
    public var firstWaitMilliseconds = 5_000
    /// The longest wait, also for a server's `Retry-After`: one that asks for more is given up at once.
    public var mostWaitMilliseconds = 120_000
    public var connectMilliseconds = 20_000
    /// From the connection on until the first line of the answer.
    public var firstByteMilliseconds = 60_000
    /// The longest that fewer than ``idleBytesPerSecond`` may come.
    public var idleMilliseconds = 60_000
    public var idleBytesPerSecond = 100
    /// For one transfer.
    public var totalMilliseconds = 900_000
    /// For all the transfers of a run.
    public var runMilliseconds = 7_200_000

    public init() {}

    /// ``idleMilliseconds`` in whole seconds.
    public var idleSeconds: Int {
        get { idleMilliseconds / 1_000 }
        set { idleMilliseconds = newValue * 1_000 }
    }
}
