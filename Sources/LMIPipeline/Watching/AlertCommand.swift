internal import Glibc
internal import LMIFiles
internal import LMIModel

/// The program of whoever keeps the hub that is told when something is wrong, such as one that sends mail.
///
/// It is started without a shell. It gets the message on its standard input, the state folder and the exit status in its
/// environment, and of the rest of the environment only what finds programs and says who runs them: no secret is there.
struct AlertCommand: Sendable {
    /// One executable file.
    let path: String
    let state: String
    /// How long it may take.
    var seconds = 30
    /// How long it may take once a signal has asked lmi itself to end: service managers wait 30 seconds or longer.
    var secondsOfGrace = 10
    /// How long lmi may take to end in order after it.
    private static let secondsAfter = 4
    private static let passedOn = ["PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR"]

    /// - Throws: ``Diagnostic`` when the program cannot be started, ends badly, or takes too long and is ended.
    func run(_ message: [UInt8], exit status: ExitStatus, _ interruption: Interruption) throws(Diagnostic) {
        guard var input = PipedMessage(message) else { throw fault("there is no pipe for the message") }
        let pid = try start(input.reading, environment(status))
        var deadline = ContinuousClock.now.advanced(by: .seconds(seconds))
        var wasInterrupted = false
        var ending: Int32 = 0
        defer { interruption.allow(seconds: Self.secondsAfter) }
        while true {
            if !wasInterrupted, interruption.hasCome {
                wasInterrupted = true
                interruption.allow(seconds: secondsOfGrace + Self.secondsAfter)
                deadline = min(deadline, ContinuousClock.now.advanced(by: .seconds(secondsOfGrace)))
            }
            input.feed()
            let got = unsafe waitpid(pid, &ending, WNOHANG)
            if got == pid { break }
            if got < 0, errno != EINTR { throw fault("it cannot be waited for") }
            guard ContinuousClock.now < deadline else {
                _ = kill(-pid, SIGKILL)
                _ = unsafe waitpid(pid, &ending, 0)
                throw fault(
                    wasInterrupted
                        ? wordsOfGrace(interruption)
                        : "it had not ended after \(seconds) seconds, and was ended")
            }
            _ = usleep(10_000)
        }
        if ending & 0x7F != 0 { throw fault("it was ended by the signal \(ending & 0x7F)") }
        let code = ending >> 8 & 0xFF
        if code != 0 { throw fault("it ended with the status \(code)") }
    }

    private func wordsOfGrace(_ interruption: Interruption) -> String {
        let signal = interruption.signal.map(Interruption.name) ?? "a signal"
        return
            "\(signal) asked lmi to end, and it had not ended \(secondsOfGrace) seconds later, and was ended"
    }

    private func fault(_ what: String) -> Diagnostic {
        Diagnostic(
            .warning, .configuration, at: .file(path),
            "nobody was alerted: \(what)",
            mend:
                "name one executable file with --alert, and try it by hand: `echo test | \(path)`")
    }

    private func environment(_ status: ExitStatus) -> [String] {
        let kept = Self.passedOn.compactMap { name in
            unsafe getenv(name).map { "\(name)=\(unsafe String(cString: $0))" }
        }
        return kept + ["LMI_STATE=\(state)", "LMI_EXIT=\(status.code)"]
    }

    private func start(_ input: Int32, _ environment: [String]) throws(Diagnostic) -> pid_t {
        var pid: pid_t = 0
        let code = unsafe ChildProcess.start(
            path, environment: environment,
            streams: { actions in
                unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
                // What it says goes where our messages go: standard output is for what a command was asked for.
                unsafe posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
            }, child: &pid)
        guard code == 0 else {
            throw fault("it cannot be started: \(unsafe String(cString: strerror(code)))")
        }
        return pid
    }
}

/// A message that a program finds on its standard input. It waits in memory, so that a full disk keeps nobody from being told;
/// and a program that does not read it harms nobody.
private struct PipedMessage: ~Copyable {
    let reading: Int32
    /// Closed once all is written.
    private var writing: Int32
    private var rest: ArraySlice<UInt8>

    /// Nil where the system has no pipe.
    init?(_ message: [UInt8]) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { return nil }
        (reading, writing, rest) = (ends[0], ends[1], message[...])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(writing, F_SETFL, O_NONBLOCK)
        // A message of the usual length fits whole before anybody reads.
        feed()
    }

    deinit {
        if writing >= 0 { _ = close(writing) }
        _ = close(reading)
    }

    /// Puts as much of the message into the pipe as it takes now.
    mutating func feed() {
        while writing >= 0 {
            let put = unsafe rest.withUnsafeBytes { unsafe write(writing, $0.baseAddress, $0.count) }
            if put < 0, errno == EAGAIN { return }
            if put < 0, errno == EINTR { continue }
            rest = put < 0 ? [] : rest.dropFirst(put)
            if rest.isEmpty {
                _ = close(writing)
                writing = -1
            }
        }
    }
}
