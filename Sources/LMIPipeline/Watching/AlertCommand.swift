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
    private static let seconds = 30
    private static let passedOn = ["PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR"]

    /// - Throws: ``Diagnostic`` when the program cannot be started, ends badly, or takes too long and is ended.
    func run(_ message: [UInt8], exit status: ExitStatus, _ interruption: Interruption) throws(Diagnostic) {
        // A file, and not a pipe: a program that does not read its input harms nobody.
        let name = "alert.txt"
        try Folder(opening: state).write(message, to: name, isPrivate: true)
        let pid = try start("\(state)/\(name)", environment(status))
        let deadline = ContinuousClock.now.advanced(by: .seconds(Self.seconds))
        var ending: Int32 = 0
        while true {
            let got = unsafe waitpid(pid, &ending, WNOHANG)
            if got == pid { break }
            if got < 0, errno != EINTR { throw fault("it cannot be waited for") }
            guard ContinuousClock.now < deadline, !interruption.hasCome else {
                _ = kill(-pid, SIGKILL)
                _ = unsafe waitpid(pid, &ending, 0)
                throw fault("it had not ended after \(Self.seconds) seconds, and was ended")
            }
            _ = usleep(10_000)
        }
        if ending & 0x7F != 0 { throw fault("it was ended by the signal \(ending & 0x7F)") }
        let code = ending >> 8 & 0xFF
        if code != 0 { throw fault("it ended with the status \(code)") }
    }

    private func fault(_ what: String) -> Diagnostic {
        Diagnostic(
            .warning, .configuration, at: .file(path),
            "nobody was alerted: \(what)",
            mend: "name one executable file with --alert, and try it by hand: `\(path) < \(state)/alert.txt`")
    }

    private func environment(_ status: ExitStatus) -> [String] {
        let kept = Self.passedOn.compactMap { name in
            unsafe getenv(name).map { "\(name)=\(unsafe String(cString: $0))" }
        }
        return kept + ["LMI_STATE=\(state)", "LMI_EXIT=\(status.code)"]
    }

    private func start(_ input: String, _ environment: [String]) throws(Diagnostic) -> pid_t {
        var pid: pid_t = 0
        let code = unsafe ChildProcess.start(
            path, environment: environment,
            streams: { actions in
                unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
                // What it says goes where our messages go: standard output is for what a command was asked for.
                unsafe posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
            }, child: &pid)
        guard code == 0 else {
            throw fault("it cannot be started: \(unsafe String(cString: strerror(code)))")
        }
        return pid
    }
}
