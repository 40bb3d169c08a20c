internal import LMIExtract

/// The texts of a table's columns as numbers, so that columns can be compared quickly.
struct ColumnIDs: Sendable {
    /// By column, then by row: the number of the row's text among the column's.
    private let ids: [[Int]]
    private let rows: Int
    /// The column that says which of several tables a row is in.
    let block: Int

    /// - Complexity: O(*cells*).
    init(_ shape: TableShape, _ rows: [CSVSample.Row]) {
        self.rows = shape.data.count
        block = shape.headings.count
        let columns = shape.headings.indices.map { column in
            var known: [String: Int] = [:]
            return shape.data.map { place in
                let cells = rows[place].cells
                let text = column < cells.count ? cells[column] : ""
                if let id = known[text] { return id }
                known[text] = known.count
                return known.count - 1
            }
        }
        ids = columns + [shape.data.map { place in shape.blocks.count { $0 < place } }]
    }

    /// The rows' texts in several columns together, as numbers.
    func joined(_ columns: [Int]) -> [Int] {
        guard let first = columns.first else { return Array(repeating: 0, count: rows) }
        return columns.dropFirst().reduce(ids[first]) { joined, column in
            var known: [[Int]: Int] = [:]
            return (0..<rows).map { row in
                let pair = [joined[row], ids[column][row]]
                if let id = known[pair] { return id }
                known[pair] = known.count
                return known.count - 1
            }
        }
    }

    /// Whether rows that agree in `columns` agree in `other` as well.
    func determine(_ other: Int, by columns: [Int]) -> Bool {
        var meant: [Int: Int] = [:]
        for (key, id) in zip(joined(columns), ids[other]) {
            guard let before = meant.updateValue(id, forKey: key) else { continue }
            if before != id { return false }
        }
        return true
    }

    /// Pairs of rows that agree in `columns`: how many second ones there are, and the first such pair.
    func repeated(_ columns: [Int]) -> (count: Int, first: (Int, Int)?) {
        var seen: [Int: Int] = [:]
        var count = 0
        var first: (Int, Int)?
        for (row, key) in joined(columns).enumerated() {
            guard let twin = seen[key] else {
                seen[key] = row
                continue
            }
            count += 1
            first = first ?? (twin, row)
        }
        return (count, first)
    }
}
