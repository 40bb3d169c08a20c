internal import LMIModel

/// Goes through a file record by record and says where its tables stand.
struct RegionFinder: ~Copyable {
    let source: CSVSource
    let layout: RegionLayout
    var reader: RecordReader
    var record = Record()
    /// Whether the record in hand is still to be looked at: it ended a table by beginning the next.
    var isHeld = false
    private var lines: LinesAbove
    private var tables: [CSVTable] = []
    /// First cells of rows above the first table, for the message when there is no heading.
    var firstCells: [(text: String, row: Int)] = []
    /// Rows in which a heading was found.
    var headingRows: [Int] = []
    /// The rows in which panels begin, by their texts.
    var panels: [String: Int] = [:]
    /// The rows right above the record in hand, as many as may be heading rows.
    var upper: [UpperRow] = []
    /// The rows that belong to no table, since the last table.
    var around = RowsAround()
    /// Whether the text that ends tables was found.
    var hasEndText = false
    var uses = HeadingRules.Uses()
    /// The table that ended last, where it ended at a blank row.
    var ended: EndedTable?

    /// A row that a heading row may stand under.
    struct UpperRow {
        var texts: [String]
        var isBlank: Bool
        /// Whether ``RegionFinder/around`` counts it.
        var isCounted: Bool
    }

    init(_ source: CSVSource, _ layout: RegionLayout) throws(Diagnostic) {
        var source = source
        source.takesSpacesOff = source.takesSpacesOff || layout.spacesTakenOff
        self.source = source
        self.layout = layout
        lines = LinesAbove(layout, file: source.name)
        reader = try RecordReader(source)
    }

    /// The tables, from top to bottom.
    mutating func find() throws(Diagnostic) -> [CSVTable] {
        let wanted = layout.tables
        if wanted > 1, layout.ends == .endOfFile, !layout.hasPanels {
            throw Diagnostic(
                .error, .configuration, at: .file(source.name),
                "the layout has \(wanted) tables one under the other, but says that the first runs to the end of the file",
                mend:
                    "write `ends: at a blank row`, `ends: at the next heading` or `ends: {before: …}` under `table:`"
            )
        }
        while try next() {
            let isHeading = startsTable()
            if tables.count == wanted {
                try passBelow(isHeading: isHeading)
            } else if isHeading {
                try readTable()
                if !readsRows { break }
            } else {
                try passAbove()
            }
        }
        guard record.number > 1 || !tables.isEmpty else {
            throw Diagnostic(
                at: .file(source.name), "the file is empty",
                mend: "fetch the file again, or ask the publisher")
        }
        guard headingRows.count == wanted else { throw wrongHeadings(wanted) }
        if case .before(let text) = layout.ends, !hasEndText { throw noEnd(text) }
        try layout.headings.check(uses, file: source.name)
        tables[tables.count - 1].around.add(around)
        return tables
    }

    mutating func next() throws(Diagnostic) -> Bool {
        if isHeld {
            isHeld = false
            return true
        }
        return try reader.next(into: &record)
    }

    func startsTable() -> Bool {
        switch layout.header {
        case .row(let number), .none(let number): return record.number == number
        case .noneAfter(let text): return record.text(0) == text
        case .firstCell(let text): return plainFirstCell() == text
        case .panels(let texts, _): return texts.contains(plainFirstCell())
        }
    }

    private func plainFirstCell() -> String {
        var uses = HeadingRules.Uses()
        return layout.headings.plain(record.text(0), &uses)
    }

    mutating func passAbove() throws(Diagnostic) {
        try checkStray()
        try lines.take(record)
        count(isBelow: false)
        if firstCells.count < 1000 { firstCells.append((record.text(0), record.number)) }
    }

    private mutating func passBelow(isHeading: Bool) throws(Diagnostic) {
        if isHeading {
            try checkPanel(plainFirstCell())
            headingRows.append(record.number)
        } else {
            // A heading too many is the graver fault, and rows stand under it.
            if headingRows.count == layout.tables {
                if layout.below == .notes { try checkStray() }
                try checkBelow()
            }
            count(isBelow: true)
        }
    }

    /// Counts the record in hand as one that belongs to no table.
    mutating func count(isBelow: Bool) {
        if record.isBlank {
            around.blank += 1
        } else if isBelow {
            around.below += 1
        } else {
            around.above += 1
        }
        keepUpper(isCounted: true)
    }

    /// Remembers the record in hand in case the next row is found to be a heading row under it.
    mutating func keepUpper(isCounted: Bool) {
        guard layout.foundRow > 1 else { return }
        if upper.count == layout.foundRow - 1 { upper.removeFirst() }
        upper.append(
            UpperRow(
                texts: record.cells.indices.map { record.text($0) }, isBlank: record.isBlank,
                isCounted: isCounted))
    }

    /// Whether the rows are read to find where they end, or something about them.
    private var readsRows: Bool {
        layout.ends != .endOfFile || layout.hasPanels || layout.lastRowIsCut || layout.blankRows == .skip
    }

    /// Reads the headings found in the record in hand and, where rows may end early, the rows.
    private mutating func readTable() throws(Diagnostic) {
        let row = record.number
        let text = plainFirstCell()
        try checkPanel(text)
        headingRows.append(row)
        var rule = RowRule(
            source: source, position: 0, recordsBefore: 0, width: 0,
            // A table that ends at a blank row may have one right under its heading, which ends nothing.
            skipsBlankRows: layout.blankRows == .skip || layout.ends == .blankRow,
            mayLack: layout.shortRowsMayLack, runsToEnd: layout.ends == .endOfFile && !layout.hasPanels,
            mark: endsAtHeadings || !layout.isFoundByText ? nil : record.text(0), markRow: row,
            headingRecord: 0)
        if case .noneAfter = layout.header { try passMark() }
        var above = try lines.finish(before: layout.isHeadless ? record.number : row - layout.foundRow + 1)
        if case .panels(_, let label) = layout.header {
            above[label] = LabelledLine(
                text: text, cell: CellReference(file: source.name, row: row, column: 1))
        }
        let headings =
            layout.isHeadless ? Array(repeating: "", count: record.cells.count) : try readHeadings()
        rule.width = headings.count
        rule.position = layout.isHeadless ? record.position : reader.position
        rule.recordsBefore = layout.isHeadless ? record.number - 1 : record.number
        rule.headingRecord = layout.isHeadless ? 0 : record.number
        var own = around
        around = RowsAround()
        ended = nil
        let extent = readsRows ? CSVTable.Extent.records(try countRows(rule, &own)) : .endOfFile
        tables.append(CSVTable(headings: headings, above: above, around: own, rule: rule, extent: extent))
    }

    /// Whether the table in hand is the last there should be.
    var isLast: Bool { tables.count + 1 == layout.tables }

    /// Whether the next heading ends a table.
    var endsAtHeadings: Bool { layout.hasPanels || layout.ends == .nextHeading }
}
