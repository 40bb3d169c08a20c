internal import LMIModel

/// One conversation under way.
struct Errand {
    enum State {
        /// A request is to be made, not before a moment.
        case waiting(Exchange, until: Int)
        case asking(Exchange, Pace)
        case ended(Result<FetchEnding.Outcome, Diagnostic>)
    }

    private(set) var state: State
    private var conversation: any Conversation
    private var records: [RequestRecord] = []
    private let manners: Manners
    private let allowsPlain: Bool

    init(_ task: FetchTask, _ manners: Manners, allowsPlain: Bool, at now: Int) {
        conversation = task.conversation
        self.manners = manners
        self.allowsPlain = allowsPlain
        state = .ended(.success(.unchanged))
        step(nil, at: now)
    }

    var hasEnded: Bool {
        if case .ended = state { true } else { false }
    }

    /// The server that is asked or waits to be.
    var host: String? {
        switch state {
        case .waiting(let exchange, _), .asking(let exchange, _): exchange.address.host
        case .ended: nil
        }
    }

    /// How it went; nil while it goes.
    var ending: FetchEnding? {
        guard case .ended(let outcome) = state else { return nil }
        return FetchEnding(outcome: outcome, requests: records)
    }

    private mutating func step(_ answer: FetchAnswer?, at now: Int) {
        do throws(Diagnostic) {
            switch try conversation.next(answer) {
            case .ask(let request):
                state = .waiting(try Exchange(request, manners, allowsPlain: allowsPlain), until: now)
            case .whole(let file, let validators): state = .ended(.success(.whole(file, validators)))
            case .unchanged: state = .ended(.success(.unchanged))
            }
        } catch {
            state = .ended(.failure(error))
        }
    }

    /// Makes the request that waits; nil when none does.
    mutating func begin(at now: Int) -> TransferOrder? {
        guard case .waiting(var exchange, _) = state else { return nil }
        exchange.begin(at: now)
        state = .asking(exchange, Pace(now))
        return exchange.order
    }

    /// Takes what came of the request, and says for how long the server wants to be left alone, where it does.
    ///
    /// - Parameter jitter: A number from 0 to the one it is given, so that many do not come back at one moment.
    mutating func take(_ raw: RawAnswer, clock: some FetchClock, jitter: (Int) -> Int) -> Int? {
        guard case .asking(var exchange, _) = state else { return nil }
        let now = clock.milliseconds
        switch exchange.judge(raw) {
        case .moved:
            state = .waiting(exchange, until: now)
        case .answer(let answer):
            record(exchange, raw, at: now)
            step(answer, at: now)
        case .refused(let refusal):
            record(exchange, raw, at: now)
            state = .ended(.failure(refusal))
        case .again(let refusal):
            let wanted = RetryAfter(raw.headers, now: clock.seconds)
            if case .seconds(let seconds) = wanted, seconds > manners.mostWaitMilliseconds / 1000 {
                record(exchange, raw, at: now)
                state = .ended(.failure(exchange.refusal(status: raw.status, after: seconds)))
            } else if exchange.attempts < manners.attempts {
                let wait = wait(exchange, wanted, jitter)
                exchange.startOver()
                state = .waiting(exchange, until: now + wait)
                return wanted == nil || wanted == .nonsense ? nil : wait
            } else {
                record(exchange, raw, at: now)
                var words = exchange.attempts > 1 ? "; asked \(exchange.attempts) times" : ""
                if wanted == .nonsense, let written = raw.headers.retryAfter {
                    words +=
                        "; its Retry-After says \(written.quoted), which is neither a number of seconds nor a date and was not heeded"
                }
                state = .ended(.failure(exchange.fault(refusal.message + words, mend: refusal.mend)))
            }
        }
        return nil
    }

    /// How long to wait before the next attempt: as long as the server asks, else longer each time. What a server writes
    /// that says no time says nothing, as RFC 9110 has it of every field.
    private func wait(_ exchange: Exchange, _ wanted: RetryAfter?, _ jitter: (Int) -> Int) -> Int {
        if case .seconds(let seconds) = wanted, seconds > 0 { return seconds * 1000 }
        var wait = manners.firstWaitMilliseconds
        for _ in 1..<max(exchange.attempts, 1) where wait < manners.mostWaitMilliseconds { wait *= 2 }
        return min(wait + jitter(wait / 2), manners.mostWaitMilliseconds)
    }

    /// Takes down how far the transfer has come, and says which deadline it has missed.
    mutating func look(_ progress: TransferProgress, at now: Int) -> Deadline? {
        guard case .asking(let exchange, var pace) = state else { return nil }
        let missed = pace.look(progress, at: now, manners)
        state = .asking(exchange, pace)
        return missed
    }

    /// Ends it, whatever it is at.
    mutating func giveUp(_ message: String, mend: String, at now: Int) {
        switch state {
        case .waiting(let exchange, _), .asking(let exchange, _):
            record(exchange, RawAnswer(), at: now)
            state = .ended(.failure(exchange.fault(message, mend: mend)))
        case .ended: break
        }
    }

    /// Ends it with what kept the request from being made.
    mutating func fail(_ fault: Diagnostic) { state = .ended(.failure(fault)) }

    private mutating func record(_ exchange: Exchange, _ raw: RawAnswer, at now: Int) {
        guard let began = exchange.began else { return }
        records.append(
            RequestRecord(
                url: exchange.request.url.description, status: raw.status, bytes: raw.bytes,
                milliseconds: now - began, attempts: exchange.attempts))
    }
}
