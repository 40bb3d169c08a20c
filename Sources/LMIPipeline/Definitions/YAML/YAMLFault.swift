internal import LMIModel

/// What is wrong with a text that is not YAML, in words for someone who has never heard of YAML.
struct YAMLFault {
    let place: Diagnostic.Place
    let message: String
    let mend: String

    var diagnostic: Diagnostic { Diagnostic(.error, .configuration, at: place, message, mend: mend) }

    init(_ fault: YAMLEvents.Fault, in text: String, file: String) {
        var line = ""
        switch fault.place {
        case .line(let number, let column):
            place = .line(file: file, line: number, column: column)
            line = Self.line(number, of: text)
        case .byte(let offset): place = Self.place(of: offset, in: text, file: file)
        case .unknown: place = .file(file)
        }
        (message, mend) = Self.words(for: fault.problem, on: line)
    }

    /// - Parameter line: The line the reader stopped at, which need not be the one that is wrong.
    private static func words(for problem: String, on line: String) -> (message: String, mend: String) {
        if line.prefix(while: { $0 == " " || $0 == "\t" }).contains("\t") {
            return (
                "the line is indented with a tab",
                "put blanks in its place, as many as the lines beside it have"
            )
        }
        return known[problem] ?? (
            "the file cannot be read from here on: \(problem)",
            "look at this line and the one above: a blank after each colon, quotes and brackets closed, lines of one group indented alike"
        )
    }

    private static let known: [String: (message: String, mend: String)] = [
        "mapping values are not allowed in this context": (
            "a second colon stands in the line, or the line is indented further than the one above",
            "put a text with a colon in double quotes, or begin the line below the one above"
        ),
        "could not find expected ':'": (
            "the line above has no colon with a blank after it",
            "write it as `key: value`, with a blank after the colon"
        ),
        "did not find expected key": (
            "the line does not fit the lines above: a quote is not closed, or the indentation differs",
            "close the quote, or begin the line exactly below the others of its group"
        ),
        "did not find expected ',' or ']'": (
            "a list that began with `[` is not closed", "write `]` at its end, and a comma between its items"
        ),
        "did not find expected ',' or '}'": (
            "a group that began with `{` is not closed", "write `}` at its end, and a comma between its keys"
        ),
        "found character that cannot start any token": (
            "a text begins with a character that means something else here",
            "put the text in double quotes"
        ),
        "did not find expected alphabetic or numeric character": (
            "a text begins with `*` or `&`, which mean something else here", "put the text in double quotes"
        ),
        "found undefined tag handle": (
            "a text begins with `!`, which means something else here", "put the text in double quotes"
        ),
        "did not find expected whitespace or line break": (
            "a text begins with `!`, which means something else here", "put the text in double quotes"
        ),
        "control characters are not allowed": (
            "the file has a character that cannot be seen", "delete it, or type the line anew"
        ),
    ]

    private static func line(_ number: Int, of text: String) -> String {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return lines.indices.contains(number - 1) ? String(lines[number - 1]) : ""
    }

    private static func place(of offset: Int, in text: String, file: String) -> Diagnostic.Place {
        let before = Array(text.utf8.prefix(offset))
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return .line(
            file: file, line: before.count { $0 == UInt8(ascii: "\n") } + 1,
            column: before.count - start + 1)
    }
}
