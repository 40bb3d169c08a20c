internal import Glibc
public import LMIModel

/// The first bytes of a file that nothing is known of yet, and how large the whole is.
public struct FileSample: Sendable {
    /// Where the bytes are.
    public let path: String
    public let bytes: [UInt8]
    /// The size of the file, in bytes.
    public let size: Int

    /// - Parameter limit: The most bytes to read.
    /// - Throws: ``Diagnostic`` when it is no file that can be read, or has nothing in it.
    public init(path: String, limit: Int) throws(Diagnostic) {
        var facts = stat()
        guard unsafe stat(path, &facts) == 0 else {
            let words = unsafe String(cString: strerror(errno))
            throw Diagnostic(
                .error, .source, at: .file(path), "the file cannot be opened: \(words)",
                mend: "correct the path")
        }
        guard facts.st_mode & S_IFMT == S_IFREG else {
            let isFolder = facts.st_mode & S_IFMT == S_IFDIR
            throw Diagnostic(
                .error, .source, at: .file(path), isFolder ? "this is a folder" : "this is no ordinary file",
                mend: isFolder ? "name one file of it" : "copy what it gives into a file, and name that")
        }
        let file = try InputFile(path: path, name: path)
        var bytes = [UInt8](repeating: 0, count: min(limit, Int(facts.st_size)))
        var filled = 0
        while filled < bytes.count {
            let got = try file.read(at: filled, into: &bytes, place: filled, count: bytes.count - filled)
            if got == 0 { break }
            filled += got
        }
        guard filled > 0 else {
            throw Diagnostic(
                .error, .content, at: .file(path), "the file is empty",
                mend: "fetch the file again, or ask the publisher")
        }
        if let kind = Self.kinds.first(where: { bytes.starts(with: $0.start) }) {
            throw Diagnostic(.error, .content, at: .file(path), "the file is \(kind.words)", mend: kind.mend)
        }
        self.path = path
        self.bytes = Array(bytes[..<filled])
        size = Int(facts.st_size)
    }

    /// Files that hold no text, by the bytes they begin with.
    private static let kinds: [(start: [UInt8], words: String, mend: String)] = [
        (
            [0x50, 0x4B, 0x03, 0x04], "a workbook (.xlsx, .ods) or another zip file, not text",
            "open it, save the sheet with the figures as CSV, and name that file; or see whether the publisher has a CSV"
        ),
        (
            [0xD0, 0xCF, 0x11, 0xE0], "an old workbook (.xls) or another Office file, not text",
            "open it, save the sheet with the figures as CSV, and name that file; or see whether the publisher has a CSV"
        ),
        (
            Array("%PDF-".utf8), "a PDF, which lmi does not read",
            "see whether the publisher has the figures as CSV or on a page"
        ),
        ([0x1F, 0x8B], "packed with gzip", "unpack it with gunzip, and name what comes out"),
    ]

    public var isWhole: Bool { bytes.count >= size }

    /// Whether the file looks like a page: its first letters are a tag that pages begin with, or it has a table's.
    public var looksLikePage: Bool {
        let start = bytes.prefix(4096).filter { $0 != 0 }
        guard let first = start.first(where: { !$0.isHTMLSpace && $0 < 0x80 }), first == UInt8(ascii: "<")
        else {
            return false
        }
        let text = String(decoding: start, as: UTF8.self).lowercased()
        return ["<!doctype html", "<html", "<head", "<body", "<table", "<div"].contains { text.contains($0) }
    }

    /// The line ends outside and inside quotes alike, in words.
    public var lineEnds: String {
        var (pairs, feeds, returns) = (0, 0, 0)
        var previous: UInt8 = 0
        for byte in bytes where byte != 0 {
            if byte == 0x0A {
                if previous == 0x0D { pairs += 1 } else { feeds += 1 }
            } else if previous == 0x0D {
                returns += 1
            }
            previous = byte
        }
        if previous == 0x0D { returns += 1 }
        var words: [String] = []
        if feeds > 0 { words.append("\(feeds) line feeds") }
        if pairs > 0 { words.append("\(pairs) times carriage return and line feed") }
        if returns > 0 { words.append("\(returns) carriage returns alone") }
        return words.isEmpty ? "none: the file is one line" : words.joined(separator: ", ")
    }
}
