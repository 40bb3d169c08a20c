internal import Glibc
public import LMIModel

/// What the bytes of a file come to.
public struct FileDigest: Hashable, Sendable {
    /// 64 hexadecimal digits.
    public let sha256: String
    public let bytes: Int

    public init(sha256: String, bytes: Int) {
        self.sha256 = sha256
        self.bytes = bytes
    }
}

extension Folder {
    /// Names of files being written begin so; whatever a crash leaves under such a name is nobody's.
    public static let temporaryPrefix = ".lmi-tmp-"

    /// A name that no other writer takes.
    public static func temporaryName() -> String {
        temporaryPrefix + String(UInt64.random(in: .min ... .max), radix: 16)
    }

    /// Writes the file called `name` whole: readers see the old bytes or the new, never a part, even after a
    /// power cut. Its rights are 0644 whatever the umask.
    ///
    /// - Parameter private: True for files nobody else may read: 0600.
    /// - Throws: ``Diagnostic``; the file then has the bytes it had before, and nothing is left beside it.
    public func write(_ bytes: [UInt8], to name: String, isPrivate: Bool = false) throws(Diagnostic) {
        let temporary = Self.temporaryName()
        try create(bytes, temporary, shownAs: name, mode: isPrivate ? 0o600 : 0o644)
        guard unsafe renameat(descriptor.number, temporary, descriptor.number, name) == 0 else {
            let code = errno
            _ = unsafe unlinkat(descriptor.number, temporary, 0)
            throw .storage("cannot put the finished file in its place", place(name), code)
        }
        try sync()
    }

    /// Writes a file that may not be there yet and syncs it, without a temporary name and without syncing the
    /// folder: for the files of a folder that gets its own name only when all of them are written.
    public func writeNew(_ bytes: [UInt8], to name: String) throws(Diagnostic) {
        try create(bytes, name, shownAs: name, mode: 0o644)
    }

    private func create(_ bytes: [UInt8], _ name: String, shownAs shown: String, mode: UInt32)
        throws(Diagnostic)
    {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let number = unsafe openat(descriptor.number, name, flags, mode)
        guard number >= 0 else { throw .storage("cannot write", place(shown), errno) }
        let file = Descriptor(number)
        do throws(SystemError) {
            try file.write(bytes.span)
            // The umask may have taken rights away.
            guard fchmod(number, mode) == 0 else { throw SystemError(code: errno) }
            // After a failed sync the page counts as clean although the disk never had it: the file is given up.
            try file.sync()
        } catch {
            _ = unsafe unlinkat(descriptor.number, name, 0)
            throw .storage("cannot write", place(shown), error.code)
        }
        let code = file.closeChecked()
        guard code == 0 else {
            _ = unsafe unlinkat(descriptor.number, name, 0)
            throw .storage("cannot write", place(shown), code)
        }
    }

    /// Takes over the file at `path`, which is on the same disk, as `name`: synced, renamed, and the name synced.
    ///
    /// - Throws: ``Diagnostic``; after a sync that failed the file is never taken over.
    public func adopt(fileAt path: String, as name: String, isPrivate: Bool = false) throws(Diagnostic) {
        let number = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard number >= 0 else { throw .storage("cannot open", path, errno) }
        let file = Descriptor(number)
        guard fchmod(number, isPrivate ? 0o600 : 0o644) == 0 else {
            throw .storage("cannot set the rights of", path, errno)
        }
        do throws(SystemError) { try file.sync() } catch { throw .storage("cannot write", path, error.code) }
        guard unsafe renameat(AT_FDCWD, path, descriptor.number, name) == 0 else {
            throw .storage("cannot put the finished file in its place", place(name), errno)
        }
        try sync()
    }

    /// The bytes of a small file.
    ///
    /// - Parameter limit: The most bytes it may have.
    public func read(_ name: String, limit: Int) throws(Diagnostic) -> [UInt8] {
        let number = unsafe openat(descriptor.number, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard number >= 0 else { throw .storage("cannot open", place(name), errno) }
        return try Files.readAll(Descriptor(number), place(name), limit: limit)
    }

    /// The SHA-256 and the size of a file of any size, read in pieces.
    public func digest(_ name: String) throws(Diagnostic) -> FileDigest {
        let number = unsafe openat(descriptor.number, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard number >= 0 else { throw .storage("cannot open", place(name), errno) }
        return try Files.digestAll(Descriptor(number), place(name))
    }
}
