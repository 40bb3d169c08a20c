public import LMIModel

/// What became of every row of the table: `read` is the sum of the next four.
public struct RollupCounts: Hashable, Sendable {
    public internal(set) var read = 0
    /// Rows that a filter did not let pass.
    public internal(set) var notKept = 0
    /// Rows whose code the crosswalk does not have, where the plan drops them.
    public internal(set) var unmapped = 0
    /// Rows whose code the crosswalk has without a target.
    public internal(set) var withoutTarget = 0
    /// Rows that count in at least one group.
    public var summed: Int { read - notKept - unmapped - withoutTarget }
    /// Of the rows that were kept and have a known code, those without a number, by reason.
    public internal(set) var withheld: [Reason: Int] = [:]

    mutating func add(_ other: RollupCounts) {
        read += other.read
        notKept += other.notKept
        unmapped += other.unmapped
        withoutTarget += other.withoutTarget
    }
}

/// Sums by group, sorted by their keys as bytes. A row is a view.
public struct RollupResult: Sendable {
    public struct Row: Hashable, Sendable {
        /// One text a dimension.
        public let key: [String]
        /// The sum of the parts that have a number; nil where none has one. It is not the whole where
        /// ``suppressed`` is not zero.
        public let total: ExactDecimal?
        /// How many rows of the table count here.
        public let rows: Int
        /// How many of them have no number.
        public let suppressed: Int
    }

    /// The names of the dimensions, in the plan's order.
    public let dimensions: [String]
    public let counts: RollupCounts
    /// The texts of each dimension, sorted.
    private let texts: [[String]]
    /// The places of each row's key in `texts`.
    private let keys: [Int32]
    private let totals: [Int64]
    private let rows: [(rows: Int, suppressed: Int)]
    private let scale: Int

    public var count: Int { rows.count }

    public subscript(row: Int) -> Row {
        let width = dimensions.count
        return Row(
            key: (0..<width).map { texts[$0][Int(keys[row * width + $0])] },
            total: rows[row].rows == rows[row].suppressed
                ? nil : ExactDecimal(units: totals[row], scale: scale),
            rows: rows[row].rows, suppressed: rows[row].suppressed)
    }

    /// The result as CSV: the dimensions, then `total`, `n` and `suppressed`. A total that is not known is empty.
    public func csv() -> [UInt8] {
        let names = (dimensions + ["total", "n", "suppressed"]).map(Self.quoted)
        var bytes = Array((names.joined(separator: ",") + "\n").utf8)
        let cells = texts.map { $0.map { Array(Self.quoted($0).utf8) + [0x2C] } }
        let width = dimensions.count
        for row in rows.indices {
            for column in 0..<width {
                bytes.append(contentsOf: cells[column][Int(keys[row * width + column])])
            }
            let (count, suppressed) = rows[row]
            let total = count == suppressed ? "" : ExactDecimal(units: totals[row], scale: scale).description
            bytes.append(contentsOf: "\(total),\(count),\(suppressed)\n".utf8)
        }
        return bytes
    }

    private static func quoted(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    /// Gathers rows and sorts them.
    struct Builder {
        private let dimensions: [String]
        private let texts: [[String]]
        /// The place of each text of each dimension among the sorted ones.
        private let ranks: [[Int32]]
        private var rows: [(key: [Int32], sum: RollupConsumer.Sum)] = []

        init(_ dimensions: [String], _ texts: [[String]]) {
            self.dimensions = dimensions
            var sorted: [[String]] = []
            var ranks: [[Int32]] = []
            for list in texts {
                let order = list.indices.sorted { list[$0].utf8.lexicographicallyPrecedes(list[$1].utf8) }
                var rank = [Int32](repeating: 0, count: list.count)
                for (place, index) in order.enumerated() { rank[index] = Int32(place) }
                sorted.append(order.map { list[$0] })
                ranks.append(rank)
            }
            self.texts = sorted
            self.ranks = ranks
        }

        mutating func add(_ key: [Int], _ sum: RollupConsumer.Sum) {
            rows.append((key.enumerated().map { ranks[$0][$1] }, sum))
        }

        consuming func result(_ counts: RollupCounts, scale: Int, file: String) throws(Diagnostic)
            -> RollupResult
        {
            rows.sort { $0.key.lexicographicallyPrecedes($1.key) }
            var totals: [Int64] = []
            totals.reserveCapacity(rows.count)
            for (key, sum) in rows {
                guard let units = Int64(exactly: sum.total) else {
                    let names = key.enumerated().map { texts[$0][Int($1)].quoted }
                    throw Diagnostic(
                        at: .file(file),
                        "the sum for \(names.joined(separator: ", ")) has more digits than a figure can hold",
                        mend: "lower \"decimals:\" in the rollup's definition, or group by more columns")
                }
                totals.append(units)
            }
            return RollupResult(
                dimensions: dimensions, counts: counts, texts: texts, keys: rows.flatMap(\.key),
                totals: totals,
                rows: rows.map { ($0.sum.rows, $0.sum.suppressed) }, scale: scale)
        }
    }
}
