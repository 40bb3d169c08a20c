internal import Glibc

/// Where a command's words go: data to standard output, messages to standard error.
///
/// A lost line is never passed over: whoever ends the command asks ``isWhole``.
public struct Console: Sendable {
    /// What was said and told, where a caller inside a program wants it back instead of on its own output.
    public struct Collected: Hashable, Sendable {
        public fileprivate(set) var output: [UInt8] = []
        public fileprivate(set) var errors: [UInt8] = []
    }

    /// Whether every line so far has been written.
    public private(set) var isWhole = true
    /// Nil where lines are written as they come.
    public private(set) var collected: Collected?

    public init() {}

    /// A console that writes nothing and keeps every line in ``collected``.
    public static func collecting() -> Console {
        var console = Console()
        console.collected = Collected()
        return console
    }

    /// A line of what the command was asked for.
    public mutating func say(_ line: String) { write(Array((line + "\n").utf8), to: STDOUT_FILENO) }

    /// Bytes of a file that the command was asked for.
    public mutating func sayBytes(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

    /// A line about how it went.
    public mutating func tell(_ line: String) { write(Array((line + "\n").utf8), to: STDERR_FILENO) }

    private mutating func write(_ bytes: [UInt8], to descriptor: Int32) {
        guard collected == nil else {
            if descriptor == STDOUT_FILENO {
                collected?.output += bytes
            } else {
                collected?.errors += bytes
            }
            return
        }
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { bytes in
                unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
            }
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if written < 0, errno == EINTR {
                continue
            } else {
                isWhole = false
                return
            }
        }
    }

    /// Lets a closed pipe, a closed stream or a limit on the size of files (`ulimit -f`) show as a failed write. To be
    /// called before any file is opened.
    public static func secureStreams() {
        _ = signal(SIGPIPE, SIG_IGN)
        _ = signal(SIGXFSZ, SIG_IGN)
        // The next file opened would get the number of a closed stream, and messages would be written into
        // it. A folder takes the number instead: no write to it succeeds.
        for stream in STDIN_FILENO...STDERR_FILENO where fcntl(stream, F_GETFD) < 0 {
            _ = unsafe open("/", O_RDONLY | O_CLOEXEC)
        }
    }
}
