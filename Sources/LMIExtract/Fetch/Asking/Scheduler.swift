internal import LMIModel

/// Carries many conversations side by side: who is asked when, how often, and for how long.
///
/// It knows no network and no clock of its own, so its waits are tested without waiting.
struct Scheduler<Clock: FetchClock> {
    /// How often it is asked whether to stop, at the least.
    static var lookMilliseconds: Int { 200 }

    private let driver: any TransferDriver
    private let clock: Clock
    private let manners: Manners
    private let jitter: (Int) -> Int
    private var errands: [Errand]
    /// Before when a server is not asked.
    private var quiet: [String: Int] = [:]
    /// The same of servers that were not asked yet.
    private let quietAtFirst: Int

    /// - Parameters:
    ///   - isSecond: Whether the same servers may have been asked until just now, and are given a rest first.
    ///   - jitter: A number from 0 to the one it is given.
    init(
        _ tasks: [FetchTask], manners: Manners, allowsPlain: Bool = false, isSecond: Bool = false,
        driver: any TransferDriver, clock: Clock, jitter: @escaping (Int) -> Int
    ) {
        self.driver = driver
        self.clock = clock
        self.manners = manners
        self.jitter = jitter
        let now = clock.milliseconds
        quietAtFirst = isSecond ? now + manners.spacingMilliseconds : now
        errands = tasks.map { Errand($0, manners, allowsPlain: allowsPlain, at: now) }
    }

    /// Goes on until every conversation has ended, and says how, in their order.
    mutating func run(isInterrupted: () -> Bool) -> [FetchEnding] {
        let start = clock.milliseconds
        while errands.contains(where: { !$0.hasEnded }) {
            if isInterrupted() {
                endAll("interrupted", mend: "run again")
            } else if clock.milliseconds - start >= manners.runMilliseconds {
                let time = Exchange.time(manners.runMilliseconds)
                endAll(
                    "the time for fetching is over: all sources together had \(time)",
                    mend: "run again later; if it always takes longer, raise `run minutes` under `fetching:`")
            } else {
                turn(until: start + manners.runMilliseconds)
            }
        }
        return errands.compactMap(\.ending)
    }

    private mutating func turn(until end: Int) {
        beginAll()
        let ended: [EndedTransfer]
        do throws(Diagnostic) {
            ended = try driver.wait(milliseconds: pause(until: end))
        } catch {
            for index in errands.indices where !errands[index].hasEnded {
                driver.end(index)
                errands[index].fail(error)
            }
            return
        }
        for transfer in ended { take(transfer.answer, transfer.id) }
        for index in errands.indices {
            let late = errands[index].look(driver.progress(index), at: clock.milliseconds)
            guard let late else { continue }
            driver.end(index)
            take(RawAnswer(failure: .tooSlow(late)), index)
        }
    }

    private mutating func take(_ answer: RawAnswer, _ index: Int) {
        guard case .asking(let exchange, _) = errands[index].state else { return }
        let host = exchange.address.host
        let wait = errands[index].take(answer, clock: clock, jitter: jitter)
        quiet[host] = clock.milliseconds + max(wait ?? 0, manners.spacingMilliseconds)
    }

    private mutating func beginAll() {
        for index in errands.indices {
            let now = clock.milliseconds
            guard case .waiting(let exchange, let until) = errands[index].state, until <= now,
                hasRoom(for: exchange.address.host),
                quiet[exchange.address.host, default: quietAtFirst] <= now,
                let order = errands[index].begin(at: now)
            else { continue }
            do throws(Diagnostic) { try driver.begin(order, as: index) } catch { errands[index].fail(error) }
        }
    }

    private func hasRoom(for host: String) -> Bool {
        let busy = errands.filter { if case .asking = $0.state { true } else { false } }
        let most = manners.perHost[host] ?? manners.atOnceFromAHost
        return busy.count < max(manners.atOnce, 1) && busy.count { $0.host == host } < max(most, 1)
    }

    /// How long nothing needs to be done unless something comes in.
    private func pause(until end: Int) -> Int {
        let now = clock.milliseconds
        var next = min(end, now + Self.lookMilliseconds)
        for errand in errands {
            switch errand.state {
            case .waiting(let exchange, let until):
                // One that waits for another transfer's end goes on when that comes in.
                guard hasRoom(for: exchange.address.host) else { continue }
                next = min(next, max(until, quiet[exchange.address.host, default: quietAtFirst]))
            case .asking(_, let pace): next = min(next, pace.deadline(manners))
            case .ended: continue
            }
        }
        return max(next - now, 1)
    }

    private mutating func endAll(_ message: String, mend: String) {
        for index in errands.indices where !errands[index].hasEnded {
            driver.end(index)
            errands[index].giveUp(message, mend: mend, at: clock.milliseconds)
        }
    }
}
