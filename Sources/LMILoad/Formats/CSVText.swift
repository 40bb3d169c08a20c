package import LMIModel

/// One cell to be written: text and number are told apart, so that a text that looks like a formula is made
/// harmless and `-3.2` stays a number.
package enum Cell: Hashable, Sendable {
    case text(String)
    case number(ExactDecimal)
    case empty

    /// Text, or an empty cell for no text.
    package static func textOrEmpty(_ text: String) -> Cell { text.isEmpty ? .empty : .text(text) }
    static func textOrEmpty(_ text: String?) -> Cell { textOrEmpty(text ?? "") }
    static func numberOrEmpty(_ number: ExactDecimal?) -> Cell { number.map(Cell.number) ?? .empty }

    /// What the cell says, without any format's own marks.
    var plain: String {
        switch self {
        case .text(let text): text
        case .number(let number): number.description
        case .empty: ""
        }
    }

    var json: JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .number(let number): .number(number.description)
        case .empty: .null
        }
    }
}

/// CSV as RFC 4180 has it, but for its line ends: UTF-8 without a byte order mark, one line feed a row.
package struct CSVText {
    package private(set) var bytes: [UInt8] = []

    package init(headings: [String]) { append(headings.map(Cell.text)) }

    package mutating func append(_ row: [Cell]) {
        for (place, cell) in row.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            switch cell {
            case .empty: break
            case .number(let number): bytes += number.description.utf8
            case .text(let text): append(text)
            }
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func append(_ text: String) {
        // A spreadsheet would run a text that begins so as a formula; quotes alone do not stop it.
        let isFormula = text.utf8.first.map(Self.beginsFormula) ?? false
        let safe = isFormula ? "'" + text : text
        guard safe.utf8.contains(where: Self.needsQuotes) else {
            bytes += safe.utf8
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in safe.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func beginsFormula(_ byte: UInt8) -> Bool {
        switch UnicodeScalar(byte) {
        case "=", "+", "-", "@", "\t", "\r": true
        default: false
        }
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        switch UnicodeScalar(byte) {
        case ",", "\"", "\n", "\r": true
        default: false
        }
    }
}
