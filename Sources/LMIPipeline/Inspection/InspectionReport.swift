internal import LMIExtract
internal import LMIModel
internal import LMITransform

/// What `lmi inspect` says of a file, line by line.
struct InspectionReport {
    let path: String
    private(set) var lines: [String] = []

    init(path: String) { self.path = path }

    mutating func line(_ text: String) { lines.append(text) }

    mutating func file(_ sample: FileSample, what: String) {
        line("\(path): \(sample.size) bytes, looked at as \(what)")
        if !sample.isWhole {
            line(
                "  only the first \(sample.bytes.count) bytes are looked at: codes and markers further down are not seen"
            )
        }
        line("")
        line("how it is written")
    }

    mutating func writing(
        _ encoding: String, _ evidence: String, _ tries: [CSVSample], _ whole: CSVSample, _ sample: FileSample
    ) {
        line("  encoding      \(encoding): \(evidence)")
        let names: [UInt8: String] = [0x2C: "comma", 0x09: "tab", 0x3B: "semicolon"]
        let common = whole.commonWidth
        let filled = whole.rows.count { !$0.isBlank }
        if filled > 0 {
            line(
                "  delimiter     \(names[whole.delimiter] ?? ""): \(common.rows) of \(filled) rows have \(common.width) cells"
            )
        }
        for other in tries.dropFirst() where other.commonWidth.width > 1 {
            let (width, rows) = other.commonWidth
            line(
                "                not \(names[other.delimiter] ?? ""): \(rows) of the first \(other.rows.count) rows have \(width) cells"
            )
        }
        line("  line ends     \(sample.lineEnds)")
        if whole.fault != nil {
            line("  it can be read up to row \(whole.rows.last?.number ?? 0); the message below says why")
        } else if !whole.isWhole, sample.isWhole {
            line(
                "  only the first \(whole.rows.count) rows are looked at: codes and markers further down are not seen"
            )
        }
    }

    mutating func table(_ shape: TableShape, _ rows: [CSVSample.Row]) {
        line("")
        line("where the table stands")
        for place in shape.above.prefix(8) { row(rows[place], "above") }
        more(shape.above.count - 8, "above")
        if let header = shape.header {
            let numbers =
                shape.headingRows == 1
                ? "row \(rows[header].number)"
                : "rows \(rows[header].number) to \(rows[header + shape.headingRows - 1].number)"
            let times =
                shape.blocks.count > 1 ? ", and again \(shape.blocks.count - 1) times further down" : ""
            line("  \(numbers): headings\(times)")
        } else {
            line("  no row of headings")
        }
        if let first = shape.data.first, let last = shape.data.last {
            line(
                "  rows \(rows[first].number) to \(rows[last].number): \(shape.data.count) rows of \(shape.width) cells"
            )
        }
        for place in shape.below.prefix(8) { row(rows[place], "below") }
        more(shape.below.count - 8, "below")
        if shape.blankWithin > 0 { line("  \(shape.blankWithin) blank rows within the table") }
        if shape.lacks > 0 { line("  some rows lack up to \(shape.lacks) cells at their end") }
        for place in shape.odd.prefix(8) { row(rows[place], "odd, within the table") }
        more(shape.odd.count - 8, "odd")
    }

    private mutating func row(_ row: CSVSample.Row, _ what: String) {
        let text = row.cells.filter { !$0.isEmpty }.joined(separator: " ")
        line("  row \(row.number), \(what): \(text.quoted)")
    }

    private mutating func more(_ count: Int, _ what: String) {
        if count > 0 { line("  and \(count) rows more, \(what)") }
    }

    mutating func tables(_ tables: [HTMLFile.Listed]) {
        line("")
        line("tables")
        for (place, table) in tables.enumerated() {
            var words = ["\(table.rows) rows × \(table.columns) columns"]
            if !table.caption.isEmpty { words.append("caption \(table.caption.quoted)") }
            if let id = table.id { words.append("id \(id.quoted)") }
            if !table.heading.isEmpty { words.append("under the heading \(table.heading.quoted)") }
            line("  \(place + 1)  \(words.joined(separator: ", "))")
        }
    }

    mutating func columns(_ guess: TableGuess) {
        line("")
        line("columns")
        let shown = guess.facts.prefix(60)
        let width = min(32, shown.map { $0.heading.quoted.count }.max() ?? 0)
        for fact in shown {
            let number = "\(fact.place + 1)"
            let heading = fact.heading.isEmpty ? "(no heading)" : fact.heading.quoted
            let gap = String(repeating: " ", count: max(1, width - heading.count + 2))
            line(
                "  \(String(repeating: " ", count: max(0, 3 - number.count)))\(number)  \(heading)\(gap)\(guess.words(for: fact))"
            )
        }
        if guess.facts.count > 60 { line("  and \(guess.facts.count - 60) columns more") }
    }

    mutating func cells(_ shape: TableShape, _ guess: TableGuess, _ rows: [CSVSample.Row]) {
        line("")
        line("what stands where numbers do")
        let markers = SourceDraft.markers(of: guess.values.map { guess.facts[$0] })
        if markers.isEmpty { line("  numbers alone") }
        for marker in markers.prefix(20) {
            line(
                "  \(marker.text.isEmpty ? "nothing" : marker.text.quoted): \(marker.count) times, first in row \(marker.row)"
            )
        }
        line("")
        line("rows that say the same")
        let repeated = guess.ids.repeated(guess.keyColumns)
        if let (one, other) = repeated.first {
            let (first, second) = (rows[shape.data[one]].number, rows[shape.data[other]].number)
            line(
                "  \(repeated.count) rows have the labels of an earlier row, first row \(second) those of row \(first)"
            )
        } else {
            line("  none: the labels tell every row from every other")
        }
        totals(guess)
    }

    /// Texts that say a row is the total of others.
    private mutating func totals(_ guess: TableGuess) {
        var found: [String] = []
        for fact in guess.facts where !guess.values.contains(fact.place) {
            for text in fact.sortedTexts.prefix(1000)
            where text.lowercased().hasPrefix("total") || text.lowercased().hasPrefix("all ") {
                let count = fact.texts[text]?.count ?? 0
                if count < fact.rows {
                    found.append("\(count) rows say \(text.quoted) in column \(fact.place + 1)")
                }
            }
        }
        guard !found.isEmpty else { return }
        line("")
        line("rows that may be totals of others")
        for text in found.prefix(10) { line("  \(text)") }
        if found.count > 10 { line("  and \(found.count - 10) more") }
    }
}

extension TableGuess {
    /// What a column seems to hold, in words.
    func words(for fact: ColumnFacts) -> String {
        let part = label(fact.place).map { ", taken as \($0)" } ?? ""
        if fact.filled == 0 { return "empty" }
        if case .column(fact.place, let guess) = period {
            return "\(guess.words); \(fact.texts.count) different\(part)"
        }
        if case .columns(let columns, _) = area, columns.contains(fact.place) {
            return known.areas(fact.sortedTexts).words + part
        }
        if values.contains(fact.place) { return "figures: \(numberWords(fact))" }
        if fact.place == rowFlag { return "marks beside the figures: \(texts(of: fact))" }
        if let text = fact.onlyText { return "always \(text.quoted)" }
        if let dimension = dimensions.first(where: { $0.column == fact.place }), let fit = dimension.fit {
            return fit.words + part
        }
        if fact.isNumeric {
            return fact.countsUp && fact.rows > 3 ? "counts the rows" : "numbers: \(numberWords(fact))\(part)"
        }
        let many = fact.hasMoreTexts ? "more than \(fact.texts.count)" : "\(fact.texts.count)"
        return "\(many) different texts: \(texts(of: fact))\(part)"
    }

    private func texts(of fact: ColumnFacts) -> String {
        let shown = fact.textsByRow.prefix(3).map { String($0.prefix(30)).quoted }.joined(separator: ", ")
        return fact.texts.count > 3 ? "\(shown), …" : shown
    }

    private func numberWords(_ fact: ColumnFacts) -> String {
        var words = ["\(fact.numbers)"]
        if fact.withCommas > 0 { words.append("with thousands commas") }
        if fact.withPercent > 0 { words.append("with percent signs") }
        if let sign = fact.currencies.keys.min() { words.append("with the sign \(sign)") }
        if fact.mostDecimals > 0 { words.append("up to \(fact.mostDecimals) decimals") }
        if fact.negative > 0 { words.append("\(fact.negative) below zero") }
        if fact.leadingZeros > 0 { words.append("\(fact.leadingZeros) with a zero in front") }
        if fact.empty > 0 { words.append("\(fact.empty) empty") }
        return words.joined(separator: ", ")
    }
}
