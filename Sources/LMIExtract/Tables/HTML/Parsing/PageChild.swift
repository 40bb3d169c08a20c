internal import Glibc

/// The child that parses one page: it reads the page from its standard input, and writes what the parser saw.
public enum PageChild {
    /// What the child does instead of parsing, so that tests see each limit hold.
    public enum Mischief: String, CaseIterable, Sendable {
        case trap, spin, eat, socket, open, start
        case writeFile = "write-file"
    }

    /// How a child says why it has no answer, by its exit status.
    enum Refusal: Int32 {
        /// It could not give up its rights.
        case free = 71
        /// There was not enough memory.
        case memory = 72
        /// The answer is longer than ``PageAnswer/limit``.
        case long = 73
        /// It could not read the page or write the answer.
        case stream = 74
    }

    /// The most bytes of a page in UTF-8: each byte of windows-1252 may become three.
    private static let pageLimit = 3 * HTMLFile.sizeLimit

    /// Gives up all rights, then parses the page. Ends the process.
    public static func run(_ mischief: Mischief? = nil) -> Never {
        guard Confinement.confine() else { end(.free) }
        mischief?.happen()
        guard let page = page() else { end(.stream) }
        let seen: ParsedPage
        do { seen = try HTMLParser(name: "").read(page) } catch { end(.memory) }
        guard let answer = PageAnswer.bytes(of: seen) else { end(.long) }
        guard write(answer) else { end(.stream) }
        _exit(0)
    }

    private static func end(_ refusal: Refusal) -> Never { _exit(refusal.rawValue) }

    private static func page() -> [UInt8]? {
        var page: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 17)
        while page.count <= pageLimit {
            let got = unsafe buffer.withUnsafeMutableBytes { unsafe read(0, $0.baseAddress, $0.count) }
            if got == 0 { return page }
            if got > 0 {
                page += buffer[..<got]
            } else if errno != EINTR {
                return nil
            }
        }
        return nil
    }

    private static func write(_ answer: [UInt8]) -> Bool {
        var done = 0
        while done < answer.count {
            let put = unsafe answer.withUnsafeBytes { all in
                unsafe Glibc.write(1, all.baseAddress?.advanced(by: done), all.count - done)
            }
            if put > 0 {
                done += put
            } else if put == 0 || errno != EINTR {
                return false
            }
        }
        return true
    }
}

extension PageChild.Mischief {
    /// Does what no parser should, and goes on if nothing stops it.
    fileprivate func happen() {
        switch self {
        case .trap: preconditionFailure("as was asked")
        case .spin: while true {}
        case .eat:
            var eaten: [[UInt8]] = []
            while true { eaten.append([UInt8](repeating: 1, count: 1 << 20)) }
        case .socket:
            // Swift knows the constant by more than one library, whose files would have to be imported here.
            let stream: Int32 = 1
            _ = Glibc.socket(AF_INET, stream, 0)
        case .open: _ = unsafe Glibc.open("/etc/passwd", O_RDONLY)
        case .start:
            var child: pid_t = 0
            _ = unsafe posix_spawn(&child, "/bin/true", nil, nil, [nil], [nil])
        case .writeFile: _ = unsafe Glibc.write(1, "x", 1)
        }
    }
}
