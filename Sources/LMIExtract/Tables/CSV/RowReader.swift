internal import LMIModel

/// Reads the rows of a table record by record into batches: slower than ``SeparatorScan``, for any rule.
struct RowReader: ~Copyable {
    private let rule: RowRule
    private let batchSize: Int
    private var reader: RecordReader
    private var record = Record()
    /// How many records may still be read.
    private var left: Int
    private(set) var recordsRead = 0

    init(_ table: CSVTable, from position: Int, before: Int) throws(Diagnostic) {
        rule = table.rule
        batchSize = table.source.chunkSize
        left = .max
        if case .records(let count) = table.extent { left = count }
        reader = try RecordReader(table.source, from: position, before: before)
    }

    /// Where the next record starts in the text.
    var position: Int { reader.position }

    /// Refills `batch` with the next rows that start before `end`; it stays empty where there are none.
    ///
    /// - Returns: What is wrong with the record after the batch's last row, if anything.
    mutating func fill(_ batch: inout Batch, until end: Int = .max) -> Diagnostic? {
        batch.removeAll()
        defer { batch.pad() }
        do throws(Diagnostic) {
            while left > 0, batch.bytes.count < batchSize, reader.position < end {
                guard try reader.next(into: &record) else {
                    left = 0
                    break
                }
                recordsRead += 1
                left -= 1
                if rule.skipsBlankRows, record.isBlank { continue }
                try rule.check(record)
                append(to: &batch)
            }
            return nil
        } catch {
            left = 0
            return error
        }
    }

    private func append(to batch: inout Batch) {
        for cell in record.cells {
            batch.bytes.append(contentsOf: record.bytes[cell])
            batch.endCell()
        }
        for _ in record.cells.count..<batch.width { batch.endCell() }
        batch.mayHoldQuotes = true
        batch.endRow(record: record.number)
    }
}
