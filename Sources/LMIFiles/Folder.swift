internal import Glibc
public import LMIModel

/// An open folder. Everything done in it is done relative to the open folder and follows no symbolic link,
/// so nobody can lead a write elsewhere by swapping a folder for a link.
public struct Folder: ~Copyable {
    /// The folder as it was given, for messages.
    public let path: String
    let descriptor: Descriptor

    private init(path: String, descriptor: consuming Descriptor) {
        self.path = path
        self.descriptor = descriptor
    }

    /// Opens the folder at `path`, which must be one and not a symbolic link to one.
    public init(opening path: String) throws(Diagnostic) {
        let number = unsafe open(path, Self.openFlags)
        guard number >= 0 else { throw .storage("cannot open the folder", path, Self.reason(errno, path)) }
        self.init(path: path, descriptor: Descriptor(number))
    }

    /// Opens the folder at `path`, making it and the folders above it where they are missing.
    ///
    /// - Parameter mode: The rights of what is made, whatever the umask: 0755 for what is served, 0700 for state.
    public init(making path: String, mode: UInt32 = 0o755) throws(Diagnostic) {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += made.isEmpty || made.hasSuffix("/") ? "\(part)" : "/\(part)"
            if unsafe mkdir(made, mode) == 0 {
                guard unsafe chmod(made, mode) == 0 else {
                    throw .storage("cannot set the rights of the folder", made, errno)
                }
                try Folder(opening: made).sync()
                // The new name is in the folder above, which is as given by the user and may be a link.
                let above = unsafe open("\(made)/..", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                guard above >= 0 else { throw .storage("cannot open the folder above", made, errno) }
                let parent = Descriptor(above)
                do { try parent.sync() } catch {
                    throw .storage("cannot sync the folder above", made, error.code)
                }
            } else if errno != EEXIST {
                throw .storage("cannot make the folder", made, errno)
            }
        }
        try self.init(opening: path)
    }

    /// Opens the folder called `name` in this one.
    public func folder(_ name: String) throws(Diagnostic) -> Folder {
        let path = place(name)
        let number = unsafe openat(descriptor.number, name, Self.openFlags)
        guard number >= 0 else { throw .storage("cannot open the folder", path, errno) }
        return Folder(path: path, descriptor: Descriptor(number))
    }

    /// Makes the folder called `name`, which may not be there yet.
    public func makeFolder(_ name: String, mode: UInt32 = 0o755) throws(Diagnostic) -> Folder {
        guard unsafe mkdirat(descriptor.number, name, mode) == 0 else {
            throw .storage("cannot make the folder", place(name), errno)
        }
        return try adopt(name, mode: mode)
    }

    private func adopt(_ name: String, mode: UInt32) throws(Diagnostic) -> Folder {
        let made = try folder(name)
        // The umask may have taken rights away.
        guard fchmod(made.descriptor.number, mode) == 0 else {
            throw .storage("cannot set the rights of the folder", place(name), errno)
        }
        try sync()
        return made
    }

    /// The folder called `name`, made if it is missing, also where another thread makes it at the same moment.
    public func folderOrNew(_ name: String, mode: UInt32 = 0o755) throws(Diagnostic) -> Folder {
        if try has(name) { return try folder(name) }
        guard unsafe mkdirat(descriptor.number, name, mode) == 0 || errno == EEXIST else {
            throw .storage("cannot make the folder", place(name), errno)
        }
        return try adopt(name, mode: mode)
    }

    /// Waits until the disk has the names of this folder.
    public func sync() throws(Diagnostic) {
        do { try descriptor.sync() } catch { throw .storage("cannot sync the folder", path, error.code) }
    }

    /// How many bytes an ordinary user may still write on the disk that holds this folder.
    public func freeBytes() throws(Diagnostic) -> Int {
        var facts = statvfs()
        guard unsafe fstatvfs(descriptor.number, &facts) == 0 else {
            throw .storage("cannot ask how much room there is on the disk of", path, errno)
        }
        let (bytes, overflow) = Int(clamping: facts.f_bavail).multipliedReportingOverflow(
            by: Int(clamping: facts.f_frsize))
        return overflow ? .max : bytes
    }

    /// The path of `name` in this folder, for messages.
    func place(_ name: String) -> String { path.hasSuffix("/") ? path + name : "\(path)/\(name)" }

    private static let openFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC

    /// Linux says "not a directory" of a link that `O_DIRECTORY | O_NOFOLLOW` refuses.
    private static func reason(_ code: Int32, _ path: String) -> Int32 {
        var facts = stat()
        guard code == ENOTDIR, unsafe lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFLNK else {
            return code
        }
        return ELOOP
    }
}
