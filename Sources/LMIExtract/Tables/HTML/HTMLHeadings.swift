internal import LMIModel

/// The heading rows of a table: where they stand and what they say over each column.
struct HTMLHeadings {
    let texts: [String]
    /// The places of the heading rows in the grid.
    let rows: Range<Int>

    init(_ grid: [HTMLGrid.Row], _ layout: HTMLLayout, _ file: String) throws(Diagnostic) {
        let first: Int
        switch layout.header {
        case .none:
            rows = 0..<0
            texts = Array(repeating: "", count: grid.first?.slots.count ?? 0)
            return
        case .firstRow: first = 0
        case .firstCell(let text):
            var uses = HeadingRules.Uses()
            first = try Self.find(
                text, grid.map { layout.headings.plain($0.slots.first?.text ?? "", &uses) }, file)
        }
        let end = first + layout.headerRows
        guard end <= grid.count else {
            throw Diagnostic(
                .error, .content, at: .file(file),
                "the table has \(grid.count) rows; its headings alone should be \(layout.headerRows)",
                mend: "correct `heading rows:` under `table:`")
        }
        rows = first..<end
        let heading = grid[rows]
        let width = grid[first].slots.count
        for row in heading where row.slots.count != width {
            throw Diagnostic(
                CellReference(file: file, row: row.number),
                "the heading row has \(row.slots.count) columns, the one above it \(width)",
                mend: "correct `heading rows:` under `table:`")
        }
        if let next = grid[end...].first(where: { $0.part == .head }) {
            throw Diagnostic(
                CellReference(file: file, row: next.number),
                "the row stands in the table's head and is not one of its \(layout.headerRows) heading rows",
                mend: "correct `heading rows:` under `table:`")
        }
        var uses = HeadingRules.Uses()
        texts = (0..<width).map { column in
            heading.filter { $0.slots[column].row == $0.number || $0.number == grid[first].number }
                .map { layout.headings.plain($0.slots[column].text, &uses) }
                .filter { !$0.isEmpty }
                .joined(separator: " | ")
        }
        try layout.headings.check(texts, file: file, row: grid[end - 1].number)
        try layout.headings.check(uses, file: file)
    }

    private static func find(_ text: String, _ cells: [String], _ file: String) throws(Diagnostic) -> Int {
        if let place = cells.firstIndex(of: text) { return place }
        let hint = text.nearest(of: cells).map { "the nearest is \($0.quoted); " } ?? ""
        throw Diagnostic(
            .error, .content, at: .file(file),
            "no row begins with the heading \(text.quoted); the first row begins with \((cells.first ?? "").quoted)",
            mend: "\(hint)correct `header:` under `table:`")
    }
}
