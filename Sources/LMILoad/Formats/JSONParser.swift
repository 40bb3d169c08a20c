internal import LMIModel

/// Reads JSON strictly as RFC 8259 has it, for reading earlier generations back. Members keep their order and
/// numbers their digits; a member named twice is refused.
struct JSONParser {
    private let bytes: [UInt8]
    private let file: String
    private var place = 0
    private var depth = 0

    private static let deepest = 64

    private init(_ bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
    }

    /// - Parameter file: The file for messages.
    /// - Throws: ``Diagnostic`` naming the line and column where the text is no JSON.
    static func parse(_ bytes: [UInt8], file: String) throws(Diagnostic) -> JSONValue {
        var parser = JSONParser(bytes, file: file)
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Diagnostic(
                .error, .storage, at: .file(file), "the file is not valid UTF-8", mend: Self.mend(file))
        }
        let value = try parser.value()
        parser.skipSpace()
        guard parser.place == bytes.count else { throw parser.fault("more text after the end of the JSON") }
        return value
    }

    private mutating func value() throws(Diagnostic) -> JSONValue {
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func object() throws(Diagnostic) -> JSONValue {
        try descend()
        var members: [JSONValue.Member] = []
        var names: Set<String> = []
        skipSpace()
        if !take("}") {
            repeat {
                skipSpace()
                let name = try string()
                guard names.insert(name).inserted else {
                    throw fault("the member \(name.quoted) stands twice")
                }
                skipSpace()
                guard take(":") else { throw fault("a colon is missing") }
                members.append(JSONValue.Member(name: name, value: try value()))
                skipSpace()
            } while take(",")
            guard take("}") else { throw fault("a comma or a closing brace is missing") }
        }
        depth -= 1
        return .object(members)
    }

    private mutating func array() throws(Diagnostic) -> JSONValue {
        try descend()
        var values: [JSONValue] = []
        skipSpace()
        if !take("]") {
            repeat {
                values.append(try value())
                skipSpace()
            } while take(",")
            guard take("]") else { throw fault("a comma or a closing bracket is missing") }
        }
        depth -= 1
        return .array(values)
    }

    private mutating func descend() throws(Diagnostic) {
        place += 1
        depth += 1
        guard depth <= Self.deepest else { throw fault("values are nested deeper than \(Self.deepest)") }
    }

    private mutating func string() throws(Diagnostic) -> String {
        guard take("\"") else { throw fault("a text in double quotes is missing") }
        var text: [UInt8] = []
        while let byte = peek {
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += try escape().utf8
            case 0..<0x20: throw fault("a control character stands bare in a text")
            default: text.append(byte)
            }
        }
        throw fault("the text has no closing quote")
    }

    private mutating func escape() throws(Diagnostic) -> String {
        let kind = peek
        place += 1
        switch kind {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            var code = try hex4()
            if (0xD800..<0xDC00).contains(code), take("\\"), take("u") {
                let low = try hex4()
                guard (0xDC00..<0xE000).contains(low) else { throw fault("half a surrogate pair") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw fault("half a surrogate pair") }
            return String(scalar)
        default: throw fault("an escape that JSON does not have")
        }
    }

    private mutating func hex4() throws(Diagnostic) -> UInt32 {
        guard place + 4 <= bytes.count,
            let code = UInt32(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16),
            bytes[place] != UInt8(ascii: "+"), bytes[place] != UInt8(ascii: "-")
        else { throw fault("four hexadecimal digits are missing") }
        place += 4
        return code
    }

    private mutating func number() throws(Diagnostic) -> JSONValue {
        let start = place
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        return .number(String(decoding: bytes[start..<place], as: UTF8.self))
    }

    private mutating func digits() throws(Diagnostic) {
        let start = place
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
        guard place > start else { throw fault("a value is missing") }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Diagnostic) -> JSONValue {
        for byte in word.description.utf8 {
            guard peek == byte else { throw fault("a value is missing") }
            place += 1
        }
        return value
    }

    private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func take(_ wanted: Unicode.Scalar) -> Bool {
        guard let byte = peek, UInt32(byte) == wanted.value else { return false }
        place += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
    }

    private func fault(_ what: String) -> Diagnostic {
        let before = bytes[..<min(place, bytes.count)]
        let line = before.count { $0 == 0x0A } + 1
        let column = before.count - (before.lastIndex(of: 0x0A) ?? -1)
        return Diagnostic(
            .error, .storage, at: .line(file: file, line: line, column: column),
            "the file is not JSON: \(what)",
            mend: Self.mend(file))
    }

    private static func mend(_ file: String) -> String {
        "put \(file) back from a copy; this program writes it and nobody edits it by hand"
    }
}
