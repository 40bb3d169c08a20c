internal import LMIModel

/// Finds a layout's columns among a table's headings. Places are counted from 1 within the block.
struct ColumnFinder {
    private let headings: [String]
    private let block: Range<Int>
    private let widest: Int
    private let file: String
    private let record: Int
    private let definition: String

    init(_ table: some Table, block: Range<Int>, widest: Int, definition: String) {
        headings = table.headings
        self.block = block
        self.widest = widest
        file = table.file
        record = table.headingRecord
        self.definition = definition
    }

    private func place(_ column: Int?) -> CellReference {
        CellReference(
            file: file, row: record, column: column.map { $0 + 1 }, heading: column.map { headings[$0] })
    }

    func find(_ name: ColumnName, for key: String) throws(Diagnostic) -> Int {
        switch name {
        case .position(let place):
            guard (1...block.count).contains(place) else {
                throw Diagnostic(
                    self.place(nil),
                    "the definition names column \(place), but the table has \(block.count) columns",
                    mend: "correct the number under `\(key):` in \(definition)")
            }
            let column = block.lowerBound + place - 1
            if let twin = block.first(where: { headings[$0] == "\(place)" }), headings[column] != "\(place)" {
                throw Diagnostic(
                    self.place(twin),
                    "\(place) may be column \(place), headed \(headings[column].quoted), or the column headed \("\(place)".quoted)",
                    mend:
                        "say under `\(key):` in \(definition) which is meant in another way, such as `rest`, or from one column to another"
                )
            }
            return column
        case .heading(let text):
            let found = block.filter { headings[$0] == text }
            if let first = found.first, found.count == 1 { return first }
            if found.isEmpty {
                let nearest = text.nearest(of: headings[block]).map { "; the nearest is \($0.quoted)" } ?? ""
                throw Diagnostic(
                    place(nil), "no column is headed \(text.quoted)\(nearest)",
                    mend:
                        "if the publisher renamed the column, write the new heading under `\(key):` in \(definition)"
                )
            }
            throw Diagnostic(
                place(found[1]), "\(found.count) columns are headed \(text.quoted)",
                mend: "name the column by its number under `\(key):` in \(definition)")
        }
    }

    /// The first columns of the groups that a selection means.
    func find(
        _ selection: ColumnLayout.Selection, spoken: Set<Int>, width: Int, for key: String
    ) throws(Diagnostic) -> [Int] {
        switch selection {
        case .named(let names):
            var places: [Int] = []
            for name in names { places.append(try find(name, for: key)) }
            return places
        case .range(let from, let to):
            let (first, last) = try (find(from, for: key), find(to, for: key))
            guard first <= last, (last - first) % width == 0 else {
                throw Diagnostic(
                    place(first),
                    "columns \(first + 1) to \(last + 1) are not a whole number of groups of \(width)",
                    mend: "correct `from:` and `to:` under `\(key):` in \(definition)")
            }
            return Array(stride(from: first, through: last, by: width))
        case .rest:
            let rest = block.filter { !spoken.contains($0) }
            guard rest.count % width == 0, let first = rest.first, rest == Array(first..<first + rest.count)
            else {
                throw Diagnostic(
                    place(rest.first),
                    "the \(rest.count) remaining columns do not stand side by side in groups of \(width)",
                    mend: "name the columns under `\(key):` in \(definition)")
            }
            return Array(stride(from: first, to: first + rest.count, by: width))
        }
    }

    /// The columns that a line under `ignore:` means in this block.
    ///
    /// Tables side by side need not be of one width: the last lacks the empty column that parts the others.
    func ignored(_ selection: ColumnLayout.Selection) throws(Diagnostic) -> [Int] {
        if case .named(let names) = selection {
            let here = names.filter { name in
                guard case .position(let place) = name else { return true }
                return place <= block.count || place > widest
            }
            return try find(.named(here), spoken: [], width: 1, for: "ignore")
        }
        return try find(selection, spoken: [], width: 1, for: "ignore")
    }

    func group(at head: Int, _ values: ColumnLayout.Values) throws(Diagnostic) -> ColumnPlan.Group {
        var group = ColumnPlan.Group(value: head)
        for (offset, part) in values.parts.enumerated() {
            guard head + offset < block.upperBound else {
                throw Diagnostic(
                    place(head), "the group that begins here lacks its \(part.rawValue) column",
                    mend: "correct `each:` under `values:` in \(definition)")
            }
            switch part {
            case .value: group.value = head + offset
            case .flag: group.flag = head + offset
            case .confidence: group.confidence = head + offset
            }
        }
        group.heading = values.headingSays.map { .init(label: $0, column: head) }
        return group
    }

    /// - Throws: ``Diagnostic`` when another line of the definition speaks for the column already.
    func claim(_ column: Int, for key: String, _ spoken: inout Set<Int>) throws(Diagnostic) {
        guard spoken.insert(column).inserted else {
            throw Diagnostic(
                .error, .configuration, at: .cell(place(column)),
                "column \(column + 1), headed \(headings[column].quoted), stands under `\(key):` and in another line of the definition as well",
                mend: "name it once under `columns:` in \(definition)")
        }
    }

    func unspoken(_ column: Int) -> Diagnostic {
        Diagnostic(
            place(column),
            "no line of the definition speaks for column \(column + 1), headed \(headings[column].quoted)",
            mend: "say what it holds under `columns:` in \(definition), or add it to `ignore:` there")
    }
}
