/// Bytes of a file that are no text in the declared encoding.
struct EncodingFault: Hashable, Sendable {
    /// How many bytes stand before it in the file.
    var offset: Int
    /// What is there, such as `byte 0x81`.
    var found: String
}

/// Turns Windows-1252 or UTF-16 into UTF-8, piece by piece.
struct Transcoder: Sendable {
    private enum Unit: Sendable { case byte, littleEndian, bigEndian }

    private let unit: Unit
    /// The offset in the file of the next byte.
    private var offset: Int
    /// The first byte of a pair whose second has not come.
    private var half: UInt8?
    /// The first of two surrogates whose second has not come.
    private var high: UInt16?

    /// - Parameter offset: The offset of the first byte after the mark.
    init(_ encoding: TextEncoding, mark: ByteOrderMark?, offset: Int) {
        self.offset = offset
        unit =
            switch encoding {
            case .utf8, .utf8WithMark, .windows1252: .byte
            case .utf16LittleEndian: .littleEndian
            case .utf16BigEndian: .bigEndian
            case .utf16WithMark: mark == .utf16BigEndian ? .bigEndian : .littleEndian
            }
    }

    /// Appends the text of `raw` to `text`, up to the first fault.
    mutating func decode(_ raw: ArraySlice<UInt8>, into text: inout [UInt8]) -> EncodingFault? {
        for byte in raw {
            if let fault = take(byte, into: &text) { return fault }
            offset += 1
        }
        return nil
    }

    /// What is wrong with ending here.
    func end() -> EncodingFault? {
        if half != nil { return EncodingFault(offset: offset - 1, found: "half of a UTF-16 pair of bytes") }
        if let high { return lone(high, at: offset - 2) }
        return nil
    }

    private mutating func take(_ byte: UInt8, into text: inout [UInt8]) -> EncodingFault? {
        if unit == .byte {
            guard let letter = Self.windows1252(byte) else {
                return EncodingFault(offset: offset, found: "byte 0x\(hex(UInt32(byte)))")
            }
            append(letter, to: &text)
            return nil
        }
        guard let first = half else {
            half = byte
            return nil
        }
        half = nil
        let pair = unit == .littleEndian ? (byte, first) : (first, byte)
        let word = UInt16(pair.0) << 8 | UInt16(pair.1)
        if let before = high {
            guard word & 0xFC00 == 0xDC00 else { return lone(before, at: offset - 3) }
            high = nil
            append(0x10000 + (UInt32(before & 0x3FF) << 10 | UInt32(word & 0x3FF)), to: &text)
        } else if word & 0xFC00 == 0xD800 {
            high = word
        } else if word & 0xFC00 == 0xDC00 {
            return lone(word, at: offset - 1)
        } else {
            append(UInt32(word), to: &text)
        }
        return nil
    }

    private func lone(_ surrogate: UInt16, at offset: Int) -> EncodingFault {
        EncodingFault(offset: offset, found: "half of a UTF-16 surrogate pair, 0x\(hex(UInt32(surrogate))),")
    }

    private func append(_ letter: UInt32, to text: inout [UInt8]) {
        switch letter {
        case ..<0x80:
            text.append(UInt8(letter))
        case ..<0x800:
            text.append(UInt8(0xC0 | letter >> 6))
            text.append(UInt8(0x80 | letter & 0x3F))
        case ..<0x10000:
            text.append(UInt8(0xE0 | letter >> 12))
            text.append(UInt8(0x80 | letter >> 6 & 0x3F))
            text.append(UInt8(0x80 | letter & 0x3F))
        default:
            text.append(UInt8(0xF0 | letter >> 18))
            text.append(UInt8(0x80 | letter >> 12 & 0x3F))
            text.append(UInt8(0x80 | letter >> 6 & 0x3F))
            text.append(UInt8(0x80 | letter & 0x3F))
        }
    }

    /// The letter of a byte, or nil for the five bytes that Windows-1252 leaves without one.
    private static func windows1252(_ byte: UInt8) -> UInt32? {
        guard (0x80..<0xA0).contains(byte) else { return UInt32(byte) }
        let letter = upper[Int(byte) - 0x80]
        return letter == 0 ? nil : letter
    }

    /// The letters of 0x80 to 0x9F.
    private static let upper: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
        0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0, 0x017E, 0x0178,
    ]
}

/// `value` in capital hexadecimal digits, at least two.
func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return digits.count < 2 ? "0" + digits : digits
}
