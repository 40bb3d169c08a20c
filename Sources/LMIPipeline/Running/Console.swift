internal import Glibc

/// Where a command's words go: data to standard output, messages to standard error.
///
/// A lost line is never passed over: whoever ends the command asks ``isWhole``.
public struct Console: Sendable {
    /// Whether every line so far has been written.
    public private(set) var isWhole = true

    public init() {}

    /// A line of what the command was asked for.
    public mutating func say(_ line: String) { write(Array((line + "\n").utf8), to: STDOUT_FILENO) }

    /// Bytes of a file that the command was asked for.
    public mutating func sayBytes(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

    /// A line about how it went.
    public mutating func tell(_ line: String) { write(Array((line + "\n").utf8), to: STDERR_FILENO) }

    private mutating func write(_ bytes: [UInt8], to descriptor: Int32) {
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

    /// Lets a closed pipe or a closed stream show as a failed write. To be called before any file is opened.
    public static func secureStreams() {
        _ = signal(SIGPIPE, SIG_IGN)
        // The next file opened would get the number of a closed stream, and messages would be written into
        // it. A folder takes the number instead: no write to it succeeds.
        for stream in STDIN_FILENO...STDERR_FILENO where fcntl(stream, F_GETFD) < 0 {
            _ = unsafe open("/", O_RDONLY | O_CLOEXEC)
        }
    }
}
