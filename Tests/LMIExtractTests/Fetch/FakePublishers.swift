import LMIModel

@testable import LMIExtract

/// Publishers that answer from a script, and the clock that their answers move on: nothing is waited for.
final class FakePublishers: TransferDriver, FetchClock {
    /// How one request goes.
    struct Play {
        /// When it ends; nil for never.
        var after: Int?
        var answer = RawAnswer()
        /// When the connection is made.
        var connects = 0
        /// When the first line of the answer comes.
        var answers = 0
        /// How many bytes come a second from then on.
        var bytesPerSecond = 1_000_000

        static func status(_ status: Int, after: Int = 100, _ headers: String...) -> Play {
            var answer = RawAnswer(status: status)
            for line in headers + ["Content-Length: 3"] { answer.headers.take(Array("\(line)\r\n".utf8)) }
            if status == 200 {
                answer.body = FetchedFile(path: "body", sha256: "0", bytes: 3)
                answer.bytes = 3
            }
            return Play(after: after, answer: answer)
        }

        static func failure(_ failure: TransferFailure) -> Play {
            Play(after: 100, answer: RawAnswer(failure: failure))
        }
    }

    private(set) var milliseconds = 0
    /// 2026-11-22T02:00:00Z, and what has passed since.
    var seconds: Int { 1_795_312_800 + milliseconds / 1_000 }
    /// When each address was asked.
    private(set) var asked: [String] = []
    /// The most that were under way at one moment.
    private(set) var mostAtOnce = 0
    private(set) var givenUp = 0
    /// What waiting fails with, where it does.
    var fault: Diagnostic?

    private var script: [String: [Play]]
    private var running: [Int: (since: Int, play: Play)] = [:]

    /// - Parameter script: What each address answers, one request after the other; the last for all further ones.
    init(_ script: [String: [Play]]) { self.script = script }

    func begin(_ order: TransferOrder, as id: Int) throws(Diagnostic) {
        asked.append("\(milliseconds) \(order.url)")
        var plays = script[order.url.text] ?? [.status(404)]
        let play = plays.count > 1 ? plays.removeFirst() : plays[0]
        script[order.url.text] = plays
        running[id] = (milliseconds, play)
        mostAtOnce = max(mostAtOnce, running.count)
    }

    func wait(milliseconds pause: Int) throws(Diagnostic) -> [EndedTransfer] {
        if let fault { throw fault }
        let ends = running.values.compactMap { entry in entry.play.after.map { entry.since + $0 } }
        milliseconds = min(milliseconds + pause, max(ends.min() ?? .max, milliseconds))
        let now = milliseconds
        let ended = running.filter { _, entry in entry.play.after.map { entry.since + $0 <= now } ?? false }
        for id in ended.keys { running[id] = nil }
        return ended.sorted { $0.key < $1.key }.map {
            EndedTransfer(id: $0.key, answer: $0.value.play.answer)
        }
    }

    func progress(_ id: Int) -> TransferProgress {
        guard let (since, play) = running[id] else { return TransferProgress() }
        let passed = milliseconds - since
        return TransferProgress(
            isConnected: passed >= play.connects,
            bytes: passed >= play.answers ? 1 + (passed - play.answers) * play.bytesPerSecond / 1_000 : 0)
    }

    func end(_ id: Int) {
        if running.removeValue(forKey: id) != nil { givenUp += 1 }
    }
}
