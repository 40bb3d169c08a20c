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

    private init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }

    /// Takes the lock at once or says who has it; never waits.
    ///
    /// - Parameters:
    ///   - path: The lock file, made with rights 0600 where it is missing, and never removed.
    ///   - note: One line for whoever finds it taken; the process number is written before it.
    public static func take(_ path: String, note: String = "") throws(Diagnostic) -> Attempt {
        // Someone may remove the file between opening and locking it: then the lock is on nothing.
        while true {
            let number = unsafe open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
            guard number >= 0 else { throw .storage("cannot open the lock file", path, errno) }
            let descriptor = Descriptor(number)
            var result = flock(number, LOCK_EX | LOCK_NB)
            while result != 0, errno == EINTR { result = flock(number, LOCK_EX | LOCK_NB) }
            guard result == 0 else {
                guard errno == EWOULDBLOCK else { throw .storage("cannot lock", path, errno) }
                return .held(by: try holder(descriptor, path))
            }
            guard isStillThere(descriptor, path) else { continue }
            let line = note.isEmpty ? "\(getpid())\n" : "\(getpid()) \(note)\n"
            guard ftruncate(number, 0) == 0 else { throw .storage("cannot write the lock file", path, errno) }
            do { try descriptor.write(Array(line.utf8).span) } catch {
                throw .storage("cannot write the lock file", path, error.code)
            }
            return .taken(FileLock(descriptor))
        }
    }

    /// Takes the lock on the folder at `path` itself at once, writing nothing; nil when someone else has it.
    public static func take(folder path: String) throws(Diagnostic) -> FileLock? {
        let number = unsafe open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard number >= 0 else { throw .storage("cannot open the folder", path, errno) }
        let descriptor = Descriptor(number)
        var result = flock(number, LOCK_EX | LOCK_NB)
        while result != 0, errno == EINTR { result = flock(number, LOCK_EX | LOCK_NB) }
        guard result == 0 else {
            guard errno == EWOULDBLOCK else { throw .storage("cannot lock", path, errno) }
            return nil
        }
        return FileLock(descriptor)
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

    private static func isStillThere(_ descriptor: borrowing Descriptor, _ path: String) -> Bool {
        var mine = stat()
        var there = stat()
        guard unsafe fstat(descriptor.number, &mine) == 0, unsafe lstat(path, &there) == 0 else {
            return false
        }
        return mine.st_ino == there.st_ino && mine.st_dev == there.st_dev
    }
}
