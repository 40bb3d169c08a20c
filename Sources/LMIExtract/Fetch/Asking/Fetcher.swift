public import LMIModel

/// A source to fetch, and the way to its bytes.
public struct FetchTask: Sendable {
    /// The source's id.
    public var id: String
    public var conversation: any Conversation

    public init(id: String, conversation: any Conversation) {
        self.id = id
        self.conversation = conversation
    }
}

/// How a conversation ended.
public struct FetchEnding: Sendable {
    /// What was had.
    public enum Outcome: Hashable, Sendable {
        case whole(FetchedFile, Validators?)
        /// The bytes kept before are the newest.
        case unchanged
    }

    public var outcome: Result<Outcome, Diagnostic>
    /// Every request that was made for it, in their order.
    public var requests: [RequestRecord]

    public init(outcome: Result<Outcome, Diagnostic>, requests: [RequestRecord]) {
        self.outcome = outcome
        self.requests = requests
    }
}

/// Fetches many sources side by side, politely and within limits, refusing all that was not asked for.
///
/// Redirects are followed to the source's own servers only, at most five of them, over https. Failures that may pass
/// are tried again. Nothing that the environment says, such as a proxy, is heeded.
public struct Fetcher: Sendable {
    private let terms: TransferTerms
    private let manners: Manners

    /// - Parameters:
    ///   - scratch: An existing folder that nobody else may look into, for the bodies: a file each, with a temporary
    ///     name. Who had it made clears it.
    ///   - userAgent: Who asks, with a way to be reached, such as `lmi/1.0 (+https://example.org/contact)`.
    ///   - standIn: What is asked in place of the publishers; nil to ask them themselves.
    public init(scratch: String, userAgent: String, manners: Manners, standIn: StandIn?) {
        self.init(
            scratch: scratch, userAgent: userAgent, manners: manners, standIn: standIn, allowsPlain: false)
    }

    /// As the other, for the tests of the engine, with servers on this machine over http too.
    init(scratch: String, userAgent: String, manners: Manners, standIn: StandIn? = nil, allowsPlain: Bool) {
        self.manners = manners
        terms = TransferTerms(
            scratch: scratch, userAgent: userAgent, connectMilliseconds: manners.connectMilliseconds,
            totalMilliseconds: manners.totalMilliseconds, standIn: standIn, allowsPlain: allowsPlain)
    }

    /// Fetches them all on this thread, and returns when the last has ended: how each ended, in the order of `tasks`.
    ///
    /// - Parameters:
    ///   - isSecond: Whether the same servers may have been asked until just now, and are given a rest first.
    ///   - isInterrupted: Asked at least every 200 ms; true ends every transfer with a ``Diagnostic`` of fault
    ///     `source` that says `interrupted`.
    public func fetch(
        _ tasks: [FetchTask], isSecond: Bool = false, isInterrupted: @Sendable () -> Bool
    ) -> [FetchEnding] {
        do throws(Diagnostic) {
            var scheduler = Scheduler(
                tasks, manners: manners, allowsPlain: terms.allowsPlain, isSecond: isSecond,
                driver: try CurlTransfers(terms),
                clock: MachineClock(), jitter: { Int.random(in: 0...max($0, 0)) })
            return scheduler.run(isInterrupted: isInterrupted)
        } catch {
            return tasks.map { _ in FetchEnding(outcome: .failure(error), requests: []) }
        }
    }
}
