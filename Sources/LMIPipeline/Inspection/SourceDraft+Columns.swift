internal import LMIModel

/// `columns:` and `rows:` of a draft.
extension SourceDraft {
    mutating func writeColumns() {
        write(0, "")
        write(0, "columns:")
        writeLabels()
        writeValues()
        if let flag = guess.rowFlag {
            write(1, "row flag: \(reference(flag))", guess: "marks beside the figures")
        }
        let expected = guess.expected.filter { !isByPlace($0) }
        if !expected.isEmpty {
            write(1, "expect:")
            for column in expected {
                let text = guess.facts[column].onlyText ?? ""
                write(2, "\(reference(column)): \(YAMLText.quoted(text))", guess: "the same in all rows")
            }
        }
        let ignored =
            (guess.ignored + guess.expected.filter(isByPlace).map { ($0, "says one thing in all rows") })
            .sorted { $0.0 < $1.0 }
        if !ignored.isEmpty {
            write(1, "ignore:")
            for (column, why) in ignored { write(2, "- \(reference(column))", guess: why) }
        }
        guard guess.pairs != nil else { return }
        write(0, "")
        write(0, "rows:")
        write(
            1, "pairs: {label: pair, value: Value, confidence: Confidence}",
            guess: "the column says which row is which")
    }

    private mutating func writeLabels() {
        var labels: [(name: String, columns: [Int], why: String)] = []
        if case .column(let column, let period) = guess.period {
            labels.append(("period", [column], period.words))
        }
        if case .columns(let columns, let fit) = guess.area { labels.append(("area", columns, fit.words)) }
        for dimension in guess.dimensions {
            guard let column = dimension.column else { continue }
            let why = dimension.fit?.words ?? "\(dimension.texts.count) different texts"
            labels.append((dimension.name, [column], why))
        }
        if let measure = guess.measure {
            labels.append(("measure", [measure], "\(guess.facts[measure].texts.count) kinds of figures"))
        }
        if let pairs = guess.pairs {
            labels.append(("pair", [pairs], "each figure has a row for its confidence"))
        }
        guard !labels.isEmpty else { return }
        write(1, "labels:")
        for label in labels {
            let columns = label.columns.map(reference)
            let value = columns.count == 1 ? columns[0] : "[\(columns.joined(separator: ", "))]"
            write(2, "\(label.name): \(value)", guess: label.why)
        }
    }

    private mutating func writeValues() {
        let values = guess.values
        guard let first = values.first, let last = values.last else {
            write(1, "values: [\"FILL IN: the heading of the figures\"]")
            return
        }
        if values.count == 1, guess.parts.count == 1, guess.headingSays == nil {
            write(1, "values: [\(reference(first))]", guess: "numbers")
            return
        }
        write(1, "values:")
        if guess.parts.count > 1 {
            write(
                2, "each: [\(guess.parts.joined(separator: ", "))]",
                guess: "headings beside the figures say so")
        }
        let step = guess.parts.count
        let isRange = values.count > 3 && zip(values, values.dropFirst()).allSatisfy { $1 - $0 == step }
        if isRange {
            write(2, "from: \(reference(first))", guess: "the first of \(values.count) columns of figures")
            write(2, "to: \(reference(last))")
        } else {
            write(
                2, "of: [\(values.map(reference).joined(separator: ", "))]",
                guess: "\(values.count) columns of figures")
        }
        if let says = guess.headingSays { write(2, "heading says: \(says)") }
    }
}

extension KnownCodes.AreaFit {
    var words: String {
        areNames
            ? "names of areas: \(known) of \(different) are known, \(ours) are ours"
            : "codes of areas: \(known) of \(different) are known, \(ours) are ours"
    }
}

extension KnownCodes.ListFit {
    var words: String {
        let what = level.map { "\($0) of \(list.classification)" } ?? "codes of \(list.classification)"
        return "\(known) of \(different) are \(what)"
    }
}
