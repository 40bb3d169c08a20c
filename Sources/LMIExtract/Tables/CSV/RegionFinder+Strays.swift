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
    /// How many cells hold nothing but digits and what stands in numbers.
    var numbers: Int {
        cells.indices.count { place in
            let text = text(place).utf8
            let marks: [UInt8] = Array(",.-% ".utf8)
            return text.contains { (0x30...0x39).contains($0) }
                && text.allSatisfy { (0x30...0x39).contains($0) || marks.contains($0) }
        }
    }
}
