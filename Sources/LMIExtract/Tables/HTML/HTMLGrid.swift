internal import LMIModel

/// The rows of a table with their spans laid out: every slot has the cell that covers it.
struct HTMLGrid {
    /// The most slots a table may have.
    static let limit = 1_000_000

    struct Slot {
        let text: String
        /// The row its cell begins in, counted from 1.
        let row: Int
        /// The column its cell begins in, counted from 1.
        let column: Int
    }

    struct Row {
        /// Counted from 1 at the top of the table.
        let number: Int
        let part: PageTable.Part
        /// How many cells begin in this row.
        let cells: Int
        var slots: [Slot]
    }

    private(set) var rows: [Row] = []
    let file: String

    /// - Throws: ``Diagnostic`` when cells overlap, a cell reaches below its part of the table, or the table
    ///   grows beyond the limit.
    init(_ table: PageTable, file: String) throws(Diagnostic) {
        self.file = file
        var hanging: [Hanging] = []
        var partNumber = table.rows.first?.partNumber
        var count = 0
        for (place, row) in table.rows.enumerated() {
            if row.partNumber != partNumber {
                try Self.checkNothingHangs(hanging, file)
                hanging = []
                partNumber = row.partNumber
            }
            while let last = hanging.last, last.rows == 0 { hanging.removeLast() }
            // Before they are laid out: a row of wide and high cells stands for a million times its bytes.
            count += hanging.count { $0.rows > 0 }
            try Self.checkSize(count, file, row: place + 1)
            var slots: [Slot?] = hanging.map { $0.rows > 0 ? $0.slot : nil }
            for place in hanging.indices where hanging[place].rows > 0 { hanging[place].rows -= 1 }
            var column = 0
            for cell in row.cells {
                while column < slots.count, slots[column] != nil { column += 1 }
                let slot = Slot(text: cell.text, row: place + 1, column: column + 1)
                count += cell.columns
                try Self.checkSize(count, file, row: place + 1)
                for next in column..<column + cell.columns {
                    while slots.count <= next {
                        slots.append(nil)
                        if hanging.count < slots.count { hanging.append(Hanging(slot: slot, rows: 0)) }
                    }
                    guard slots[next] == nil else {
                        throw Diagnostic(
                            CellReference(file: file, row: place + 1, column: next + 1),
                            "the cell \(cell.text.quoted) spans into a place that a cell of a row above fills",
                            mend: HTMLFile.mendTable)
                    }
                    slots[next] = slot
                    hanging[next] = Hanging(slot: slot, rows: cell.rows - 1)
                }
                column += cell.columns
            }
            while slots.last.map({ $0 == nil }) == true { slots.removeLast() }
            guard let gap = slots.firstIndex(where: { $0 == nil }) else {
                rows.append(
                    Row(
                        number: place + 1, part: row.part, cells: row.cells.count,
                        slots: slots.compactMap { $0 }))
                continue
            }
            throw Diagnostic(
                CellReference(file: file, row: place + 1, column: gap + 1),
                "the row has no cell in this column",
                mend: HTMLFile.mendTable)
        }
        try Self.checkNothingHangs(hanging, file)
    }

    /// A cell of a row above, and how many more rows it covers.
    private struct Hanging {
        var slot: Slot
        var rows: Int
    }

    private static func checkSize(_ count: Int, _ file: String, row: Int) throws(Diagnostic) {
        guard count > limit else { return }
        throw Diagnostic(
            CellReference(file: file, row: row),
            "the table has more than \(limit) cells when its spans are laid out", mend: HTMLFile.mendTable)
    }

    private static func checkNothingHangs(_ hanging: [Hanging], _ file: String) throws(Diagnostic) {
        guard let cell = hanging.first(where: { $0.rows > 0 })?.slot else { return }
        throw Diagnostic(
            CellReference(file: file, row: cell.row, column: cell.column),
            "the cell \(cell.text.quoted) spans more rows than there are below it", mend: HTMLFile.mendTable)
    }
}
