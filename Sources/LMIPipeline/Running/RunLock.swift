internal import Glibc
internal import LMIFiles
internal import LMIModel

/// The lock of the state folder: one command at a time changes what it holds.
///
/// The kernel keeps the lock and the file only says who has it, so a file that a dead process left locks nobody out.
struct RunLock: ~Copyable {
    enum Attempt: ~Copyable {
        case taken(RunLock)
        /// Somebody else has it.
        case held(Holder)
    }

    /// What the lock file says of whoever wrote it.
    struct Holder: Hashable, Sendable {
        var process: Int32?
        var command: String
        var since: Moment?
        var host: String?
        var doing: String?

        /// - Parameter line: Such as `4711 lmi run, since 2026-11-22T02:00:00Z, on hub1, fetching`.
        init(_ line: String) {
            let parts = line.split(separator: ", ").map(String.init)
            let words = (parts.first ?? "").split(separator: " ", maxSplits: 1).map(String.init)
            process = words.first.flatMap { Int32($0) }
            command = process == nil ? words.joined(separator: " ") : words.dropFirst().joined(separator: " ")
            for part in parts.dropFirst() {
                if part.hasPrefix("since ") {
                    since = Moment(String(part.dropFirst(6)))
                } else if part.hasPrefix("on ") {
                    host = String(part.dropFirst(3))
                } else {
                    doing = part
                }
            }
        }

        /// Whether it has had the lock for longer than any run takes: fetching gives up after two hours by itself.
        func isOverdue(at now: Moment?) -> Bool {
            guard let since, let now else { return false }
            return now >= since.later(bySeconds: 6 * 3600)
        }

        /// "process 4711 on hub1 (`lmi run`, since 2026-11-22T02:00:00Z, 3 minutes ago), now fetching".
        func words(at now: Moment?) -> String {
            let who = process.map { "process \($0)" } ?? "a process that gives no number"
            let begun = since.map { since in
                "since \(since)" + (now.map { ", \(since.age(at: $0)) ago" } ?? "")
            }
            let what = [command.isEmpty ? nil : "`\(command)`", begun].compactMap(\.self).joined(
                separator: ", ")
            return who + (host.map { " on \($0)" } ?? "") + (what.isEmpty ? "" : " (\(what))")
                + (doing.map { ", now \($0)" } ?? "")
        }
    }

    private let lock: FileLock
    private let note: String
    /// Who had the lock before and was ended without giving it back; nil where all is well.
    let cutOff: Holder?

    private init(_ lock: consuming FileLock, note: String) {
        cutOff = lock.left.isEmpty ? nil : Holder(lock.left)
        self.lock = lock
        self.note = note
    }

    /// Takes the lock at once or says who has it; never waits.
    ///
    /// - Parameters:
    ///   - command: Such as `lmi run`.
    ///   - tellsCutOff: Whether ``cutOff`` is told and recorded now. A run does; every other command leaves it to the next
    ///     run, whose words somebody reads.
    static func take(
        _ place: Workplace, for command: String, tellsCutOff: Bool = false
    ) throws(Diagnostic) -> Attempt {
        let note = "\(command), since \(place.now), on \(hostName)"
        switch try FileLock.take(path(place.state), note: note, keepsLeft: !tellsCutOff) {
        case .taken(let lock): return .taken(RunLock(lock, note: note))
        case .held(let by): return .held(Holder(by))
        }
    }

    /// Who has the lock of a state folder, or had it when it was killed.
    static func look(state: String) throws(Diagnostic) -> (running: Holder?, cutOff: Holder?) {
        switch try FileLock.look(path(state)) {
        case .held(let by): (Holder(by), nil)
        case .free(let left): (nil, left.isEmpty ? nil : Holder(left))
        }
    }

    private static func path(_ state: String) -> String { "\(state)/lock" }

    /// Does `work` under the lock; where somebody else has it, says so and does nothing.
    static func holding(
        _ place: Workplace, for command: String, _ console: inout Console,
        _ work: (borrowing RunLock, inout Console) throws(Diagnostic) -> ExitStatus
    ) throws(Diagnostic) -> ExitStatus {
        switch try take(place, for: command) {
        case .taken(let lock):
            let status = try work(lock, &console)
            _ = consume lock
            return status
        case .held(let holder):
            console.tell(busy(holder, at: Moment(place.now)))
            return .busy
        }
    }

    /// Says what is being done, for whoever finds the lock taken.
    func say(_ doing: String) throws(Diagnostic) { try lock.write("\(note), \(doing)") }

    /// The message to whoever came second.
    static func busy(_ holder: Holder, at now: Moment?) -> String {
        let mend =
            holder.isOverdue(at: now)
            ? "no run takes so long: look at that process\(holder.process.map { " (`ps -p \($0)`), and end it with `kill \($0)`" } ?? "")"
            : "wait until it has ended"
        return "another run is at work: \(holder.words(at: now)); nothing was done\n  mend: \(mend)"
    }

    /// The one line about a command that was killed.
    static func cutOff(_ holder: Holder) -> String {
        let doing = holder.doing.map { " while it was \($0)" } ?? ""
        let begun = holder.since.map { " of \($0)" } ?? ""
        return
            "The run\(begun) was ended before it could finish\(doing), and has no record; what readers see is whole all the same."
    }

    private static var hostName: String {
        var buffer = [CChar](repeating: 0, count: 65)
        guard unsafe gethostname(&buffer, buffer.count - 1) == 0 else { return "an unnamed machine" }
        let name = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return name.replacing(",", with: "")
    }
}
