internal import LMIModel

/// The encoding that a file's bytes speak for, and why.
public struct EncodingEvidence: Sendable {
    public let encoding: TextEncoding
    /// What it was concluded from, in words.
    public let evidence: String
    /// The first byte beyond ASCII in a file taken for windows-1252, as an offset.
    public let firstLetter: Int?

    /// Looks at a mark first, then at zero bytes, then whether all is UTF-8; anything else is windows-1252.
    ///
    /// - Complexity: O(*n*) in the sample's size.
    public init(_ sample: FileSample) {
        let bytes = sample.bytes
        if let mark = ByteOrderMark(bytes.prefix(3)) {
            encoding = mark.encoding
            evidence = "the file begins with the byte-order mark of \(mark.name)"
            firstLetter = nil
            return
        }
        if let (wide, words) = Self.wide(bytes) {
            (encoding, evidence, firstLetter) = (wide, words, nil)
            return
        }
        guard let wrong = Self.firstFault(bytes, isWhole: sample.isWhole) else {
            let beyond = bytes.count { $0 >= 0xC0 }
            encoding = .utf8
            evidence =
                beyond == 0
                ? "every byte is ASCII, which all encodings share"
                : "all \(beyond) letters beyond ASCII are valid UTF-8"
            firstLetter = nil
            return
        }
        encoding = .windows1252
        let hex = String(bytes[wrong], radix: 16, uppercase: true)
        evidence = "byte 0x\(hex) is no UTF-8"
        firstLetter = wrong
    }

    /// Text of which every second byte is zero is UTF-16 without a mark.
    private static func wide(_ bytes: [UInt8]) -> (TextEncoding, String)? {
        let pairs = min(bytes.count, 1 << 16) / 2
        guard pairs >= 2 else { return nil }
        var (even, odd) = (0, 0)
        for pair in 0..<pairs {
            if bytes[2 * pair] == 0 { even += 1 }
            if bytes[2 * pair + 1] == 0 { odd += 1 }
        }
        guard max(even, odd) * 10 >= pairs * 6, min(even, odd) * 20 <= pairs else { return nil }
        let percent = 100 * max(even, odd) / pairs
        return odd > even
            ? (.utf16LittleEndian, "\(percent) % of the second bytes of each pair are zero")
            : (.utf16BigEndian, "\(percent) % of the first bytes of each pair are zero")
    }

    /// The offset of the first byte that is no UTF-8; a letter cut off by the end of a sample is none.
    private static func firstFault(_ bytes: [UInt8], isWhole: Bool) -> Int? {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            let place = error.byteOffsets.lowerBound
            return !isWhole && place >= bytes.count - 3 ? nil : place
        }
    }
}
