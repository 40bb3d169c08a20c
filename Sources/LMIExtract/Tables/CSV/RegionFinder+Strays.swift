internal import LMIModel

/// What the rows of a table that ended at a blank row have in common, by which a row after it is known as one
/// that the blank row has cut off.
struct EndedTable: Sendable {
    /// The blank row.
    let row: Int
    let width: ClosedRange<Int>
    /// The fewest numbers that any of its rows has.
    let numbers: Int
}

extension RegionFinder {
    /// Refuses a row that looks like one of the table above: a blank row within a table would else end it, and
    /// the rows after it would be taken for notes.
    ///
    /// A row is taken for one where it has the table's width, something in its first cell, and as many numbers
    /// as the table's rows have, at least two: notes and labelled lines have fewer.
    func checkStray() throws(Diagnostic) {
        guard let ended, !record.isBlank, ended.width.contains(record.cells.count), ended.numbers > 1,
            !record.text(0).isEmpty, record.numbers >= ended.numbers
        else { return }
        throw Diagnostic(
            CellReference(file: source.name, row: record.number, column: 1),
            "the row that begins \(record.text(0).quoted) looks like a row of the table that ended at the blank row \(ended.row)",
            mend:
                "if the table goes on, write `blank rows: skip` and another `ends:` under `table:`; if it is another table, write `below: other tables` or read it with `repeats:`"
        )
    }
}

extension Record {
    /// How many cells hold nothing but digits and what stands in and around numbers.
    var numbers: Int {
        cells.count { cell in
            var hasDigit = false
            for byte in bytes[cell] {
                switch byte {
                case 0x30...0x39: hasDigit = true
                case 0x2C, 0x2E, 0x2D, 0x25, 0x20, 0x22: continue  // , . - % blank and the cell's own quotes
                default: return false
                }
            }
            return hasDigit
        }
    }
}
