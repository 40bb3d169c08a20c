internal import LMIModel
internal import LMITransform

/// How the texts of a column or of headings are written, if all of them are periods.
struct PeriodGuess: Hashable, Sendable {
    let style: PeriodStyle

    /// - Parameter hint: The heading over the texts, which tells a financial year from an academic one.
    init?(_ texts: [String], hint: String) {
        guard let first = texts.first else { return nil }
        let hint = hint.lowercased()
        for writing in PeriodWriting.allCases {
            let styles = Self.kinds(writing.shape, hint).map { PeriodStyle(kind: $0, writing: writing) }
                .filter { $0.isSensible && $0.period(first) != nil }
            guard let style = styles.first(where: { style in texts.allSatisfy { style.period($0) != nil } })
            else {
                continue
            }
            if style.kind == .year, writing == .year, !texts.allSatisfy({ YearLook($0) != nil }) {
                return nil
            }
            self.style = style
            return
        }
        return nil
    }

    /// What texts of a shape may mean, the likeliest first.
    private static func kinds(_ shape: PeriodWriting.Shape, _ hint: String) -> [PeriodStyle.Kind] {
        let isSchool = ["academic", "school", "time_period", "pupil"].contains { hint.contains($0) }
        switch shape {
        case .year: return [.year]
        case .years:
            return (isSchool ? [.academicYear, .financialYear] : [.financialYear, .academicYear]) + [
                .spanOfYears
            ]
        case .quarter: return [.quarter]
        case .month: return [.month]
        case .months: return [.rollingYear, .rollingQuarter, .spanOfYears]
        case .day: return hint.contains("quarter") ? [.quarter, .snapshotDay] : [.month, .snapshotDay]
        }
    }

    /// `{as: month, written: "1992 JAN"}`.
    var definition: String {
        PeriodStyle.usual(style.kind) == style
            ? "{as: \(style.kind.rawValue)}"
            : "{as: \(style.kind.rawValue), written: \(YAMLText.quoted(style.writing.rawValue))}"
    }

    var words: String { "\(style.kind.rawValue), written like \(style.writing.rawValue.quoted)" }

    /// The one period that a free text names, such as a title or a file's name: a year, or two joined.
    static func stated(in text: String) -> (text: String, kind: PeriodStyle.Kind)? {
        var found: [(String, PeriodStyle.Kind)] = []
        let parts = text.split { !$0.isNumber && $0 != "/" && $0 != "-" }.map(String.init)
        for part in parts {
            let whole = PeriodGuess([part], hint: "")?.style.kind
            // A span of years is what a file covers, not a period of its figures.
            let isOne = whole != nil && whole != .spanOfYears
            let pieces = isOne ? [part] : part.split { $0 == "-" || $0 == "/" }.map(String.init)
            for piece in pieces {
                guard let guess = PeriodGuess([piece], hint: ""), !found.contains(where: { $0.0 == piece })
                else {
                    continue
                }
                found.append((piece, guess.style.kind))
            }
        }
        return found.count == 1 ? found[0] : nil
    }
}

/// Texts as YAML has them.
enum YAMLText {
    /// Always in double quotes.
    static func quoted(_ text: String) -> String {
        var shown = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": shown += "\\\""
            case "\\": shown += "\\\\"
            case "\n": shown += "\\n"
            case "\r": shown += "\\r"
            case "\t": shown += "\\t"
            default:
                let category = scalar.properties.generalCategory
                if category == .control || category == .format || scalar.value == 0xFFFD
                    || scalar.value == 0xA0
                    || scalar.value == 0x2028 || scalar.value == 0x2029
                {
                    let hex = String(scalar.value, radix: 16, uppercase: true)
                    shown +=
                        scalar.value > 0xFFFF
                        ? "\\U" + String(repeating: "0", count: 8 - hex.count) + hex
                        : "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
                } else {
                    shown += String(scalar)
                }
            }
        }
        return shown + "\""
    }

    /// In quotes where YAML, or a key of the language, could take the text for something else.
    static func plain(_ text: String) -> String {
        let isSafe =
            text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    || $0 == 0x20 || $0 == 0x5F || $0 == 0x2D || $0 == 0x2F || $0 == 0x2E
            } && text.utf8.first.map { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) } ?? false
            && text.utf8.last != 0x20 && !words.contains(text.lowercased())
        return isSafe ? text : quoted(text)
    }

    private static let words: Set = [
        "yes", "no", "true", "false", "null", "none", "rest", "on", "off", "y", "n",
    ]

    static func list(_ texts: [String]) -> String { "[\(texts.map(plain).joined(separator: ", "))]" }
}

extension String {
    /// A name for a label or an indicator: small letters, digits and `_`, never empty, at most 60 bytes.
    var asName: String {
        var name = ""
        for byte in lowercased().utf8 {
            let isPlain = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
            if isPlain {
                name.unicodeScalars.append(Unicode.Scalar(byte))
            } else if !name.hasSuffix("_"), !name.isEmpty {
                name += "_"
            }
            if name.utf8.count >= 60 { break }
        }
        while name.hasSuffix("_") { name.removeLast() }
        guard let first = name.utf8.first else { return "figure" }
        return (0x30...0x39).contains(first) ? "n\(name)" : name
    }
}
