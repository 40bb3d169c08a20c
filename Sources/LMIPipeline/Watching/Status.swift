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
    ///   older than the hub allows, unless it is worse. What cannot be read is told, and the rest is said all the same.
    public func run(mostSeconds: Int?, isJSON: Bool, _ console: inout Console) -> ExitStatus {
        var faults: [Diagnostic] = []
        let lock = Result { () throws(Diagnostic) in try RunLock.look(state: state) }.known(&faults)
        let latest = Result { () throws(Diagnostic) in try GenerationStore(output: output).latest() }
        _ = latest.known(&faults)
        let ledger = Result { () throws(Diagnostic) in try Ledger.read(state: state) }.known(&faults)
        let records = Result { () throws(Diagnostic) in try RunRecord.newest(state: state) }.known(&faults)
        faults += records?.damages ?? []

        var answer = StatusAnswer(
            now: now, exit: 0, meaning: "",
            running: lock?.running.map { "A run is at work: \($0.words(at: Moment(now)))." },
            cutOff: lock?.cutOff.map(RunLock.cutOff), status: nil, mends: faults.map { "\($0)" })
        var lines = [answer.running, answer.cutOff].compactMap(\.self)
        var status = faults.map { ExitStatus($0.fault) }.max() ?? .success
        if let record = records?.record {
            var report = StatusReport(
                record: record, status: record.status, latest: latest, hold: ledger?.hold, now: now)
            report.isWholeStory = faults.isEmpty
            let isLast = records?.damages.isEmpty == true
            let tooLong = isLast ? mostSeconds.flatMap { overAge(record, $0) } : nil
            status = max(status, record.status)
            if report.isTooOld || tooLong != nil || lock?.cutOff != nil { status = max(status, .degraded) }
            lines += ([tooLong, isLast ? nil : lostWords(after: record)].compactMap(\.self)) + report.lines
            answer.meaning = status.meaning
            answer.status = report.document
            answer.mends += [tooLong].compactMap(\.self) + report.mends
        } else {
            status = max(status, .degraded)
            let (words, mend) = wordsOfNone(isLost: records?.damages.isEmpty != true)
            answer.meaning = words
            answer.mends.append(([words] + mend).joined(separator: "\n"))
            lines = [words] + mend + lines
        }
        answer.exit = status.code
        for fault in faults { console.tell("\(fault)") }
        do throws(Diagnostic) {
            if isJSON { try console.sayBytes(StateJSON.bytes(answer)) }
        } catch {
            console.tell("\(error)")
            return ExitStatus(error.fault)
        }
        for line in lines where !isJSON { console.say(line) }
        return status
    }

    /// Where no run's record can be had.
    private func wordsOfNone(isLost: Bool) -> (words: String, mend: [String]) {
        isLost
            ? ("No record of a run can be read in the state folder \(state).", [])
            : (
                "No run has ended yet that the state folder \(state) knows of.",
                ["  mend: start one with `lmi run`, or name the state folder with --state"]
            )
    }

    /// What is known of the last run without its record: it said so beside the bundle too.
    private func lostWords(after record: RunRecord) -> String {
        // Where that cannot be read either, nothing is known of it.
        let known = try? StateJSON.read(
            LastWords.self, StatusDocument.name, in: Folder(opening: output))
        guard let last = known, let started = last.started, started > record.started else {
            return "The record of the last run is damaged; what follows is of the run before it."
        }
        return
            "The last run began at \(started): exit \(last.exit), \(last.meaning). Its record is damaged; what follows is of the run before it."
    }

    /// How the last run ended, of `status.json`.
    private struct LastWords: Decodable {
        var started: String?
        var exit: Int32
        var meaning: String
    }

    private func overAge(_ record: RunRecord, _ most: Int) -> String? {
        guard let now = Moment(now), let ended = Moment(record.ended), now > ended.later(bySeconds: most)
        else {
            return nil
        }
        return
            "The last run ended \(ended.age(at: now)) ago, which is longer than --max-age allows.\n  mend: look whether cron still starts `lmi run`, and at what it wrote"
    }
}

extension Result where Failure == Diagnostic {
    /// What was found; else why not goes to `faults`.
    fileprivate func known(_ faults: inout [Diagnostic]) -> Success? {
        switch self {
        case .success(let value): return value
        case .failure(let fault):
            faults.append(fault)
            return nil
        }
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
