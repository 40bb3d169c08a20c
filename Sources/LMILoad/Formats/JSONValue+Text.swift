extension JSONValue {
    /// The bytes of a JSON file: UTF-8, one line a member down to `depth` levels and one line for all below,
    /// so that a table has one line a row and two editions can be compared line by line.
    func file(depth: Int = 2) -> [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes, indent: 0, depth: depth)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    /// The bytes of the value on one line.
    var line: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes, indent: 0, depth: 0)
        return bytes
    }

    private func append(to bytes: inout [UInt8], indent: Int, depth: Int) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .number(let literal): bytes += literal.utf8
        case .string(let text): Self.append(text, to: &bytes)
        case .written(let value): bytes += value
        case .array(let values):
            Self.append(values, "[", "]", to: &bytes, indent, depth) { (value, bytes: inout [UInt8]) in
                value.append(to: &bytes, indent: indent + 1, depth: depth)
            }
        case .object(let members):
            Self.append(members, "{", "}", to: &bytes, indent, depth) { (member, bytes: inout [UInt8]) in
                Self.append(member.name, to: &bytes)
                bytes += (indent < depth ? ": " : ":").utf8
                member.value.append(to: &bytes, indent: indent + 1, depth: depth)
            }
        }
    }

    private static func append<Element>(
        _ elements: [Element], _ opening: Character, _ closing: Character, to bytes: inout [UInt8],
        _ indent: Int, _ depth: Int, write: (Element, inout [UInt8]) -> Void
    ) {
        let isSpread = indent < depth && !elements.isEmpty
        bytes += String(opening).utf8
        for (place, element) in elements.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            if isSpread { newLine(&bytes, indent + 1) }
            write(element, &bytes)
        }
        if isSpread { newLine(&bytes, indent) }
        bytes += String(closing).utf8
    }

    private static func newLine(_ bytes: inout [UInt8], _ indent: Int) {
        bytes.append(UInt8(ascii: "\n"))
        for _ in 0..<indent { bytes += "  ".utf8 }
    }

    /// `<`, `>` and `&` are escaped so that the text is harmless inside a page's `<script>`, and U+2028 and
    /// U+2029 because older browsers take them for line ends.
    private static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        defer { bytes.append(UInt8(ascii: "\"")) }
        if text.utf8.allSatisfy(isPlain) {
            bytes.append(contentsOf: text.utf8)
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": bytes += "\\\"".utf8
            case "\\": bytes += "\\\\".utf8
            case "\n": bytes += "\\n".utf8
            case "\r": bytes += "\\r".utf8
            case "\t": bytes += "\\t".utf8
            case "<", ">", "&", "\u{2028}", "\u{2029}", "\u{7F}", "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                bytes += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
            default: bytes += String(scalar).utf8
            }
        }
    }

    /// Whether a byte never needs to be escaped, nor begins a letter that does.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0x22 && byte != 0x5C && byte != 0x3C && byte != 0x3E && byte != 0x26
            && byte != 0x7F && byte != 0xE2
    }
}
