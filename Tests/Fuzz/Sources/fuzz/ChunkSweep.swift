@testable internal import LMIExtract
@testable internal import LMIModel

/// One file read by both scanners in pieces of every size from 1 to 4,096 bytes: no harness, but the whole range.
enum ChunkSweep {
    static func run(_ path: String) {
        var source = CSVSource(path: path, name: path, encoding: .utf8, delimiter: 0x2C)
        do throws(Diagnostic) {
            let whole = try Self.cells(source, slowly: true)
            for chunkSize in 1...4096 {
                source.chunkSize = chunkSize
                demand(
                    try cells(source, slowly: false) == whole,
                    "the quick scan differs at \(chunkSize): \(path)")
                demand(
                    try cells(source, slowly: true) == whole,
                    "record by record differs at \(chunkSize): \(path)")
            }
            print("fuzz: chunks: \(path): \(whole.count) cells, the same in pieces of 1 to 4096 bytes")
        } catch {
            fatalError("\(error)")
        }
    }

    private static func cells(_ source: CSVSource, slowly: Bool) throws(Diagnostic) -> CellHash {
        guard let table = try CSVFile(source).tables(RegionLayout(header: .row(1))).first else {
            return CellHash()
        }
        guard slowly else { return try table.read(into: CellHash(), threads: 1) }
        var reader = try RowReader(table, from: table.position, before: table.recordsBefore)
        var batch = Batch(width: table.headings.count)
        var all = CellHash()
        while true {
            let fault = reader.fill(&batch)
            all.take(batch)
            if let fault { throw fault }
            if batch.rows == 0 { return all }
        }
    }
}

/// The cells in their order, as one number.
private struct CellHash: BatchConsumer, Equatable {
    var count = 0
    private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func take(_ batch: borrowing Batch) {
        for row in 0..<batch.rows {
            add(UInt64(batch.record(row)))
            for column in 0..<batch.width {
                for byte in batch.bytes[batch.cell(row, column)] { add(UInt64(byte)) }
                add(0x1F)
                count += 1
            }
        }
    }

    private mutating func add(_ word: UInt64) { hash = (hash ^ word) &* 0x100_0000_01B3 }

    mutating func merge(_ other: consuming CellHash) { fatalError("one thread reads the file") }
}
