/// The names and numbers that HTML writes characters by.
enum HTMLEntities {
    /// Those that stand in the links of publishers. One that is not here stays as it is written, so that it fits no
    /// template by accident.
    private static let named: [Substring: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "ndash": "–",
        "mdash": "—", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "hellip": "…", "pound": "£",
        "euro": "€", "copy": "©", "reg": "®", "trade": "™", "middot": "·", "bull": "•", "times": "×",
        "eacute": "é", "egrave": "è", "sol": "/", "colon": ":", "lpar": "(", "rpar": ")", "comma": ",",
        "period": ".", "num": "#", "percnt": "%", "raquo": "»", "laquo": "«", "rarr": "→", "shy": "\u{AD}",
        "plus": "+", "equals": "=", "quest": "?", "excl": "!", "ast": "*", "commat": "@", "dollar": "$",
        "lowbar": "_", "bsol": "\\", "semi": ";", "verbar": "|", "lbrace": "{", "rbrace": "}", "lsqb": "[",
        "rsqb": "]", "Hat": "^", "grave": "`",
    ]

    /// The text with every entity that ends in a semicolon as the character that it stands for.
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var decoded = ""
        var rest = text[...]
        while let mark = rest.firstIndex(of: "&") {
            decoded += rest[..<mark]
            let name = rest[rest.index(after: mark)...].prefix(12).prefix { $0 != ";" }
            if name.endIndex < rest.endIndex, rest[name.endIndex] == ";", let scalar = scalar(name) {
                decoded.unicodeScalars.append(scalar)
                rest = rest[rest.index(after: name.endIndex)...]
            } else {
                decoded.append("&")
                rest = rest[rest.index(after: mark)...]
            }
        }
        return decoded + rest
    }

    /// The character that an entity stands for.
    ///
    /// - Parameter name: What stands between `&` and `;`.
    static func scalar(_ name: Substring) -> Unicode.Scalar? {
        guard name.first == "#" else { return named[name] }
        let digits = name.dropFirst()
        let isHexadecimal = digits.first == "x" || digits.first == "X"
        guard !digits.hasPrefix("+"), !digits.hasPrefix("-") else { return nil }
        let number =
            isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
        return number.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
    }
}
