internal import LMIModel

/// The text of a file as UTF-8, read from front to back in pieces.
///
/// UTF-8 is handed on unchecked, as whoever takes it checks whole records; the other encodings are checked
/// here. Positions count bytes of UTF-8 after the mark.
struct TextStream: ~Copyable, Sendable {
    private let file: InputFile
    private var transcoder: Transcoder?
    /// The offset in the file of the next byte to read.
    private var offset: Int
    private var raw: [UInt8] = []
    /// Text that was decoded and not yet handed on, from `taken`.
    private var decoded: [UInt8] = []
    private var taken = 0
    /// How many bytes of mark stand before the text.
    let markLength: Int
    /// Why the text ends here, when it does not end with the file.
    private(set) var fault: EncodingFault?
    private var hasEnded = false

    /// - Parameter position: Where to begin. In an encoding other than UTF-8 the text before it is decoded and
    ///   dropped.
    static func open(_ source: CSVSource, from position: Int) throws(Diagnostic) -> TextStream {
        let opened = try InputFile(source)
        var head = [UInt8](repeating: 0, count: 3)
        var length = 0
        while length < 3 {
            let got = try opened.read(at: length, into: &head, place: length, count: 3 - length)
            if got == 0 { break }
            length += got
        }
        let mark = ByteOrderMark(head[..<length])
        let skipped = try ByteOrderMark.length(of: mark, declared: source.encoding, file: source.name)
        var stream = TextStream(opened, source, mark: mark, skipping: skipped, from: position)
        var toDrop = source.encoding.isUTF8 ? 0 : position
        while toDrop > 0, try stream.decodeMore() {
            stream.taken = min(toDrop, stream.decoded.count)
            toDrop -= stream.taken
        }
        return stream
    }

    private init(
        _ file: consuming InputFile, _ source: CSVSource, mark: ByteOrderMark?, skipping skipped: Int,
        from position: Int
    ) {
        let isUTF8 = source.encoding.isUTF8
        self.file = file
        markLength = skipped
        transcoder = isUTF8 ? nil : Transcoder(source.encoding, mark: mark, offset: skipped)
        offset = isUTF8 ? skipped + position : skipped
        raw = [UInt8](repeating: 0, count: isUTF8 ? 0 : min(source.chunkSize, 1 << 16))
    }

    /// Reads up to `count` bytes of text into `buffer` at `place`; 0 means the end, or ``fault``.
    mutating func read(into buffer: inout [UInt8], place: Int, count: Int) throws(Diagnostic) -> Int {
        guard transcoder != nil else {
            let got = try file.read(at: offset, into: &buffer, place: place, count: count)
            offset += got
            return got
        }
        if taken == decoded.count {
            guard try decodeMore() else { return 0 }
        }
        let got = min(count, decoded.count - taken)
        buffer.replaceSubrange(place..<place + got, with: decoded[taken..<taken + got])
        taken += got
        return got
    }

    /// Refills `decoded`; false at the end.
    private mutating func decodeMore() throws(Diagnostic) -> Bool {
        decoded.removeAll(keepingCapacity: true)
        taken = 0
        while decoded.isEmpty, !hasEnded {
            let got = try file.read(at: offset, into: &raw, place: 0, count: raw.count)
            offset += got
            fault = got == 0 ? transcoder?.end() : transcoder?.decode(raw[..<got], into: &decoded)
            hasEnded = got == 0 || fault != nil
        }
        return !decoded.isEmpty
    }
}
