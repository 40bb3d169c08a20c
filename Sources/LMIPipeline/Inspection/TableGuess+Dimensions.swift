internal import LMIModel

/// The columns that are neither figures nor period nor area.
extension TableGuess {
    /// More different texts than this are names of things, not a breakdown.
    static let mostTexts = 400

    mutating func findDimensions() {
        let spoken = Set(values.flatMap { $0..<($0 + parts.count) } + placed)
        var open: [Int] = []
        for fact in facts where !spoken.contains(fact.place) {
            if fact.filled == 0 {
                ignored.append((fact.place, "empty"))
            } else if fact.namesPersons {
                ignored.append((fact.place, "it may name persons, or say how to reach them"))
            } else if let text = fact.onlyText {
                if text.utf8.count <= 80, !fact.hasOuterSpaces {
                    expected.append(fact.place)
                } else {
                    ignored.append((fact.place, "says one thing in all rows"))
                }
            } else if let reason = repetition(of: fact.place) {
                // What is mostly numbers may be figures: `lmi check` asks what the column is.
                if fact.isMostlyNumbers, !fact.isNumeric { continue }
                ignored.append((fact.place, reason))
            } else {
                open.append(fact.place)
            }
        }
        // What differs in every row determines all else, and breaks nothing down.
        let unique = open.filter {
            facts[$0].rows > 3 && (facts[$0].countsUp || facts[$0].texts.count == facts[$0].rows)
        }
        open = withoutTwins(open.filter { !unique.contains($0) })
        for column in open + unique {
            let fact = facts[column]
            if fact.isNumeric, fact.mostDecimals > 0 || values.count == 1 && !isCodeColumn(column) {
                ignored.append((column, "numbers that are not the figures meant"))
            } else if fact.countsUp, fact.rows > 3 {
                ignored.append((column, "counts the rows"))
            } else if fact.texts.count > Self.mostTexts || unique.contains(column), !isNeeded(column, open) {
                ignored.append(
                    (column, "\(fact.texts.count) different texts, and rows are told apart without them"))
            } else {
                takeDimension(column)
            }
        }
        ignored.sort { $0.column < $1.column }
    }

    /// The columns whose part is known.
    private var placed: [Int] {
        var columns = [rowFlag, pairs].compactMap(\.self)
        if case .column(let column, _) = period { columns.append(column) }
        if case .columns(let areas, _) = area { columns += areas }
        return columns
    }

    /// Whether a column only says again what the area or the period says.
    private func repetition(of column: Int) -> String? {
        if case .columns(let columns, _) = area, ids.determine(column, by: columns) {
            return "follows from the area"
        }
        if case .column(let place, _) = period, ids.determine(column, by: [place]) {
            return "follows from the period"
        }
        return nil
    }

    /// Of columns that determine each other, such as a code and its name, the one that says most; and none that
    /// another determines.
    private mutating func withoutTwins(_ columns: [Int]) -> [Int] {
        var kept: [Int] = []
        let ranked = columns.sorted { rank($0) < rank($1) }
        for column in ranked {
            if let twin = kept.first(where: { ids.determine(column, by: [$0]) }) {
                let heading = facts[twin].heading
                ignored.append((column, "follows from \(heading.isEmpty ? "column \(twin + 1)" : heading)"))
            } else {
                kept.append(column)
            }
        }
        return kept.sorted()
    }

    private func rank(_ column: Int) -> (Int, Int, Int) {
        let fact = facts[column]
        let hasList = known.list(fact.sortedTexts, heading: fact.heading) != nil
        return (-min(fact.texts.count, 10_000), hasList ? 0 : fact.isNumeric ? 2 : 1, column)
    }

    /// Whether rows are doubled without the column.
    private func isNeeded(_ column: Int, _ open: [Int]) -> Bool {
        ids.repeated(placed + open.filter { $0 != column && facts[$0].texts.count <= Self.mostTexts }).count
            > 0
    }

    private mutating func takeDimension(_ column: Int) {
        let fact = facts[column]
        let fit = known.list(fact.sortedTexts, heading: fact.heading)
        if measure == nil, headingSays == nil || headingSays == "period" || headingSays == "area", fit == nil,
            fact.empty == 0,
            fact.texts.count <= 100, Self.says(fact.heading, Self.measureWords)
        {
            measure = column
            return
        }
        let base = fit.flatMap { KnownCodes.dimension($0.list) } ?? fact.heading.asName.withoutNameEnding
        let isTaken =
            ["area", "period", "item", "measure", "pair"].contains(base) || fact.heading.isEmpty && fit == nil
        var name = isTaken || base.isEmpty ? "column_\(column + 1)" : base
        if dimensions.contains(where: { $0.name == name }) { name += "_\(column + 1)" }
        dimensions.append(Dimension(name: name, column: column, fit: fit, texts: fact.textsByRow))
    }

    private static let measureWords = [
        "measure", "measures", "indicator", "unit", "units", "variable", "data", "item", "statistic",
        "metric",
    ]

    /// The columns that together should tell every row from every other.
    var keyColumns: [Int] {
        let columns = placed + dimensions.compactMap(\.column) + [measure].compactMap(\.self)
        return columns.filter { $0 != rowFlag } + [ids.block]
    }

    /// The name of each dimension's and rule's label, by column.
    func label(_ column: Int) -> String? {
        if case .column(column, _) = period { return "period" }
        if case .columns(let areas, _) = area, areas.contains(column) { return "area" }
        if column == measure { return "measure" }
        if column == pairs { return "pair" }
        return dimensions.first { $0.column == column }?.name
    }
}

extension String {
    /// Without `_name` or `_code` at its end.
    var withoutNameEnding: String {
        for ending in ["_name", "_code", "_desc"] where hasSuffix(ending) {
            return String(dropLast(ending.utf8.count))
        }
        return self
    }
}
