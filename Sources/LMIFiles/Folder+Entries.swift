internal import Glibc
public import LMIModel

/// One name in a folder.
public struct FolderEntry: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case file, folder, link, other
    }

    public let name: String
    public let kind: Kind
    /// The size of a file; of no meaning for the rest.
    public let bytes: Int
}

extension Folder {
    /// What `name` is, or nil when there is no such name. A link is not followed.
    public func entry(_ name: String) throws(Diagnostic) -> FolderEntry? {
        var facts = stat()
        guard unsafe fstatat(descriptor.number, name, &facts, AT_SYMLINK_NOFOLLOW) == 0 else {
            guard errno == ENOENT else { throw .storage("cannot look at", place(name), errno) }
            return nil
        }
        let kind: FolderEntry.Kind =
            switch facts.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .link
            default: .other
            }
        return FolderEntry(name: name, kind: kind, bytes: Int(facts.st_size))
    }

    /// Whether there is anything called `name`.
    public func has(_ name: String) throws(Diagnostic) -> Bool { try entry(name) != nil }

    /// Every name but `.` and `..`, sorted, with what it is.
    public func list() throws(Diagnostic) -> [FolderEntry] {
        var entries: [FolderEntry] = []
        for name in try names() {
            if let entry = try entry(name) { entries.append(entry) }
        }
        return entries
    }

    /// Every name but `.` and `..`, sorted. Nothing is looked at, so it costs little where there are many.
    public func names() throws(Diagnostic) -> [String] {
        // A stream takes its descriptor over, so it gets one of its own.
        let number = unsafe openat(descriptor.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw .storage("cannot list", path, errno) }
        guard let stream = unsafe fdopendir(number) else {
            let code = errno
            _ = close(number)
            throw .storage("cannot list", path, code)
        }
        defer { _ = unsafe closedir(stream) }
        var names: [String] = []
        errno = 0
        while let found = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &found.pointee.d_name) { raw in
                unsafe String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw .storage("cannot list", path, errno) }
        return names.sorted()
    }

    /// Takes the file or link called `name` away.
    public func remove(_ name: String) throws(Diagnostic) {
        guard unsafe unlinkat(descriptor.number, name, 0) == 0 else {
            throw .storage("cannot remove", place(name), errno)
        }
    }

    /// Takes away what somebody who was killed left under a temporary name. Only for who knows that nobody is writing here.
    public func sweep() throws(Diagnostic) {
        for name in try names() where name.hasPrefix(Self.temporaryPrefix) {
            guard let entry = try entry(name) else { continue }
            if entry.kind == .folder {
                try removeFolder(name)
            } else {
                try remove(name)
            }
        }
    }

    /// Takes the folder called `name` away with all that is in it. Links in it go, not what they lead to.
    public func removeFolder(_ name: String) throws(Diagnostic) {
        let inner = try folder(name)
        for entry in try inner.list() {
            if entry.kind == .folder {
                try inner.removeFolder(entry.name)
            } else {
                try inner.remove(entry.name)
            }
        }
        guard unsafe unlinkat(descriptor.number, name, AT_REMOVEDIR) == 0 else {
            throw .storage("cannot remove the folder", place(name), errno)
        }
    }

    /// Takes the folder called `name` away with all that is in it, under a name that is nobody's: a kill leaves nothing
    /// that looks like it and lacks files, and what it leaves goes with the next ``sweep()``.
    public func discardFolder(_ name: String) throws(Diagnostic) {
        let temporary = Self.temporaryName()
        try rename(name, to: temporary, in: self)
        try sync()
        try removeFolder(temporary)
    }

    /// Gives `name` another name in `other`, which may be this folder, replacing a file of that name.
    public func rename(_ name: String, to newName: String, in other: borrowing Folder) throws(Diagnostic) {
        guard unsafe renameat(descriptor.number, name, other.descriptor.number, newName) == 0 else {
            throw .storage("cannot rename \(name.quoted) to \(newName.quoted) in", path, errno)
        }
    }

    /// Makes `name` a symbolic link to `target`, in one step for readers where it was a link before.
    public func pointLink(_ name: String, to target: String) throws(Diagnostic) {
        if let there = try entry(name), there.kind != .link {
            throw Diagnostic(
                .error, .storage, at: .file(place(name)),
                "a symbolic link is wanted here, and a file or folder stands in its place",
                mend: "move \(place(name)) away, then run again")
        }
        let temporary = Self.temporaryName()
        guard unsafe symlinkat(target, descriptor.number, temporary) == 0 else {
            throw .storage("cannot make the symbolic link", place(name), errno)
        }
        guard unsafe renameat(descriptor.number, temporary, descriptor.number, name) == 0 else {
            let code = errno
            _ = unsafe unlinkat(descriptor.number, temporary, 0)
            throw .storage("cannot put the symbolic link in its place", place(name), code)
        }
    }

    /// What the symbolic link called `name` says, or nil when there is none.
    public func linkTarget(_ name: String) throws(Diagnostic) -> String? {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = unsafe readlinkat(descriptor.number, name, &buffer, buffer.count)
        guard count >= 0 else {
            guard errno == ENOENT || errno == EINVAL else {
                throw .storage("cannot read the symbolic link", place(name), errno)
            }
            return nil
        }
        return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
