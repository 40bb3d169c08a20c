internal import LMIFiles
internal import LMILoad
internal import LMIModel

/// Who has been told of what: `alert.json`. Somebody is told when all is no longer well, when something else is wrong, once
/// a day while it stays so, and when all is well again; so a week of the same fault is a handful of messages and no silence.
struct AlertMemory: Hashable, Sendable, Codable {
    /// Why somebody is told.
    enum Occasion: Hashable, Sendable {
        case began, changed, reminder
        case recovered(since: String)
    }

    static let file = "alert.json"

    /// What is wrong, in a form to be compared; nil where all is well.
    var kind: String?
    /// Since when.
    var since: String
    /// When somebody was told last.
    var told: String

    /// Whether a run has something to tell.
    ///
    /// - Parameters:
    ///   - before: What was told before; nil where nothing ever was.
    ///   - kind: What is wrong now; nil where all is well.
    ///   - now: As `2026-11-22T02:00:00Z`. Days are those of UTC.
    /// - Returns: The occasion, and what is to be remembered once somebody has been told.
    static func next(
        _ before: AlertMemory?, kind: String?, now: String
    ) -> (occasion: Occasion, memory: AlertMemory)? {
        let wrong = before?.kind
        guard let kind else {
            guard let before, wrong != nil else { return nil }
            return (.recovered(since: before.since), AlertMemory(kind: nil, since: now, told: now))
        }
        guard let before, let wrong else { return (.began, AlertMemory(kind: kind, since: now, told: now)) }
        if kind != wrong { return (.changed, AlertMemory(kind: kind, since: before.since, told: now)) }
        guard before.told.prefix(10) != now.prefix(10) else { return nil }
        return (.reminder, AlertMemory(kind: kind, since: before.since, told: now))
    }
}

extension RunRecord {
    /// What is wrong, in a form to be compared: how it ended, and with which sources and tables; nil where all is well.
    func trouble(_ status: ExitStatus) -> String? {
        guard status != .success else { return nil }
        let sources = standings.filter { $0.fault != nil || $0.tooOld(at: started) != nil }.map(\.id)
        let tables = tables.filter(\.stale).map(\.id)
        let damage = damages == nil ? [] : ["| damage"]
        return (["\(status.code)"] + sources.sorted() + ["|"] + tables.sorted() + damage)
            .joined(separator: " ")
    }
}

extension NightRun {
    /// Tells whoever watches: `status.json` for everybody, and `alert` for the one who keeps the hub, whatever could not be
    /// written.
    ///
    /// - Parameter alert: A program; nil for none.
    /// - Returns: How the run ended. That nobody could be alerted is said, and changes nothing.
    mutating func watch(_ alert: String?, _ console: inout Console) -> ExitStatus {
        guard let record else { return status }
        let latest = Result { () throws(Diagnostic) in try store.latest() }
        let report = StatusReport(
            record: record, status: status, latest: latest, hold: ledger?.hold, now: record.started)
        do throws(Diagnostic) {
            _ = try latest.get()
            var document = report.document
            document.checked = record.ended
            // A run that did not begin makes no folder that none has published into.
            if hasBegun || Files.exists(place.output) { try document.write(into: place.output) }
        } catch {
            note(unwritten: error, &console)
        }
        guard let alert else { return status }
        // The message may be the only place where what could not be written is said.
        self.alert(record, report.lines + unwritten.map { "\($0)" }, alert, &console)
        return status
    }

    /// Alerts `program` where there is something to tell; that it could not be is said.
    ///
    /// - Parameter lines: How things stand.
    func alert(_ record: RunRecord, _ lines: [String], _ program: String, _ console: inout Console) {
        var before: AlertMemory?
        do throws(Diagnostic) {
            if Files.exists(place.state) {
                before = try StateJSON.read(
                    AlertMemory.self, AlertMemory.file, in: Folder(opening: place.state))
            }
        } catch {
            // Whoever was told is told again, and it is written anew.
            if !faults.contains(error) { console.tell("\(error)") }
        }
        guard let next = AlertMemory.next(before, kind: record.trouble(status), now: record.started) else {
            return
        }
        let words = Self.words(next, record, status, lines).joined(separator: "\n") + "\n"
        do throws(Diagnostic) {
            try AlertCommand(path: program, state: place.state).run(
                Array(words.utf8), exit: status, place.interruption)
            // Only who was told is not told again.
            try Folder(opening: place.state).write(
                StateJSON.sealed(next.memory), to: AlertMemory.file, isPrivate: true)
        } catch {
            if !faults.contains(error) { console.tell("\(error)") }
        }
    }

    /// The message, a line each.
    private static func words(
        _ next: (occasion: AlertMemory.Occasion, memory: AlertMemory), _ record: RunRecord,
        _ status: ExitStatus, _ lines: [String]
    ) -> [String] {
        let ending = "exit \(status.code), \(status.meaning)"
        return switch next.occasion {
        case .began: ["lmi \(record.pipeline): something is wrong: \(ending)", ""] + lines
        case .changed: ["lmi \(record.pipeline): something else is wrong now: \(ending)", ""] + lines
        case .reminder: ["lmi \(record.pipeline): still wrong since \(next.memory.since): \(ending)"]
        case .recovered(let since):
            ["lmi \(record.pipeline): all is well again; something was wrong since \(since)"]
        }
    }
}
