internal import Glibc
public import LMIModel

extension Files {
    /// The bytes of a small file that holds secrets: nobody but its owner may read it, and its owner is who asks. A link
    /// is not followed.
    ///
    /// - Parameter limit: The most bytes it may have.
    /// - Throws: ``Diagnostic`` of fault `configuration` when others can read it.
    public static func readPrivate(_ path: String, limit: Int) throws(Diagnostic) -> [UInt8] {
        let number = unsafe Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard number >= 0 else { throw .storage("cannot open", path, errno) }
        let file = Descriptor(number)
        var facts = stat()
        guard unsafe fstat(number, &facts) == 0 else { throw .storage("cannot look at", path, errno) }
        guard facts.st_uid == geteuid() else {
            throw Diagnostic(
                .error, .configuration, at: .file(path),
                "the file holds secrets and belongs to another user",
                mend: "give it to the user who runs this program (`chown`), and run `chmod 600 \(path)`")
        }
        guard facts.st_mode & 0o077 == 0 else {
            let rights = String(facts.st_mode & 0o777, radix: 8)
            throw Diagnostic(
                .error, .configuration, at: .file(path),
                "the file holds secrets and others may read or write it (its rights are \(rights))",
                mend: "run `chmod 600 \(path)`; if others can log in here, ask for new keys as well")
        }
        return try readAll(file, path, limit: limit)
    }
}
