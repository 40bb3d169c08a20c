internal import Glibc
public import LMIModel

extension Folder {
    /// One line for every name in the folder: what it is, its inode, size, and when its bytes and its entry were changed
    /// last, to the nanosecond. No program can set the last of these back, so equal lines mean that nobody has written.
    public func stamps() throws(Diagnostic) -> [String] {
        var lines: [String] = []
        for name in try names() {
            var facts = stat()
            guard unsafe fstatat(descriptor.number, name, &facts, AT_SYMLINK_NOFOLLOW) == 0 else {
                throw .storage("cannot look at", place(name), errno)
            }
            lines.append("\(name)\0\(Files.stamp(of: facts))")
        }
        return lines
    }
}

extension Files {
    /// The same of the file at `path`. Links are followed.
    public static func stamp(_ path: String) throws(Diagnostic) -> String {
        var facts = stat()
        guard unsafe fstatat(AT_FDCWD, path, &facts, 0) == 0 else {
            throw .storage("cannot look at", path, errno)
        }
        return stamp(of: facts)
    }

    static func stamp(of facts: stat) -> String {
        let (bytes, entry) = (facts.st_mtim, facts.st_ctim)
        return
            "\(facts.st_dev) \(facts.st_mode) \(facts.st_ino) \(facts.st_size) \(bytes.tv_sec).\(bytes.tv_nsec) \(entry.tv_sec).\(entry.tv_nsec)"
    }
}
