@testable internal import LMIExtract
@testable internal import LMIModel

/// Keeps every cell, by the number of its record.
struct KeepAll: BatchConsumer {
    var rows: [Int: [String]] = [:]

    mutating func take(_ batch: borrowing Batch) throws(Diagnostic) {
        for row in 0..<batch.rows {
            demand(rows[batch.record(row)] == nil, "row \(batch.record(row)) comes twice")
            rows[batch.record(row)] = (0..<batch.width).map { batch.text(row, $0) }
        }
    }

    mutating func merge(_ other: consuming KeepAll) throws(Diagnostic) {
        rows.merge(other.rows) { _, _ in fatalError("two threads read one row") }
    }
}
