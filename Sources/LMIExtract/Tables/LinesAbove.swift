internal import LMIModel

/// The labelled lines above a table, such as `"Date       :","2017"`: a label, then what it says.
struct LinesAbove: Sendable {
    private let take: [String]
    private let expect: [String: String]
    private let file: String
    private var found: [String: LabelledLine] = [:]

    init(_ layout: RegionLayout, file: String) {
        take = layout.aboveTake
        expect = layout.aboveExpect
        self.file = file
    }

    /// Keeps a line if its label was asked for.
    ///
    /// - Throws: ``Diagnostic`` when the label stands twice above one table, or the text is not as expected.
    mutating func take(_ record: Record) throws(Diagnostic) {
        let label = Self.label(record.text(0))
        let expected = expect[label]
        guard expected != nil || take.contains(label) else { return }
        let text = record.text(1)
        let cell = CellReference(file: file, row: record.number, column: 2, heading: label)
        if let earlier = found[label] {
            throw Diagnostic(
                cell,
                "the line \(label.quoted) stands twice above the table; the other is in row \(earlier.cell.row)",
                mend: "take \(label.quoted) out of `above:`, or ask the publisher which line counts")
        }
        if let expected, expected != text {
            throw Diagnostic(
                cell, "the line \(label.quoted) says \(text.quoted), but \(expected.quoted) is expected",
                mend: "fetch the file with \(expected.quoted) chosen, or correct `expect:` under `above:`"
            )
        }
        found[label] = LabelledLine(text: text, cell: cell)
    }

    /// The lines found above the table that begins in `row`; then starts again for the next.
    mutating func finish(before row: Int) throws(Diagnostic) -> [String: LabelledLine] {
        let wanted = Set(take).union(expect.keys)
        if let missing = wanted.filter({ found[$0] == nil }).min() {
            throw Diagnostic(
                CellReference(file: file, row: row),
                "no line above the table that begins here has the label \(missing.quoted)",
                mend: "correct the label under `above:`, or fetch the file again")
        }
        defer { found = [:] }
        return found
    }

    /// A first cell without white space around it and without the colon at its end.
    private static func label(_ text: String) -> String {
        var rest = text[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        if rest.last == ":" { rest.removeLast() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
