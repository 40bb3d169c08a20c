import Foundation
import LMIModel
import Testing

@testable import LMIExtract

/// A file that lives as long as one test.
struct TemporaryFile: ~Copyable {
    let path: String

    init(_ bytes: [UInt8]) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "lmi-\(UUID().uuidString).csv").path()
        try Data(bytes).write(to: URL(filePath: path))
    }

    init(_ text: String) throws { try self.init(Array(text.utf8)) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Keeps every cell, by the number of its record.
struct KeepAll: BatchConsumer {
    var rows: [Int: [String]] = [:]
    /// A row that this consumer takes to be wrong.
    var refuses: Int?

    mutating func take(_ batch: borrowing Batch) throws(Diagnostic) {
        for row in 0..<batch.rows {
            let number = batch.record(row)
            if number == refuses {
                throw Diagnostic(CellReference(file: "f.csv", row: number), "refused", mend: "none")
            }
            precondition(rows[number] == nil, "row \(number) comes twice")
            rows[number] = (0..<batch.width).map { batch.text(row, $0) }
        }
    }

    mutating func merge(_ other: consuming KeepAll) throws(Diagnostic) {
        rows.merge(other.rows) { one, _ in one }
    }
}

/// What reading a file came to: its rows, or the text of the diagnostic.
enum Outcome: Hashable {
    case rows([Int: [String]])
    case fault(String)

    /// Reads the first table of `path`, in chunks of `chunkSize` bytes.
    init(
        _ path: String, _ layout: RegionLayout = RegionLayout(header: .row(1)),
        encoding: TextEncoding = .utf8,
        delimiter: Character = ",", chunkSize: Int = 4 << 10, threads: Int = 1, refuses: Int? = nil,
        longestRecord: Int = 8 << 20
    ) {
        let source = CSVSource(
            path: path, name: "f.csv", encoding: encoding, delimiter: delimiter.asciiValue ?? 0,
            chunkSize: chunkSize, longestRecord: longestRecord)
        do throws(Diagnostic) {
            var rows: [Int: [String]] = [:]
            for table in try CSVFile(source).tables(layout) {
                let part = try table.read(into: KeepAll(refuses: refuses), threads: threads)
                rows.merge(part.rows) { one, _ in one }
            }
            self = .rows(rows)
        } catch {
            self = .fault(error.description)
        }
    }

    /// Reads the table under row 1 record by record, as the quick scan never does.
    init(slowly path: String, chunkSize: Int = 512 << 10) {
        let source = CSVSource(
            path: path, name: "f.csv", encoding: .utf8, delimiter: 0x2C, chunkSize: chunkSize)
        do throws(Diagnostic) {
            guard let table = try CSVFile(source).tables(RegionLayout(header: .row(1))).first else {
                self = .rows([:])
                return
            }
            var reader = try RowReader(table, from: table.position, before: table.recordsBefore)
            var batch = Batch(width: table.headings.count)
            var all = KeepAll()
            while true {
                let fault = reader.fill(&batch)
                try all.take(batch)
                if let fault { throw fault }
                if batch.rows == 0 { break }
            }
            self = .rows(all.rows)
        } catch {
            self = .fault(error.description)
        }
    }

    /// The rows in order.
    var cells: [[String]] {
        guard case .rows(let rows) = self else { return [] }
        return rows.sorted { $0.key < $1.key }.map(\.value)
    }
}

/// The tables of a CSV file that says `text`.
func tables(_ text: String, _ layout: RegionLayout) throws -> [CSVTable] {
    let file = try TemporaryFile(text)
    return try CSVFile(path: file.path, name: "f.csv", encoding: .utf8).tables(layout)
}

/// What is wrong with a CSV file that says `text`, in the words of its message; "none" where nothing is.
func fault(_ text: String, _ layout: RegionLayout) throws -> String {
    let file = try TemporaryFile(text)
    guard case .fault(let text) = Outcome(file.path, layout) else { return "none" }
    return text
}
