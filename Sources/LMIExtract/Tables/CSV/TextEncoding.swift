internal import LMIModel

/// How the letters of a file are written as bytes, in the words definitions use. It is declared, never guessed.
public enum TextEncoding: String, Hashable, Sendable, CaseIterable {
    /// With a byte-order mark or without; a mark is no part of the text.
    case utf8 = "utf-8"
    /// A file without a mark is refused.
    case utf8WithMark = "utf-8 with mark"
    case windows1252 = "windows-1252"
    /// The mark says which byte comes first; a file without one is refused.
    case utf16WithMark = "utf-16 with mark"
    /// A mark that agrees is no part of the text.
    case utf16LittleEndian = "utf-16 little endian"
    case utf16BigEndian = "utf-16 big endian"

    /// True where the file's bytes are handed on as they are.
    var isUTF8: Bool { self == .utf8 || self == .utf8WithMark }
}

/// Bytes at the very start of a file that say how it is written.
enum ByteOrderMark: Sendable {
    case utf8, utf16LittleEndian, utf16BigEndian

    /// The mark that `bytes`, the first three of a file, begin with.
    init?(_ bytes: ArraySlice<UInt8>) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            self = .utf8
        } else if bytes.starts(with: [0xFF, 0xFE]) {
            self = .utf16LittleEndian
        } else if bytes.starts(with: [0xFE, 0xFF]) {
            self = .utf16BigEndian
        } else {
            return nil
        }
    }

    var length: Int { self == .utf8 ? 3 : 2 }
    var name: String { self == .utf8 ? "UTF-8" : "UTF-16" }

    /// The declaration that fits a file with this mark.
    var encoding: TextEncoding { self == .utf8 ? .utf8WithMark : .utf16WithMark }

    /// How many bytes to pass over at the top of a file declared as `declared`.
    ///
    /// - Throws: ``Diagnostic`` when the mark, or its absence, contradicts the declaration.
    static func length(
        of mark: ByteOrderMark?, declared: TextEncoding, file: String
    ) throws(Diagnostic) -> Int {
        guard let mark else {
            guard declared == .utf8WithMark || declared == .utf16WithMark else { return 0 }
            let bare = declared == .utf8WithMark ? "utf-8" : "utf-16 little endian"
            throw Diagnostic(
                at: .file(file),
                "the file does not start with a byte-order mark, but is declared as \"\(declared.rawValue)\"",
                mend:
                    "write `encoding: \(bare)` in the source's definition, or whichever encoding the file has"
            )
        }
        let agrees =
            switch declared {
            case .utf8, .utf8WithMark: mark == .utf8
            case .windows1252: false
            case .utf16WithMark: mark != .utf8
            case .utf16LittleEndian: mark == .utf16LittleEndian
            case .utf16BigEndian: mark == .utf16BigEndian
            }
        guard agrees else {
            throw Diagnostic(
                at: .file(file),
                "the file starts with the byte-order mark of \(mark.name), but is declared as \"\(declared.rawValue)\"",
                mend: "write `encoding: \(mark.encoding.rawValue)` in the source's definition")
        }
        return mark.length
    }
}
