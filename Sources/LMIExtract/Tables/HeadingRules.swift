internal import LMIModel

/// What is done with the texts of heading rows before they are headings, and what they must then be.
public struct HeadingRules: Hashable, Sendable {
    /// The brackets that footnote numbers stand in.
    public enum Footnotes: String, Hashable, Sendable, CaseIterable {
        case round = "round brackets"
        case square = "square brackets"

        fileprivate var marks: (open: UInt8, close: UInt8) {
            switch self {
            case .round: (0x28, 0x29)
            case .square: (0x5B, 0x5D)
            }
        }
    }

    /// Footnotes such as `(7)`, `(12, 13)` or `[note 1]`, which are taken off the ends of headings.
    public var footnotes: Set<Footnotes>
    /// Whether an empty cell of a heading row that is not the last takes the text to its left, as a spreadsheet's
    /// merged cell is written.
    public var isFilled: Bool
    /// Headings by place, counted from 1, that must say this.
    public var expect: [Int: String]

    public init(footnotes: Set<Footnotes> = [], isFilled: Bool = false, expect: [Int: String] = [:]) {
        self.footnotes = footnotes
        self.isFilled = isFilled
        self.expect = expect
    }

    /// Which of the rules found something to do, in all tables of a file.
    struct Uses: Hashable, Sendable {
        var footnotes: Set<Footnotes> = []
        var isFilled = false
    }

    /// A cell of a heading row without the footnotes at its end.
    ///
    /// A number in brackets may have up to three digits, for one of four is a year; and what is nothing but a
    /// number in brackets is the heading itself.
    func plain(_ text: String, _ uses: inout Uses) -> String {
        var rest = Array(text.utf8)[...]
        while let kind = footnotes.first(where: { Self.cutting($0, from: rest) != nil }),
            let cut = Self.cutting(kind, from: rest)
        {
            rest = cut
            uses.footnotes.insert(kind)
        }
        return rest.count == text.utf8.count ? text : String(decoding: rest, as: UTF8.self)
    }

    private static func cutting(_ kind: Footnotes, from text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let text = text.trimmed
        guard text.last == kind.marks.close, let open = text.lastIndex(of: kind.marks.open) else {
            return nil
        }
        let before = text[..<open].trimmed
        let inside = text[(open + 1)...].dropLast()
        let words = inside.split { $0 == 0x20 || $0 == 0x2C }.map { String(decoding: $0, as: UTF8.self) }
        let isFootnote = words.allSatisfy { word in
            ["note", "notes"].contains(word.lowercased())
                || word.utf8.count <= 3 && word.utf8.allSatisfy { $0.isDigit }
        }
        guard !before.isEmpty, isFootnote, inside.contains(where: { $0.isDigit }) else {
            return nil
        }
        return before
    }

    /// Fills the empty cells of all rows but the last from the left, as far as no row above begins a new span.
    func fill(_ rows: inout [[String]], _ uses: inout Uses) {
        guard isFilled else { return }
        var begins: Set<Int> = []
        for row in rows.indices.dropLast() {
            var text = ""
            for column in rows[row].indices {
                if !rows[row][column].isEmpty {
                    text = rows[row][column]
                    begins.insert(column)
                } else if begins.contains(column) {
                    text = ""
                } else if !text.isEmpty {
                    rows[row][column] = text
                    uses.isFilled = true
                }
            }
        }
    }

    /// - Parameter row: The (last) heading row.
    /// - Throws: ``Diagnostic`` at the first heading that is not as expected.
    func check(_ headings: [String], file: String, row: Int) throws(Diagnostic) {
        for (place, text) in expect.sorted(by: { $0.key < $1.key }) {
            guard place <= headings.count else {
                throw Diagnostic(
                    CellReference(file: file, row: row),
                    "the table has \(headings.count) columns, so no heading \(place) can say \(text.quoted)",
                    mend: "correct `expect headings:` under `table:`, or look what the publisher changed")
            }
            guard headings[place - 1] == text else {
                throw Diagnostic(
                    CellReference(file: file, row: row, column: place),
                    "the heading says \(headings[place - 1].quoted), but \(text.quoted) is expected",
                    mend:
                        "look whether the column still is what it was; if only its heading changed, correct `expect headings:` under `table:`"
                )
            }
        }
    }

    /// - Throws: ``Diagnostic`` for a rule that found nothing to do.
    func check(_ uses: Uses, file: String) throws(Diagnostic) {
        for kind in Footnotes.allCases where footnotes.contains(kind) && !uses.footnotes.contains(kind) {
            throw Diagnostic(
                at: .file(file), "no heading ends with a footnote number in \(kind.rawValue)",
                mend: "take \"\(kind.rawValue)\" out of `footnotes in headings:` under `table:`")
        }
        if isFilled, !uses.isFilled {
            throw Diagnostic(
                at: .file(file), "no heading spans several columns: there is no empty cell to fill",
                mend: "take `spanning headings:` under `table:` away, or correct `heading rows:`")
        }
    }
}
