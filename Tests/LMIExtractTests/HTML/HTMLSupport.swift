import LMIExtract
import LMIModel

/// The cells of a table as a person would copy them, each row with its number.
struct Rows: BatchConsumer {
    var numbers: [Int] = []
    var cells: [[String]] = []

    mutating func take(_ batch: borrowing Batch) {
        for row in 0..<batch.rows {
            numbers.append(batch.record(row))
            var texts: [String] = []
            for column in 0..<batch.width { texts.append(batch.text(row, column)) }
            cells.append(texts)
        }
    }

    mutating func merge(_ other: consuming Self) {
        numbers += other.numbers
        cells += other.cells
    }
}

/// A page made for a test.
func page(_ html: String) throws(Diagnostic) -> HTMLFile {
    try HTMLFile(Array(html.utf8), name: "jobs.html", encoding: .utf8)
}

/// The table called `t` of a page made for a test.
func table(_ html: String, _ layout: HTMLLayout = HTMLLayout()) throws(Diagnostic) -> HTMLTable {
    try page(html).table(.id("t"), layout: layout)
}

/// What the reading of the table called `t` is refused with.
func refusal(_ html: String, _ layout: HTMLLayout = HTMLLayout()) -> String {
    do {
        let read = try table(html, layout).read(into: Rows(), threads: 1)
        return "read: \(read.cells)"
    } catch {
        return "\(error)"
    }
}
