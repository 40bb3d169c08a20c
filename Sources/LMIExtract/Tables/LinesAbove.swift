internal import LMIModel

/// The lines above a table that say something of its figures: a label and what it says, such as
/// `"Date       :","2017"`, or a text that fits a template.
struct LinesAbove: Sendable {
    private let layout: RegionLayout
    private let file: String
    /// What stands above the table to come.
    private var found = Found()
    /// What stands above the panel before.
    private var carried = Found()
    /// The first cells of the lines, for the message when one is missed.
    private var texts: [(text: String, row: Int)] = []

    private struct Found: Sendable {
        var labelled: [String: LabelledLine] = [:]
        /// What each template came to, by its place, and the row it fitted.
        var fits: [Int: (row: Int, labels: [String: LabelledLine])] = [:]
    }

    init(_ layout: RegionLayout, file: String) {
        self.layout = layout
        self.file = file
    }

    /// Keeps a line if it was asked for.
    ///
    /// - Throws: ``Diagnostic`` when a line stands twice above one table, or the text is not as expected.
    mutating func take(_ record: Record) throws(Diagnostic) {
        let text = record.text(0)
        if !layout.aboveLines.isEmpty, !text.isEmpty, texts.count < 1000 {
            texts.append((text, record.number))
        }
        try takeLabelled(record)
        for (place, template) in layout.aboveLines.enumerated() {
            try take(text, in: record.number, fitting: template, at: place)
        }
    }

    private mutating func takeLabelled(_ record: Record) throws(Diagnostic) {
        let label = Self.label(record.text(0))
        let expected = layout.aboveExpect[label]
        guard expected != nil || layout.aboveTake.contains(label) else { return }
        let text = record.text(1)
        let cell = CellReference(file: file, row: record.number, column: 2, heading: label)
        if let earlier = found.labelled[label] {
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
        found.labelled[label] = LabelledLine(text: text, cell: cell)
    }

    private mutating func take(
        _ text: String, in row: Int, fitting template: Template, at place: Int
    ) throws(Diagnostic) {
        let cell = CellReference(file: file, row: row, column: 1)
        switch template.match(text) {
        case .differs: return
        case .isAmbiguous:
            throw Diagnostic(
                cell, "\(text.quoted) can be cut into \(template.description.quoted) in more than one way",
                mend: "write more of the line's own words into the template, under `lines:` of `above:`")
        case .fits(let gaps):
            if let earlier = found.fits[place] {
                throw Diagnostic(
                    cell,
                    "\(text.quoted) fits \(template.description.quoted), and so does row \(earlier.row) above the same table",
                    mend:
                        "write more of the line's own words into the template, under `lines:` of `above:`")
            }
            found.fits[place] = (row, gaps.mapValues { LabelledLine(text: $0, cell: cell) })
        }
    }

    /// The lines found above the table that begins in `row`; then starts again for the next.
    mutating func finish(before row: Int) throws(Diagnostic) -> [String: LabelledLine] {
        if layout.hasPanels {
            found.labelled.merge(carried.labelled) { new, _ in new }
            found.fits.merge(carried.fits) { new, _ in new }
        }
        let wanted = Set(layout.aboveTake).union(layout.aboveExpect.keys)
        if let missing = wanted.filter({ found.labelled[$0] == nil }).min() {
            throw Diagnostic(
                CellReference(file: file, row: row),
                "no line above the table that begins here has the label \(missing.quoted)",
                mend: "correct the label under `above:`, or fetch the file again")
        }
        if let place = layout.aboveLines.indices.first(where: { found.fits[$0] == nil }) {
            throw missing(layout.aboveLines[place], before: row)
        }
        var lines = found.labelled
        for fit in found.fits.values { lines.merge(fit.labels) { _, new in new } }
        carried = found
        found = Found()
        texts = []
        return lines
    }

    private func missing(_ template: Template, before row: Int) -> Diagnostic {
        let nearest = template.description.nearest(of: texts.map(\.text))
        let line = texts.first { $0.text == nearest }
        let hint = line.map { "; the nearest is \($0.text.quoted) in row \($0.row)" } ?? ""
        return Diagnostic(
            CellReference(file: file, row: row),
            "no line above the table that begins here fits \(template.description.quoted)\(hint)",
            mend: "correct it under `lines:` of `above:`, or fetch the file again")
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
