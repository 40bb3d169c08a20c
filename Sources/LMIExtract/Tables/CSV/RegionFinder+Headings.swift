internal import LMIModel

extension RegionFinder {
    /// Reads the heading rows, of which the one in hand is the one that was found.
    mutating func readHeadings() throws(Diagnostic) -> [String] {
        var rows = try upperRows()
        rows.append(record.cells.indices.map { record.text($0) })
        let first = record.number
        while rows.count < layout.headerRows {
            guard try reader.next(into: &record) else {
                throw Diagnostic(
                    CellReference(file: source.name, row: first),
                    "the file ends within the \(layout.headerRows) heading rows that begin here",
                    mend: "correct `heading rows:` under `table:`, or fetch the file again")
            }
            rows.append(record.cells.indices.map { record.text($0) })
        }
        for (place, row) in rows.enumerated().dropFirst() where row.count != rows[0].count {
            throw Diagnostic(
                CellReference(file: source.name, row: record.number - rows.count + 1 + place),
                "the heading row has \(row.count) cells, the one above it has \(rows[0].count)",
                mend: "correct `heading rows:` under `table:`")
        }
        for place in rows.indices { rows[place] = rows[place].map { layout.headings.plain($0, &uses) } }
        layout.headings.fill(&rows, &uses)
        let headings = rows[0].indices.map { column in
            rows.map { $0[column] }.filter { !$0.isEmpty }.joined(separator: " | ")
        }
        try layout.headings.check(headings, file: source.name, row: record.number)
        return headings
    }

    /// The heading rows above the one that was found; they are not counted as lines above any more.
    private mutating func upperRows() throws(Diagnostic) -> [[String]] {
        let wanted = layout.foundRow - 1
        guard upper.count == wanted else {
            throw Diagnostic(
                CellReference(file: source.name, row: record.number),
                "\(upper.count) rows stand above this one, which should be heading row \(layout.foundRow)",
                mend: "correct `in heading row:` of `header:` under `table:`")
        }
        defer { upper = [] }
        for row in upper where row.isCounted {
            if row.isBlank { around.blank -= 1 } else { around.above -= 1 }
        }
        return upper.map(\.texts)
    }

    /// Passes the line after which the data begin.
    mutating func passMark() throws(Diagnostic) {
        try passAbove()
        guard try reader.next(into: &record) else {
            throw Diagnostic(
                CellReference(file: source.name, row: record.number),
                "no row stands under the text \(firstCells.last?.text.quoted ?? "") after which the table starts",
                mend: "look whether the file is whole, or correct `starts after:` under `table:`")
        }
    }

    /// Refuses a panel that begins a second time.
    mutating func checkPanel(_ text: String) throws(Diagnostic) {
        guard layout.hasPanels else { return }
        if let earlier = panels[text] {
            throw Diagnostic(
                CellReference(file: source.name, row: record.number, column: 1),
                "\(text.quoted) begins a table here and in row \(earlier) already",
                mend:
                    "each text under `first cell:` of `header:` begins one table: look at both rows, or ask the publisher which counts"
            )
        }
        panels[text] = record.number
    }
}
