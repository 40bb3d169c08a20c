internal import LMIExtract

/// `cells:` of a draft.
extension SourceDraft {
    mutating func writeCells() {
        write(0, "")
        write(0, "cells:")
        let figures = guess.values.map { guess.facts[$0] }
        writeNumbers(figures)
        writeMarkers("instead of a number", of: figures)
        writeFlags()
        if guess.parts.contains("confidence") || guess.pairs != nil {
            write(
                1,
                guess.pairs == nil
                    ? "confidence: 95 % half width" : "confidence: coefficient of variation, percent",
                guess: "as Nomis has it")
        }
        if let offset = guess.parts.firstIndex(of: "confidence") {
            writeMarkers("instead of a confidence", of: guess.values.map { guess.facts[$0 + offset] })
        } else if guess.pairs != nil {
            writeMarkers("instead of a confidence", of: figures)
        }
        let negative = figures.reduce(0) { $0 + $1.negative }
        if negative > 0, Self.onlyNegative(of: figures) == nil {
            write(1, "negative: yes", guess: "\(negative) figures are below zero")
        }
    }

    private mutating func writeNumbers(_ figures: [ColumnFacts]) {
        func sum(_ count: (ColumnFacts) -> Int) -> Int { figures.reduce(0) { $0 + count($1) } }
        let (numbers, commas, long) = (sum(\.numbers), sum(\.withCommas), sum(\.longWithoutCommas))
        let percents = sum(\.withPercent)
        let exponents = sum(\.withExponent)
        let decimals = figures.map(\.mostDecimals).max() ?? 0
        var keys: [String] = []
        var why: [String] = []
        if commas > 0 {
            keys.append("thousands commas: \(long > 0 ? "optional" : "yes")")
            why.append("\(commas) numbers have commas, \(long) of four digits or more have none")
        }
        let signs = Set(figures.flatMap(\.currencies.keys)).sorted()
        if !signs.isEmpty {
            keys.append("sign: \(signs.count == 1 ? YAMLText.quoted(signs[0]) : YAMLText.list(signs))")
            why.append("a sign stands before numbers")
        }
        if percents > 0 {
            keys.append("percent sign: \(percents == numbers ? "yes" : "optional")")
            why.append("\(percents) of \(numbers) numbers have a percent sign")
        }
        if exponents > 0 || decimals > 12 {
            keys.append("decimals: 6")
            why.append("numbers are not rounded: they have up to \(decimals) decimals")
        }
        switch keys {
        case []: write(1, "numbers: plain", guess: "\(numbers) numbers, none with commas or signs")
        case ["thousands commas: yes"]: write(1, "numbers: with thousands commas", guess: why[0])
        default: write(1, "numbers: {\(keys.joined(separator: ", "))}", guess: why.joined(separator: "; "))
        }
    }

    /// The one whole number below zero that stands in several places, as -1 and -9 do that mean "no figure".
    private static func onlyNegative(of figures: [ColumnFacts]) -> (text: String, count: Int, row: Int)? {
        var found: [String: (count: Int, row: Int)] = [:]
        for column in figures where column.negative > 0 {
            for (text, seen) in column.texts where text.hasPrefix("-") && NumberLook(text) != nil {
                let before = found[text]
                found[text] = ((before?.count ?? 0) + seen.count, min(before?.row ?? .max, seen.row))
            }
        }
        guard found.count == 1, let (text, seen) = found.first, seen.count > 2, Int(text) != nil else {
            return nil
        }
        return (text, seen.count, seen.row)
    }

    /// Texts that stand where numbers do, with how often and where first.
    static func markers(of figures: [ColumnFacts]) -> [(text: String, count: Int, row: Int)] {
        var found: [String: (count: Int, row: Int)] = [:]
        for column in figures {
            for (text, seen) in column.words {
                let before = found[text]
                found[text] = ((before?.count ?? 0) + seen.count, min(before?.row ?? .max, seen.row))
            }
        }
        return found.map { (text: $0.key, count: $0.value.count, row: $0.value.row) }
            .sorted { (-$0.count, $0.text) < (-$1.count, $1.text) }
    }

    private mutating func writeMarkers(_ key: String, of figures: [ColumnFacts]) {
        let isConfidence = key == "instead of a confidence"
        // A text with a digit may be a number in a writing that is not known: `lmi check` asks what it is.
        let markers = Self.markers(of: figures).filter {
            !$0.text.contains(where: \.isNumber) && (isConfidence || $0.text != "" || !flagsExplainEmpty)
        }
        let negative = isConfidence ? nil : Self.onlyNegative(of: figures)
        guard !markers.isEmpty || negative != nil else { return }
        write(1, "\(key):")
        for marker in markers.prefix(40) {
            let usual = UsualMarker.meaning(marker.text)
            let place = "\(marker.count) times, first in row \(marker.row)"
            write(
                2, "\(YAMLText.quoted(marker.text)): \(usual ?? "not_available")",
                guess: usual == nil ? "\(place); look up what it means" : "\(place); its usual meaning")
        }
        if let negative {
            write(
                2, "\(YAMLText.quoted(negative.text)): not_available",
                guess:
                    "\(negative.count) times, first in row \(negative.row), and no other number is below zero; if it is a figure, write `negative: yes` instead"
            )
        }
    }

    /// Flags with how many of the figures beside them are empty.
    private var flags: [(text: String, count: Int, empty: Int)] {
        var pairs: [(flag: Int, value: Int)] = []
        if let flag = guess.rowFlag, let value = guess.values.first { pairs.append((flag, value)) }
        if let offset = guess.parts.firstIndex(of: "flag") { pairs += guess.values.map { ($0 + offset, $0) } }
        var found: [String: (Int, Int)] = [:]
        for place in shape.data {
            let cells = rows[place].cells
            for (flag, value) in pairs where flag < cells.count && value < cells.count && !cells[flag].isEmpty
            {
                let before = found[cells[flag]] ?? (0, 0)
                found[cells[flag]] = (before.0 + 1, before.1 + (cells[value].isEmpty ? 1 : 0))
            }
        }
        return found.map { (text: $0.key, count: $0.value.0, empty: $0.value.1) }
            .sorted { (-$0.count, $0.text) < (-$1.count, $1.text) }
    }

    /// Whether every empty figure has a flag that stands beside empty figures alone.
    private var flagsExplainEmpty: Bool {
        let empty = guess.values.reduce(0) { $0 + guess.facts[$1].empty }
        let explained = flags.filter { $0.count == $0.empty }.reduce(0) { $0 + $1.empty }
        return empty > 0 && explained == empty
    }

    private static let statuses: [String: String] = [
        "A": "normal", "E": "estimated", "P": "provisional", "F": "forecast", "B": "break in series",
        "I": "imputed",
        "D": "definition differs", "e": "estimated", "p": "provisional", "[e]": "estimated",
        "[p]": "provisional",
    ]

    private mutating func writeFlags() {
        let flags = flags
        guard !flags.isEmpty else { return }
        write(1, "flag:")
        for flag in flags.prefix(40) {
            let meaning: String
            if flag.empty == flag.count {
                meaning = UsualMarker.meaning(flag.text) ?? "not_available"
            } else {
                meaning = Self.statuses[flag.text] ?? "low reliability"
            }
            let isUsual = flag.empty == 0 && Self.statuses[flag.text] != nil
            write(
                2, "\(YAMLText.quoted(flag.text)): \(meaning)",
                guess:
                    "\(flag.count) times, \(flag.empty) of them beside no number; \(isUsual ? "its usual meaning" : "look up what it means")"
            )
        }
    }
}
