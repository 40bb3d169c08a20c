public import LMIModel

/// A table of a CSV file: where its rows stand, not the rows. Reading it opens the file anew.
public struct CSVTable: Table {
    /// Where the rows end.
    enum Extent: Hashable, Sendable {
        case endOfFile
        /// So many records after the start, blank ones included.
        case records(Int)
    }

    public let headings: [String]
    public let above: [String: LabelledLine]
    public internal(set) var around: RowsAround
    let rule: RowRule
    let extent: Extent

    public var file: String { source.name }
    public var headingRecord: Int { rule.headingRecord }
    var source: CSVSource { rule.source }
    /// Where the first row starts in the text.
    var position: Int { rule.position }
    /// How many records stand before the first row.
    var recordsBefore: Int { rule.recordsBefore }

    public func read<C: BatchConsumer>(into start: C, threads: Int) throws(Diagnostic) -> C {
        if extent == .endOfFile, rule.isUniform {
            return try ParallelRead(self, threads: threads).run(start)
        }
        var consumer = start
        var rows = try RowReader(self, from: position, before: recordsBefore)
        var batch = Batch(width: headings.count)
        while true {
            let fault = rows.fill(&batch)
            if batch.rows > 0 { try consumer.take(batch) }
            if let fault { throw fault }
            if batch.rows == 0 { return consumer }
        }
    }
}
