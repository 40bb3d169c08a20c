import Foundation
import LMIModel
import LMITestSupport
import Testing

@testable import LMIExtract

/// Our reading of hostile files beside that of Python's own reader, strict: whatever differs is explained.
struct CSVDifferentialTests {
    private struct Made: Decodable {
        let bytes: Data
        /// Nil where Python refuses the file.
        let rows: [[String]]?

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            bytes = try list.decode(Data.self)
            rows = try list.decode([[String]]?.self)
        }
    }

    /// What we refuse and Python reads, by what our message says, with why.
    private static let onlyPythonReads = [
        "a quote stands in the middle of a cell":
            "Python keeps it as a letter: in publishers' files a quote was lost there, or the delimiter is another",
        "a carriage return without a line feed":
            "Python ends a line with it: no publisher does, and a cell cut in two would be two rows",
        "the cell holds the control character":
            "Python hands it on: it is a sign of another encoding, or of a damaged file",
    ]

    /// What Python refuses and we read, with why.
    private enum OnlyWeRead: String, CaseIterable {
        case longCell =
            "Python takes no cell of more than 131,072 letters; ours is bound by the row, at 8 MiB"
    }

    @Test func `hostile files have the cells that Python finds in them, or the difference is explained`()
        throws
    {
        let script = packageRoot.appending(path: "Tests/LMIExtractTests/Support/hostile_csv.py").path
        let python = try run("python3", script, "1500")
        try #require(python.status == 0, "\(python.errors)")
        let files = try JSONDecoder().decode([Made].self, from: Data(python.output.utf8))
        var explained: [String: Int] = [:]
        var (same, refused) = (0, 0)
        for file in files {
            let written = try TemporaryFile(Array(file.bytes))
            let outcome = try Self.records(written.path)
            switch (outcome, file.rows) {
            case (.success(let mine), let rows?):
                same += 1
                #expect(mine == rows, "\(String(decoding: file.bytes, as: UTF8.self).quoted)")
            case (.failure(let fault), _?):
                let why = Self.onlyPythonReads.keys.first { fault.message.contains($0) }
                #expect(why != nil, "\(fault) of \(String(decoding: file.bytes, as: UTF8.self).quoted)")
                explained[why ?? "", default: 0] += 1
            case (.failure, nil): refused += 1
            case (.success(let mine), nil):
                #expect(mine.joined().contains { $0.unicodeScalars.count > 131_072 }, "\(mine)")
                explained[OnlyWeRead.longCell.rawValue, default: 0] += 1
            }
        }
        // An explanation of what no longer differs hides the next difference.
        #expect(
            Set(explained.keys) == Set(Self.onlyPythonReads.keys).union(OnlyWeRead.allCases.map(\.rawValue)))
        #expect(same > 800 && refused > 100, "\(same) same, \(refused) refused by both")
    }

    /// Every record of a file, whatever its width.
    private static func records(_ path: String) throws -> Result<[[String]], Diagnostic> {
        var mine: [[String]] = []
        do throws(Diagnostic) {
            var reader = try RecordReader(
                CSVSource(path: path, name: "f.csv", encoding: .utf8, delimiter: 0x2C, chunkSize: 64))
            var record = Record()
            while try reader.next(into: &record) { mine.append(record.cells.indices.map { record.text($0) }) }
            return .success(mine)
        } catch {
            return .failure(error)
        }
    }
}
