internal import LMIFiles
internal import LMILoad
internal import LMIModel

/// Says how things stand; changes nothing and reads no definitions, so that it works when they are wrong.
public struct Status: Sendable {
    let output: String
    let state: String
    let now: String

    public init(output: String, state: String, now: String = Workplace.clock()) {
        self.output = output
        self.state = state
        self.now = now
    }

    /// - Parameters:
    ///   - mostSeconds: How old the last run may be.
    ///   - isJSON: One JSON object instead of sentences.
    /// - Returns: How the last run ended; ``ExitStatus/degraded`` where that is not known, or too long ago, or a source is
    ///   out of date, unless it is worse.
    public func run(mostSeconds: Int?, isJSON: Bool, _ console: inout Console) -> ExitStatus {
        do throws(Diagnostic) {
            return try tell(mostSeconds, isJSON, &console)
        } catch {
            console.tell("\(error)")
            return ExitStatus(error.fault)
        }
    }

    private func tell(
        _ mostSeconds: Int?, _ isJSON: Bool, _ console: inout Console
    ) throws(Diagnostic) -> ExitStatus {
        let latest = try GenerationStore(output: output).latest()
        let holder = try lockHolder()
        let running = holder.flatMap { $0.isAlive ? "A run is at work: \($0.words(at: Moment(now)))." : nil }
        let cutOff = holder.flatMap { $0.isAlive ? nil : RunLock.cutOff($0) }
        guard let record = try RunRecord.newest(state: state) else {
            let words = "No run has ended yet that the state folder \(state) knows of."
            let mend = "  mend: start one with `lmi run`, or name the state folder with --state"
            if isJSON {
                let answer = StatusAnswer(
                    now: now, exit: ExitStatus.degraded.code, meaning: words, running: running,
                    cutOff: cutOff,
                    status: nil, mends: [words + "\n" + mend])
                try console.sayBytes(StateJSON.bytes(answer))
            } else {
                for line in [words, mend, running, cutOff].compactMap(\.self) { console.say(line) }
            }
            return .degraded
        }
        let hold = try Ledger.read(state: state).hold
        let report = StatusReport(record: record, status: record.status, latest: latest, hold: hold, now: now)
        let tooLong = mostSeconds.flatMap { overAge(record, $0) }
        let isDegraded = report.isLate || tooLong != nil || cutOff != nil
        let status = isDegraded ? max(record.status, .degraded) : record.status
        if isJSON {
            let answer = StatusAnswer(
                now: now, exit: status.code, meaning: status.meaning, running: running, cutOff: cutOff,
                status: report.document, mends: ([tooLong].compactMap(\.self)) + report.mends)
            try console.sayBytes(StateJSON.bytes(answer))
        } else {
            for line in [running, cutOff, tooLong].compactMap(\.self) + report.lines { console.say(line) }
        }
        return status
    }

    private func overAge(_ record: RunRecord, _ most: Int) -> String? {
        guard let now = Moment(now), let ended = Moment(record.ended), now > ended.later(bySeconds: most)
        else {
            return nil
        }
        return
            "The last run ended \(ended.age(at: now)) ago, which is longer than --max-age allows.\n  mend: look whether cron still starts `lmi run`, and at what it wrote"
    }

    /// Who has the lock, or had it when it was killed; nil where all is well.
    private func lockHolder() throws(Diagnostic) -> RunLock.Holder? {
        guard Files.exists("\(state)/lock") else { return nil }
        let line = try Files.read("\(state)/lock", limit: 4096)
        return line.isEmpty
            ? nil : RunLock.Holder(String(decoding: line.prefix { $0 != 0x0A }, as: UTF8.self))
    }
}

/// What `lmi status --json` answers.
private struct StatusAnswer: Encodable {
    var now: String
    var exit: Int32
    var meaning: String
    @OrNull var running: String?
    @OrNull var cutOff: String?
    @OrNull var status: StatusDocument?
    var mends: [String]

    enum CodingKeys: String, CodingKey {
        case now, exit, meaning, running, status, mends
        case cutOff = "cut_off"
    }
}
