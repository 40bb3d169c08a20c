public import LMIModel

/// A table given as texts, for tests that need no file.
public struct TextTable: Table {
    public let file: String
    public let headings: [String]
    public let headingRecord: Int
    public var above: [String: LabelledLine]
    private let rows: [[String]]

    /// - Parameter text: One line a row, cells separated by `|`; blanks around cells are taken off. The first
    ///   line is the heading row, row 1 of the file.
    public init(_ text: String, file: String = "jobs.csv", above: [String: LabelledLine] = [:]) {
        let lines = text.split(separator: "\n").map { line in
            line.split(separator: "|", omittingEmptySubsequences: false).map { cell in
                String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }
        }
        self.file = file
        headings = lines.first ?? []
        headingRecord = 1
        rows = Array(lines.dropFirst())
        self.above = above
    }

    public func read<C: BatchConsumer>(into start: C, threads: Int) throws(Diagnostic) -> C {
        var consumer = start
        var batch = Batch(width: headings.count)
        for (place, row) in rows.enumerated() { batch.append(row, record: place + 2) }
        batch.pad()
        try consumer.take(batch)
        return consumer
    }
}
