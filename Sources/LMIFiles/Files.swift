internal import Glibc
public import LMIModel

/// Files by path, for reading what people name and for writing single files whole.
public enum Files {
    /// The bytes of a small file. Links are followed: the path is what a person named.
    ///
    /// - Parameter limit: The most bytes it may have.
    public static func read(_ path: String, limit: Int) throws(Diagnostic) -> [UInt8] {
        try readAll(open(path), path, limit: limit)
    }

    /// The SHA-256 and the size of a file of any size, read in pieces. Links are followed.
    public static func digest(_ path: String) throws(Diagnostic) -> FileDigest {
        try digestAll(open(path), path)
    }

    /// The last byte of a file, or nil where it is empty.
    public static func lastByte(_ path: String) throws(Diagnostic) -> UInt8? {
        let file = try open(path)
        guard try size(file, path) > 0 else { return nil }
        var buffer: [UInt8] = [0]
        guard lseek(file.number, -1, SEEK_END) >= 0 else { throw .storage("cannot read", path, errno) }
        do {
            return try file.read(into: &buffer, count: 1) == 1 ? buffer[0] : nil
        } catch {
            throw .storage("cannot read", path, error.code)
        }
    }

    /// Writes a file whole into a folder that is there: see ``Folder/write(_:to:isPrivate:)``.
    public static func write(_ bytes: [UInt8], to path: String, isPrivate: Bool = false) throws(Diagnostic) {
        let (parent, name) = split(path)
        try Folder(opening: parent).write(bytes, to: name, isPrivate: isPrivate)
    }

    /// Whether anything stands at `path`. True also where that cannot be found out: whoever opens it then learns why, and
    /// a disk that fails is never taken for an empty one.
    public static func exists(_ path: String) -> Bool {
        unsafe access(path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR)
    }

    /// Whether the file at `path` can be renamed into `folder`, since one disk holds both.
    public static func isOnSameDisk(_ path: String, as folder: borrowing Folder) throws(Diagnostic) -> Bool {
        var (file, there) = (stat(), stat())
        guard unsafe lstat(path, &file) == 0 else { throw .storage("cannot look at", path, errno) }
        guard unsafe fstat(folder.descriptor.number, &there) == 0 else {
            throw .storage("cannot look at", folder.path, errno)
        }
        return file.st_dev == there.st_dev
    }

    /// The folder and the name of a path: `a/b` is in `a`, `b` is in `.`.
    static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let folder = path[..<slash]
        return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
    }

    private static func open(_ path: String) throws(Diagnostic) -> Descriptor {
        // Without O_NONBLOCK, a pipe that nobody writes to would stop the program for ever.
        let number = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard number >= 0 else { throw .storage("cannot open", path, errno) }
        return Descriptor(number)
    }

    static func readAll(_ file: consuming Descriptor, _ path: String, limit: Int) throws(Diagnostic)
        -> [UInt8]
    {
        var bytes: [UInt8] = []
        let size = try size(file, path)
        bytes.reserveCapacity(size)
        try eachPiece(of: file, path, size: size) { (piece: Span<UInt8>) throws(Diagnostic) in
            guard bytes.count + piece.count <= limit else {
                throw Diagnostic(
                    .error, .storage, at: .file(path),
                    "the file has more than the \(limit) bytes it may have",
                    mend: "check that this is the file that was meant")
            }
            for place in piece.indices { bytes.append(piece[place]) }
        }
        return bytes
    }

    static func digestAll(_ file: consuming Descriptor, _ path: String) throws(Diagnostic) -> FileDigest {
        var hasher = SHA256()
        var count = 0
        try eachPiece(of: file, path, size: size(file, path)) { (piece: Span<UInt8>) in
            hasher.update(piece)
            count += piece.count
        }
        return FileDigest(sha256: hasher.hex(), bytes: count)
    }

    /// How many bytes of a large file are read at a time.
    private static let pieceSize = 1 << 17

    /// - Parameter size: What the file is thought to have. A night reads a hundred small files, and room for a large one would
    ///   take longer to make than they take to read.
    private static func eachPiece(
        of file: borrowing Descriptor, _ path: String, size: Int,
        do work: (Span<UInt8>) throws(Diagnostic) -> Void
    ) throws(Diagnostic) {
        let pieceSize = min(pieceSize, max(size + 1, 4096))
        var buffer = [UInt8](repeating: 0, count: pieceSize)
        while true {
            let got: Int
            do { got = try file.read(into: &buffer, count: pieceSize) } catch {
                throw .storage("cannot read", path, error.code)
            }
            guard got > 0 else { return }
            try work(buffer.span.extracting(first: got))
        }
    }

    /// The size of what must be an ordinary file.
    private static func size(_ file: borrowing Descriptor, _ path: String) throws(Diagnostic) -> Int {
        var facts = stat()
        guard unsafe fstat(file.number, &facts) == 0 else { throw .storage("cannot look at", path, errno) }
        guard facts.st_mode & S_IFMT == S_IFREG else {
            let code = facts.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL
            throw .storage("not an ordinary file", path, code)
        }
        return Int(facts.st_size)
    }
}
