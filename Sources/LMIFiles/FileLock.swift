internal import Glibc
public import LMIModel

/// A lock of the kernel on a file or a folder: it ends with the process, however that ends, so a file left behind by a
/// dead process locks nobody out.
public struct FileLock: ~Copyable {
    /// What came of trying.
    public enum Attempt: ~Copyable {
        case taken(FileLock)
        /// Someone else has it; the text is what they wrote into the file, such as their process number.
        case held(by: String)
    }

    private let descriptor: Descriptor
    /// What the holder before left in the file: it ended without giving the lock back. Empty where all is well.
    public let left: String
    /// The lock file for messages; nil of a lock on a folder, into which nothing can be written.
    private let path: String?
    /// Whether ``left`` goes back into the file at the end.
    private var keepsLeft = true

    private init(_ descriptor: consuming Descriptor, path: String?, left: String = "") {
        self.descriptor = descriptor
        self.path = path
        self.left = left
    }

    // Empty, the file says that nobody was cut off. Where that fails the next holder says so for nothing.
    deinit {
        guard path != nil else { return }
        let line = keepsLeft && !left.isEmpty ? Array((left + "\n").utf8) : []
        let put = unsafe line.withUnsafeBytes {
            unsafe pwrite(descriptor.number, $0.baseAddress, $0.count, 0)
        }
        _ = ftruncate(descriptor.number, off_t(max(put, 0)))
    }

    /// Says anew what the holder is doing, for whoever finds the lock taken; the process number is written before it.
    public func write(_ note: String) throws(Diagnostic) {
        guard let path else { return }
        let line = Array((note.isEmpty ? "\(getpid())\n" : "\(getpid()) \(note)\n").utf8)
        // Over what stands there, so that no reader finds the file empty; the rest of a longer line goes after it.
        let put = unsafe line.withUnsafeBytes {
            unsafe pwrite(descriptor.number, $0.baseAddress, $0.count, 0)
        }
        guard put == line.count else {
            throw .storage("cannot write the lock file", path, put < 0 ? errno : ENOSPC)
        }
        guard ftruncate(descriptor.number, off_t(line.count)) == 0 else {
            throw .storage("cannot write the lock file", path, errno)
        }
    }

    /// Takes the lock at once or says who has it; never waits.
    ///
    /// - Parameters:
    ///   - path: The lock file, made with rights 0600 where it is missing, and never removed.
    ///   - note: One line for whoever finds it taken; the process number is written before it.
    ///   - keepsLeft: Whether what the holder before left stands there again once the lock is given back, for the
    ///     next to tell.
    public static func take(
        _ path: String, note: String = "", keepsLeft: Bool = false
    ) throws(Diagnostic) -> Attempt {
        var looks = 0
        // Someone may remove the file between opening and locking it: then the lock is on nothing.
        while true {
            let number = unsafe open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
            guard number >= 0 else { throw .storage("cannot open the lock file", path, errno) }
            let descriptor = Descriptor(number)
            guard try locks(descriptor, LOCK_EX, path) else {
                // Whoever only looks shares the lock and is gone in a moment; whoever works shares it with nobody.
                if looks < mostLooks, flock(number, LOCK_SH | LOCK_NB) == 0 {
                    _ = flock(number, LOCK_UN)
                    looks += 1
                    _ = usleep(1000)
                    continue
                }
                return .held(by: try holder(descriptor, path))
            }
            guard try isStillThere(descriptor, path) else { continue }
            let left = try holder(descriptor, path)
            var lock = FileLock(descriptor, path: path, left: left)
            try lock.write(note)
            lock.keepsLeft = keepsLeft
            return .taken(lock)
        }
    }

    /// How often the lock is tried for while others look at it.
    private static let mostLooks = 1000

    /// How a lock stands.
    public enum Standing: Hashable, Sendable {
        /// Somebody has it; the text is what they wrote into the file.
        case held(by: String)
        /// Nobody has it; the text is what the last holder left who ended without giving it back, empty where all is well.
        case free(left: String)
    }

    /// How the lock on the file at `path` stands by what the kernel says: nothing is written, and nobody who comes for it
    /// meanwhile is sent away.
    public static func look(_ path: String) throws(Diagnostic) -> Standing {
        let number = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard number >= 0 else {
            guard errno == ENOENT else { throw .storage("cannot open the lock file", path, errno) }
            return .free(left: "")
        }
        let descriptor = Descriptor(number)
        guard try locks(descriptor, LOCK_SH, path) else {
            return .held(by: try holder(descriptor, path))
        }
        return .free(left: try holder(descriptor, path))
    }

    /// Takes the lock on the folder at `path` itself at once, writing nothing; nil when someone else has it.
    public static func take(folder path: String) throws(Diagnostic) -> FileLock? {
        let number = unsafe open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard number >= 0 else { throw .storage("cannot open the folder", path, errno) }
        let descriptor = Descriptor(number)
        guard try locks(descriptor, LOCK_EX, path) else { return nil }
        return FileLock(descriptor, path: nil)
    }

    /// Whether the lock could be had at once; false where somebody else has one that forbids it.
    private static func locks(
        _ descriptor: borrowing Descriptor, _ kind: Int32, _ path: String
    ) throws(Diagnostic) -> Bool {
        while flock(descriptor.number, kind | LOCK_NB) != 0 {
            if errno == EWOULDBLOCK { return false }
            guard errno == EINTR else { throw .storage("cannot lock", path, errno) }
        }
        return true
    }

    private static func holder(_ descriptor: borrowing Descriptor, _ path: String) throws(Diagnostic)
        -> String
    {
        var buffer = [UInt8](repeating: 0, count: 200)
        do {
            let count = try descriptor.read(into: &buffer, count: 200)
            let line = buffer[..<count].prefix { $0 != UInt8(ascii: "\n") }
            return String(decoding: line, as: UTF8.self)
        } catch {
            throw .storage("cannot read the lock file", path, error.code)
        }
    }

    private static func isStillThere(_ descriptor: borrowing Descriptor, _ path: String) throws(Diagnostic)
        -> Bool
    {
        var mine = stat()
        var there = stat()
        guard unsafe fstat(descriptor.number, &mine) == 0 else {
            throw .storage("cannot look at the lock file", path, errno)
        }
        guard unsafe lstat(path, &there) == 0 else {
            // Only a file that is gone is worth another try: a disk that fails would be asked for ever.
            guard errno == ENOENT else { throw .storage("cannot look at the lock file", path, errno) }
            return false
        }
        return mine.st_ino == there.st_ino && mine.st_dev == there.st_dev
    }
}
