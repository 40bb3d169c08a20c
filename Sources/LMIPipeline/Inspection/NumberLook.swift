/// What a cell that looks like a number looks like, before any definition says how numbers are written.
struct NumberLook: Hashable, Sendable {
    var hasCommas = false
    /// The sign of a currency before the number; empty where there is none.
    var currency = ""
    var hasPercent = false
    var isNegative = false
    var hasExponent = false
    /// The digits before the point.
    var digits = 0
    /// The digits after the point.
    var decimals = 0
    /// Whether a zero stands before other digits, as in a code.
    var hasLeadingZero = false

    private static let currencies = ["£", "$", "€", "\u{FFFD}"]

    /// Nil where the text is not a number in any of the ways publishers write one.
    ///
    /// - Complexity: O(*n*) in the text's length.
    init?(_ text: String) {
        var rest = text[...].utf8
        guard let first = rest.first, text.utf8.count <= 64 else { return nil }
        if first == UInt8(ascii: "-") {
            isNegative = true
            rest.removeFirst()
        }
        if let sign = rest.first, sign >= 0x80 || sign == UInt8(ascii: "$") {
            guard let currency = Self.currencies.first(where: { rest.starts(with: $0.utf8) }) else {
                return nil
            }
            self.currency = currency
            rest.removeFirst(currency.utf8.count)
        }
        if rest.last == UInt8(ascii: "%") {
            hasPercent = true
            rest.removeLast()
        }
        guard let start = rest.first, Self.isDigit(start) else { return nil }
        var (point, group) = (false, 0)
        while let byte = rest.popFirst() {
            if Self.isDigit(byte) {
                if point { decimals += 1 } else { digits += 1 }
                group += 1
            } else if byte == UInt8(ascii: ","), !point, hasCommas ? group == 3 : group <= 3 {
                (hasCommas, group) = (true, 0)
            } else if byte == UInt8(ascii: "."), !point, !hasCommas || group == 3 {
                point = true
            } else if byte | 0x20 == UInt8(ascii: "e"), !hasCommas {
                if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
                    rest.removeFirst()
                }
                guard (1...3).contains(rest.count), rest.allSatisfy(Self.isDigit) else { return nil }
                hasExponent = true
                break
            } else {
                return nil
            }
        }
        guard !point || decimals > 0, !hasCommas || point || group == 3 else { return nil }
        hasLeadingZero = start == UInt8(ascii: "0") && digits > 1
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

/// What texts that publishers put where a number should stand usually mean. A guess, to be looked up.
enum UsualMarker {
    private static let meanings: [String: String] = [
        "": "not_available", "c": "suppressed_disclosure", "x": "not_available", "z": "not_applicable",
        "low": "low", "..": "not_available", ":": "not_available", "-": "not_available",
        "*": "suppressed_disclosure", "~": "suppressed_disclosure", "!": "suppressed_quality",
        "#": "suppressed_disclosure", "u": "suppressed_quality", "n/a": "not_applicable",
        "na": "not_available", "null": "not_available", "suppressed": "suppressed_disclosure",
        "supp": "suppressed_disclosure", ".": "not_applicable", "w": "not_available", "k": "low",
        "^": "suppressed_disclosure", "...": "not_available", "…": "not_available", "x*": "not_available",
        "not available": "not_available", "not applicable": "not_applicable", "--": "not_available",
        "–": "not_available",
    ]

    /// The meaning, and whether it is one that publishers agree on.
    static func meaning(_ text: String) -> String? {
        var word = text.lowercased()
        if word.hasPrefix("["), word.hasSuffix("]"), word.count > 2 {
            word = String(word.dropFirst().dropLast())
        }
        return meanings[word]
    }

    /// A text that stands for no number by its looks: a known marker, or a few signs without a digit.
    static func isLikely(_ text: String) -> Bool {
        if meaning(text) != nil { return true }
        let isSigns = text.count <= 3 && !text.contains { $0.isNumber || $0.isLetter }
        return isSigns || text.count == 1 && !text.contains { $0.isNumber }
    }
}
