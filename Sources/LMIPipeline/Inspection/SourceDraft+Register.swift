internal import LMIExtract
internal import LMIModel
internal import LMITransform

/// `columns:` and `register:` of a draft for a file whose rows are records, not figures.
extension SourceDraft {
    /// Whether the rows are records: no column holds figures, or nothing says when they were and most is text.
    var isRegister: Bool {
        if guess.values.isEmpty { return true }
        // A column of measures names figures, whenever they were.
        guard guess.measure == nil, case .unknown = guess.period else { return false }
        let texts = guess.facts.count { $0.filled > 0 && !guess.values.contains($0.place) }
        return texts > 2 * guess.values.count
    }

    mutating func writeRegister() {
        let fields = self.fields
        write(0, "")
        write(0, "columns:")
        write(1, "labels:")
        for field in fields { write(2, "\(field.name): \(reference(field.column))") }
        let empty = guess.facts.filter { $0.filled == 0 }
        if !empty.isEmpty {
            write(1, "ignore:")
            for fact in empty { write(2, "- \(reference(fact.place))", guess: "empty") }
        }
        write(0, "")
        write(0, "register:")
        if let key = key(of: fields) {
            write(
                1, "key: \(key.count == 1 ? key[0] : "[\(key.joined(separator: ", "))]")",
                guess: "no two rows have the same")
        } else {
            write(1, "key: \"FILL IN: the labels that no two rows have the same of\"")
        }
        write(1, "columns:")
        for field in fields where !guess.facts[field.column].namesPersons {
            let fact = guess.facts[field.column]
            var (rule, why) = rule(for: fact)
            if fact.empty > 0 {
                rule += ", may be empty: yes"
                why += "; \(fact.empty) are empty"
            }
            write(2, "\(field.name): {\(rule)}", guess: why)
        }
        let persons = fields.filter { guess.facts[$0.column].namesPersons }.map(\.name)
        if !persons.isEmpty {
            write(
                1, "kept out: \(YAMLText.list(persons))",
                guess: "they may name persons, or say how to reach them")
        }
    }

    /// A name for each column that holds anything.
    private var fields: [(name: String, column: Int)] {
        var names: Set<String> = []
        return guess.facts.filter { $0.filled > 0 }.map { fact in
            var name = fact.heading.isEmpty ? "column_\(fact.place + 1)" : fact.heading.asName
            if !names.insert(name).inserted { name += "_\(fact.place + 1)" }
            names.insert(name)
            return (name, fact.place)
        }
    }

    /// The first label, or pair of labels, that tells every row from every other.
    private func key(of fields: [(name: String, column: Int)]) -> [String]? {
        let full = fields.filter {
            guess.facts[$0.column].empty == 0 && !guess.facts[$0.column].namesPersons
        }.prefix(8)
        if let one = full.first(where: { guess.ids.repeated([$0.column]).count == 0 }) { return [one.name] }
        for (place, first) in full.enumerated() {
            for second in full.dropFirst(place + 1)
            where guess.ids.repeated([first.column, second.column]).count == 0 {
                return [first.name, second.name]
            }
        }
        return nil
    }

    private func rule(for fact: ColumnFacts) -> (rule: String, why: String) {
        let texts = fact.sortedTexts
        if !fact.hasMoreTexts, fact.words.keys.contains(where: { !$0.isEmpty }),
            let guess = PeriodGuess(texts, hint: ""), case .day = guess.style.writing.shape
        {
            return (
                "as: date, written: \(YAMLText.quoted(guess.style.writing.rawValue))",
                "all texts are days written so"
            )
        }
        if fact.leadingZeros == 0, fact.numbers == fact.filled,
            fact.withCommas + fact.withPercent + fact.withExponent == 0,
            fact.currencies.isEmpty, fact.mostDigits + fact.mostDecimals <= 18, fact.negative == 0
        {
            return (fact.mostDecimals == 0 ? "as: whole number" : "as: number", "numbers")
        }
        if let fit = guess.known.list(texts, heading: fact.heading), fit.known == fit.different {
            let mark = fit.codeBefore.map { ", code before: \(YAMLText.quoted($0))" } ?? ""
            let level = fit.level.map { ", level: \(YAMLText.plain($0))" } ?? ""
            return ("of: \(YAMLText.plain(fit.list.classification.rawValue))\(level)\(mark)", fit.words)
        }
        if fact.texts.count <= 8, fact.texts.count < fact.rows, fact.longestText <= 40 {
            return ("one of: \(YAMLText.list(texts))", "\(fact.texts.count) different texts")
        }
        return (
            "as: text", fact.hasMoreTexts ? "many different texts" : "\(fact.texts.count) different texts"
        )
    }
}
