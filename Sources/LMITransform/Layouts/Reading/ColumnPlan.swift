internal import LMIModel

/// Where each thing a layout names stands in one table: its columns, by place.
struct ColumnPlan: Sendable {
    /// One figure of every row.
    struct Group: Hashable, Sendable {
        var value: Int
        var flag: Int?
        var confidence: Int?
        /// The label and text its heading gives, if any.
        var heading: LabelText?
    }

    struct LabelText: Hashable, Sendable {
        var label: String
        var text: String
    }

    var labels: [(name: String, column: Int)]
    var groups: [Group]
    var rowFlag: Int?
    var expect: [(column: Int, text: String)]

    /// - Throws: ``Diagnostic`` when a column is named that the table lacks or has twice, or has a column
    ///   that no line of the definition speaks for.
    init(_ layout: Layout, table: some Table) throws(Diagnostic) {
        let finder = ColumnFinder(headings: table.headings, table: table, definition: layout.definition)
        let columns = layout.columns
        var spoken = Set<Int>()
        labels = []
        expect = []
        groups = []
        for (name, column) in columns.labels {
            let place = try finder.find(column, for: "labels")
            labels.append((name, place))
            spoken.insert(place)
        }
        for (column, text) in columns.expect {
            let place = try finder.find(column, for: "expect")
            expect.append((place, text))
            spoken.insert(place)
        }
        rowFlag = nil
        if let column = columns.rowFlag {
            let place = try finder.find(column, for: "row flag")
            rowFlag = place
            spoken.insert(place)
        }
        for selection in columns.ignore where selection != .rest {
            let places = try finder.find(selection, spoken: spoken, width: 1, for: "ignore")
            for place in places { try finder.claim(place, for: "ignore", &spoken) }
        }
        for values in columns.values {
            let width = values.parts.count
            let heads = try finder.find(values.selection, spoken: spoken, width: width, for: "values")
            for head in heads {
                let group = try finder.group(at: head, values)
                groups.append(group)
                for place in head..<min(head + width, table.headings.count) {
                    try finder.claim(place, for: "values", &spoken)
                }
            }
        }
        if !columns.ignore.contains(.rest),
            let stranger = table.headings.indices.first(where: { !spoken.contains($0) })
        {
            throw finder.unspoken(stranger)
        }
    }
}

/// Finds a layout's columns among a table's headings.
private struct ColumnFinder {
    let headings: [String]
    let file: String
    let record: Int
    let definition: String

    init(headings: [String], table: some Table, definition: String) {
        self.headings = headings
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
            guard (1...headings.count).contains(place) else {
                throw Diagnostic(
                    self.place(nil),
                    "the definition names column \(place), but the table has \(headings.count) columns",
                    mend: "correct the number under `\(key):` in \(definition)")
            }
            return place - 1
        case .heading(let text):
            let found = headings.indices.filter { headings[$0] == text }
            if let first = found.first, found.count == 1 { return first }
            if found.isEmpty {
                let nearest = text.nearest(of: headings).map { "; the nearest is \($0.quoted)" } ?? ""
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
            let rest = headings.indices.filter { !spoken.contains($0) }
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

    func group(at head: Int, _ values: ColumnLayout.Values) throws(Diagnostic) -> ColumnPlan.Group {
        var group = ColumnPlan.Group(value: head)
        for (offset, part) in values.parts.enumerated() {
            guard head + offset < headings.count else {
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
        group.heading = values.headingSays.map { .init(label: $0, text: headings[head]) }
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
