internal import Glibc
internal import LMIModel

/// A file open for reading, closed when its owner ends; or the bytes of one that has been read.
struct InputFile: ~Copyable, Sendable {
    /// The file for messages.
    let name: String
    private let bytes: Bytes

    private enum Bytes {
        case descriptor(Int32)
        case memory([UInt8])
    }

    init(_ source: CSVSource) throws(Diagnostic) {
        switch source.place {
        case .file(let path): self = try InputFile(path: path, name: source.name)
        case .memory(let bytes): self = InputFile(bytes: bytes, name: source.name)
        }
    }

    private init(bytes: [UInt8], name: String) {
        self.bytes = .memory(bytes)
        self.name = name
    }

    /// - Throws: ``Diagnostic`` when there is no such file or it may not be read.
    init(path: String, name: String) throws(Diagnostic) {
        let opened = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else {
            let isMissing = errno == ENOENT
            throw Diagnostic(
                .error, isMissing ? .source : .storage, at: .file(name),
                "the file cannot be opened: \(unsafe String(cString: strerror(errno)))",
                mend: isMissing
                    ? "put the file there, or correct its name in the definition"
                    : "let the user who runs the program read the file")
        }
        bytes = .descriptor(opened)
        self.name = name
    }

    deinit { if case .descriptor(let descriptor) = bytes { close(descriptor) } }

    /// Reads up to `count` bytes from `offset` into `buffer` at `place`; 0 means the end of the file.
    func read(at offset: Int, into buffer: inout [UInt8], place: Int, count: Int) throws(Diagnostic) -> Int {
        precondition(place + count <= buffer.count)
        let descriptor: Int32
        switch bytes {
        case .memory(let bytes):
            let end = min(bytes.count, offset + count)
            guard offset < end else { return 0 }
            buffer.replaceSubrange(place..<place + (end - offset), with: bytes[offset..<end])
            return end - offset
        case .descriptor(let open): descriptor = open
        }
        while true {
            let got = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe bytes.baseAddress.map { unsafe pread(descriptor, $0 + place, count, offset) } ?? 0
            }
            if got >= 0 { return got }
            if errno != EINTR {
                throw Diagnostic(
                    .error, .storage, at: .file(name),
                    "the file cannot be read: \(unsafe String(cString: strerror(errno)))",
                    mend: "check the disk, then run again")
            }
        }
    }
}
