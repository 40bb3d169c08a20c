import LMIExtract

/// A file being written piece by piece, which remembers of each byte whether a reader has to care for it.
struct MadeFile {
    /// Why a change of a byte may go unnoticed.
    enum Exception: String, Hashable, CaseIterable {
        case lineAbove, lineBelow, ignoredCell, headingOfFlag, blankRowsBeside
    }

    enum Quoting: CaseIterable { case needed, all, some }

    struct Cell {
        var text: String
        var exception: Exception?

        init(_ text: String, _ exception: Exception? = nil) {
            self.text = text
            self.exception = exception
        }
    }

    let encoding: TextEncoding
    let delimiter: Character
    let lineEnd: String
    let quoting: Quoting
    private(set) var bytes: [UInt8] = []
    /// One a byte.
    private(set) var exceptions: [Exception?] = []
    private var quotes = 0

    init(encoding: TextEncoding, delimiter: Character, lineEnd: String, quoting: Quoting) {
        self.encoding = encoding
        self.delimiter = delimiter
        self.lineEnd = lineEnd
        self.quoting = quoting
        if encoding == .utf8WithMark || encoding == .utf16WithMark { add("\u{FEFF}") }
    }

    /// - Parameter blankRowsBeside: Whether a blank row right under this one would mean nothing.
    mutating func row(_ cells: [Cell], blankRowsBeside: Bool = false) {
        for (place, cell) in cells.enumerated() {
            if place > 0 { add(String(delimiter)) }
            add(quoted(cell.text), cell.exception)
        }
        // A carriage return that becomes a line feed ends the row once more; one that becomes a letter belongs to
        // the last cell.
        if lineEnd == "\r\n" { add("\r", blankRowsBeside ? .blankRowsBeside : cells.last?.exception) }
        add("\n")
    }

    /// A line of text that is no part of a table.
    mutating func line(_ text: String, _ exception: Exception) { add(quoted(text) + lineEnd, exception) }

    private mutating func quoted(_ text: String) -> String {
        quotes += 1
        let needs = text.contains { $0 == "\"" || $0 == delimiter || $0.isNewline }
        guard needs || quoting == .all || quoting == .some && quotes % 3 == 0 else { return text }
        return "\"\(text.replacing("\"", with: "\"\""))\""
    }

    private mutating func add(_ text: String, _ exception: Exception? = nil) {
        switch encoding {
        case .utf8, .utf8WithMark: bytes += Array(text.utf8)
        case .windows1252: bytes += text.unicodeScalars.map { UInt8($0.value) }
        case .utf16WithMark, .utf16LittleEndian:
            bytes += text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        case .utf16BigEndian: bytes += text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        }
        exceptions += Array(repeating: exception, count: bytes.count - exceptions.count)
    }
}
