internal import LMIModel

/// Where each thing a layout names stands in one table: its columns, by place.
struct ColumnPlan: Sendable {
    /// One figure of every row.
    struct Group: Hashable, Sendable {
        var value: Int
        var flag: Int?
        var confidence: Int?
        /// The label its heading gives, if any, and the column of that heading.
        var heading: Heading?
    }

    struct Heading: Hashable, Sendable {
        var label: String
        var column: Int
    }

    /// The columns that are this table's: all of the file's table, or of one of several side by side.
    let block: Range<Int>
    /// Of several columns, the first that is not empty has the label's text.
    private(set) var labels: [(name: String, columns: [Int])] = []
    private(set) var groups: [Group] = []
    private(set) var rowFlag: Int?
    private(set) var expect: [(column: Int, text: String)] = []
    /// The columns of figures and of what stands beside them.
    private(set) var ofFigures: [Int] = []

    /// - Parameters:
    ///   - block: The columns that are this table's.
    ///   - widest: The width of the widest of several tables side by side: a place that this one lacks may be
    ///     ignored.
    /// - Throws: ``Diagnostic`` when a column is named that the table lacks or has twice, or has a column
    ///   that no line of the definition speaks for.
    init(
        _ layout: RowLayout, table: some Table, block: Range<Int>, widest: Int
    ) throws(Diagnostic) {
        self.block = block
        let finder = ColumnFinder(table, block: block, widest: widest, definition: layout.definition)
        let columns = layout.columns
        var spoken = Set<Int>()
        for (name, alternatives) in columns.labels {
            var places: [Int] = []
            for column in alternatives { places.append(try finder.find(column, for: "labels")) }
            labels.append((name, places))
            spoken.formUnion(places)
        }
        for (column, text) in columns.expect {
            let place = try finder.find(column, for: "expect")
            expect.append((place, text))
            spoken.insert(place)
        }
        if let column = columns.rowFlag {
            let place = try finder.find(column, for: "row flag")
            rowFlag = place
            spoken.insert(place)
        }
        for selection in columns.ignore where selection != .rest {
            for place in try finder.ignored(selection) { try finder.claim(place, for: "ignore", &spoken) }
        }
        for values in columns.values {
            let width = values.parts.count
            for head in try finder.find(values.selection, spoken: spoken, width: width, for: "values") {
                groups.append(try finder.group(at: head, values))
                for place in head..<min(head + width, block.upperBound) {
                    try finder.claim(place, for: "values", &spoken)
                }
            }
        }
        if !columns.ignore.contains(.rest), let stranger = block.first(where: { !spoken.contains($0) }) {
            throw finder.unspoken(stranger)
        }
        ofFigures = groups.flatMap { [$0.value, $0.flag, $0.confidence].compactMap(\.self) }
        rowFlag.map { ofFigures.append($0) }
    }
}
