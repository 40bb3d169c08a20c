internal import LMIModel

/// A page's bytes as valid UTF-8, without a byte order mark and without a NUL.
struct PageBytes {
    let name: String
    let utf8: [UInt8]
    /// Whether the page uses anything beyond ASCII, so that its encoding matters.
    let isMoreThanASCII: Bool

    /// - Throws: ``Diagnostic`` at the first byte that is not of the declared encoding.
    init(_ bytes: [UInt8], as encoding: HTMLEncoding, name: String) throws(Diagnostic) {
        self.name = name
        if let place = bytes.firstIndex(of: 0) {
            throw Self.fault(
                bytes, name, at: place, "the page holds a zero byte, which no text has",
                mend: "get the page again; if it is a UTF-16 page, ask its publisher for UTF-8")
        }
        isMoreThanASCII = bytes.contains { $0 >= 0x80 }
        switch encoding {
        case .utf8: utf8 = try Self.checked(bytes, name)
        case .windows1252: utf8 = try Self.recoded(bytes, name)
        }
    }

    /// The line and the column of a byte, both counted from 1; a column is a byte.
    func place(of offset: Int) -> Diagnostic.Place { Self.place(utf8, name, offset) }

    private static func checked(_ bytes: [UInt8], _ name: String) throws(Diagnostic) -> [UInt8] {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            let place = error.byteOffsets.lowerBound
            throw fault(
                bytes, name, at: place, "the byte \(hex(bytes[place])) is not UTF-8 text",
                mend:
                    "if the publisher writes windows-1252, say `encoding: windows-1252`; else get the page again"
            )
        }
        return bytes
    }

    private static func recoded(_ bytes: [UInt8], _ name: String) throws(Diagnostic) -> [UInt8] {
        var utf8: [UInt8] = []
        utf8.reserveCapacity(bytes.count + bytes.count / 8)
        for (place, byte) in bytes.enumerated() {
            guard byte >= 0x80 else {
                utf8.append(byte)
                continue
            }
            let scalar = byte < 0xA0 ? HTMLEncoding.windows1252High[Int(byte - 0x80)] : UInt16(byte)
            guard scalar != 0 else {
                throw fault(
                    bytes, name, at: place, "the byte \(hex(byte)) is no letter of windows-1252",
                    mend: "if the publisher writes UTF-8, say `encoding: utf-8`; else get the page again")
            }
            if scalar < 0x800 {
                utf8.append(0xC0 | UInt8(scalar >> 6))
            } else {
                utf8.append(0xE0 | UInt8(scalar >> 12))
                utf8.append(0x80 | UInt8(scalar >> 6 & 0x3F))
            }
            utf8.append(0x80 | UInt8(scalar & 0x3F))
        }
        return utf8
    }

    private static func fault(
        _ bytes: [UInt8], _ name: String, at offset: Int, _ message: String, mend: String
    ) -> Diagnostic {
        Diagnostic(.error, .content, at: place(bytes, name, offset), message, mend: mend)
    }

    private static func place(_ bytes: [UInt8], _ name: String, _ offset: Int) -> Diagnostic.Place {
        let before = bytes[..<min(offset, bytes.count)]
        let newline = UInt8(ascii: "\n")
        let line = before.count { $0 == newline } + 1
        let start = before.lastIndex(of: newline).map { $0 + 1 } ?? 0
        return .line(file: name, line: line, column: offset - start + 1)
    }

    private static func hex(_ byte: UInt8) -> String { "0x" + String(byte, radix: 16, uppercase: true) }
}
