public import LMIModel

/// The first rows of a CSV file of which neither delimiter nor table is known yet.
public struct CSVSample: Sendable {
    /// One record, of whatever width.
    public struct Row: Sendable {
        /// Counted from 1, as messages do.
        public let number: Int
        public let cells: [String]

        public init(number: Int, cells: [String]) {
            self.number = number
            self.cells = cells
        }

        public var isBlank: Bool { cells.allSatisfy(\.isEmpty) }
        public var filled: Int { cells.count { !$0.isEmpty } }
    }

    public let delimiter: UInt8
    public let rows: [Row]
    /// What stopped the reading; nil where it came to the end of the file or of the sample.
    public let fault: Diagnostic?
    /// Whether the last row is the file's last.
    public let isWhole: Bool

    /// - Parameters:
    ///   - name: What messages call the file.
    ///   - limit: About how many bytes of text to read at most.
    ///   - mostCells: How many cells to hold at most.
    public init(
        path: String, name: String, encoding: TextEncoding, delimiter: UInt8, limit: Int, mostCells: Int
    ) {
        var rows: [Row] = []
        var fault: Diagnostic?
        var isWhole = false
        var cells = 0
        do throws(Diagnostic) {
            let source = CSVSource(
                path: path, name: name, encoding: encoding, delimiter: delimiter, chunkSize: 64 << 10,
                longestRecord: 1 << 20)
            var reader = try RecordReader(source)
            var record = Record()
            while reader.position < limit, cells < mostCells {
                guard try reader.next(into: &record) else {
                    isWhole = true
                    break
                }
                rows.append(
                    Row(number: record.number, cells: record.cells.indices.map { record.text($0) }))
                cells += record.cells.count
            }
        } catch {
            fault = error
        }
        self.delimiter = delimiter
        self.rows = rows
        self.fault = fault
        self.isWhole = isWhole
    }

    /// The first rows by each delimiter that lmi reads, the likeliest first.
    ///
    /// The likeliest gives most rows one width of two cells or more, and of such the widest.
    public static func byDelimiter(path: String, name: String, encoding: TextEncoding) -> [CSVSample] {
        let samples = [UInt8(ascii: ","), 0x09, UInt8(ascii: ";")].map { delimiter in
            CSVSample(
                path: path, name: name, encoding: encoding, delimiter: delimiter, limit: 256 << 10,
                mostCells: 200_000)
        }
        let scores = samples.map(\.score)
        return samples.indices.sorted { (scores[$0], -$0) > (scores[$1], -$1) }.map { samples[$0] }
    }

    /// How many rows have the most common width.
    public var commonWidth: (width: Int, rows: Int) {
        var counts: [Int: Int] = [:]
        for row in rows where !row.isBlank { counts[row.cells.count, default: 0] += 1 }
        let best = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }
        return best.map { ($0.key, $0.value) } ?? (0, 0)
    }

    /// Cells of the rows of one width, capped so that one long row of commas does not outweigh a table.
    private var score: Int {
        var counts: [Int: Int] = [:]
        for row in rows where row.cells.count > 1 {
            counts[row.cells.count, default: 0] += row.filled > 1 ? 1 : 0
        }
        let best = counts.map { $0.value * min($0.key, 40) }.max() ?? 0
        return fault == nil ? best : best / 2
    }
}
