internal import Glibc
public import LMIModel

/// A file of any size being written piece by piece under a temporary name, until it gets its own.
///
/// Its digest is computed on the way. If it is given up, or the program ends, nothing but the temporary name
/// is left, and not even that unless the program was killed.
public struct GrowingFile: ~Copyable {
    private let folder: Descriptor
    private let file: Descriptor
    private let name: String
    private let path: String
    private var hasher = SHA256()
    /// How many bytes it has so far.
    public private(set) var bytes = 0

    /// Begins a file in `folder`, which nobody else may read.
    public init(in folder: borrowing Folder) throws(Diagnostic) {
        let number = fcntl(folder.descriptor.number, F_DUPFD_CLOEXEC, 0)
        guard number >= 0 else { throw .storage("cannot open the folder", folder.path, errno) }
        let own = Descriptor(number)
        let temporary = Folder.temporaryName()
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let begun = unsafe openat(number, temporary, flags, 0o600)
        guard begun >= 0 else { throw .storage("cannot begin a file in", folder.path, errno) }
        self.folder = own
        file = Descriptor(begun)
        name = temporary
        path = folder.path
    }

    deinit { _ = unsafe unlinkat(folder.number, name, 0) }

    public mutating func append(_ piece: Span<UInt8>) throws(Diagnostic) {
        do { try file.write(piece) } catch { throw .storage("cannot write in", path, error.code) }
        hasher.update(piece)
        bytes += piece.count
    }

    /// Appends the bytes of the file at `path`, of any size.
    public mutating func append(fileAt path: String) throws(Diagnostic) {
        let number = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard number >= 0 else { throw .storage("cannot open", path, errno) }
        let source = Descriptor(number)
        var facts = stat()
        guard unsafe fstat(number, &facts) == 0 else { throw .storage("cannot look at", path, errno) }
        guard facts.st_mode & S_IFMT == S_IFREG else {
            throw .storage("not an ordinary file", path, EINVAL)
        }
        var buffer = [UInt8](repeating: 0, count: 1 << 17)
        while true {
            let got: Int
            do { got = try source.read(into: &buffer, count: buffer.count) } catch {
                throw .storage("cannot read", path, error.code)
            }
            guard got > 0 else { return }
            try append(buffer.span.extracting(first: got))
        }
    }

    /// Syncs the file and lets `place` say in which folder and under which name it is to stand, given its
    /// digest; nil gives it up. The name is on the disk when this returns.
    public consuming func finish(
        _ place: (FileDigest) throws(Diagnostic) -> GrowingFilePlace?
    ) throws(Diagnostic) -> FileDigest {
        do { try file.sync() } catch { throw .storage("cannot write in", path, error.code) }
        let digest = FileDigest(sha256: takeHash(), bytes: bytes)
        guard let place = try place(digest) else { return digest }
        guard unsafe renameat(folder.number, name, place.folder.descriptor.number, place.name) == 0 else {
            throw .storage("cannot put the finished file in its place", place.folder.place(place.name), errno)
        }
        try place.folder.sync()
        return digest
    }

    private mutating func takeHash() -> String {
        var taken = SHA256()
        swap(&taken, &hasher)
        return taken.hex()
    }
}

/// Where a finished file is to stand.
public struct GrowingFilePlace: ~Copyable {
    let folder: Folder
    let name: String

    public init(_ folder: consuming Folder, name: String) {
        self.folder = folder
        self.name = name
    }
}
