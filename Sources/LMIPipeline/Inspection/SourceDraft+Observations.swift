internal import LMIModel
internal import LMITransform

/// `observations:` of a draft.
extension SourceDraft {
    mutating func writeObservations() {
        write(0, "")
        write(0, "observations:")
        writeMeasure()
        writePeriod()
        writeArea()
        writeDimensions()
        guard let fit = areaFit else { return }
        if fit.ours > 0 {
            write(1, "keep: {area: ours}", guess: "\(fit.ours) of \(fit.different) areas are ours")
        }
        if fit.known < fit.different {
            write(
                1, "unknown areas: drop",
                guess: "\(fit.different - fit.known) areas are not in the list of areas")
        }
    }

    private var areaFit: KnownCodes.AreaFit? {
        switch guess.area {
        case .columns(let columns, let fit):
            guard columns.count > 1 else { return fit }
            let texts = Set(columns.flatMap { guess.facts[$0].sortedTexts })
            return guess.known.areas(texts.sorted())
        case .headings(let fit): return fit
        case .unknown: return nil
        }
    }

    /// The unit that words speak of. Shares outside 0 to 100 are refused, so such figures are plain numbers.
    private func unit(_ words: String, _ columns: [Int]) -> (unit: String, adds: String) {
        let text = words.lowercased()
        let isShare = ["percent", "%", "per cent", "proportion", "rate", "share"].contains {
            text.contains($0)
        }
        let isMean = ["mean", "median", "average", "index", "per hour", "growth", "change"].contains {
            text.contains($0)
        }
        let isSigned = columns.contains { guess.facts[$0].withPercent > 0 }
        let fits = columns.allSatisfy { !guess.facts[$0].exceedsHundred && guess.facts[$0].negative == 0 }
        if isShare || isSigned, fits { return ("percent", "no") }
        return (
            "number",
            isShare || isSigned || isMean || columns.contains { guess.facts[$0].mostDecimals > 0 }
                ? "no" : "yes"
        )
    }

    private func measure(_ name: String, _ words: String, _ columns: [Int]) -> String {
        let (unit, adds) = unit(words, columns)
        return "{is: \(name), unit: \(unit), rounding: none, adds: \(adds)}"
    }

    private mutating func writeMeasure() {
        let label = guess.measure == nil ? guess.headingSays == "item" ? "item" : nil : "measure"
        guard let label else {
            let heading =
                guess.values.count == 1 && guess.headingSays == nil
                ? guess.facts[guess.values[0]].heading : ""
            let isGeneral = ["", "value", "obs_value", "val", "count", "figure"].contains(
                heading.lowercased())
            let stem =
                file.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? "figures"
            write(
                1, "measure: \(measure(isGeneral ? stem.asName : heading.asName, heading, guess.values))",
                guess: "say what is counted, in what, and how it is rounded")
            return
        }
        write(1, "measure:")
        write(2, "from: [\(label)]")
        write(2, "each:")
        var names: Set<String> = []
        let texts =
            label == "item"
            ? guess.values.map { (guess.facts[$0].heading, [$0]) }
            : guess.facts[guess.measure ?? 0].textsByRow.map { ($0, guess.values) }
        for (text, columns) in texts {
            var name = text.asName
            while !names.insert(name).inserted { name += "_2" }
            write(3, "\(YAMLText.quoted(text)): \(measure(name, text, columns))", guess: "its name and unit")
        }
    }

    private mutating func writePeriod() {
        switch guess.period {
        case .column(_, let period), .headings(let period), .above(_, let period):
            write(1, "period: \(period.definition)", guess: "all texts are written so")
        case .stated(let text, let kind, let because):
            write(
                1, "period: {as: \(kind.rawValue), is: \(YAMLText.quoted(text)), because: \(because)}",
                guess: "no column says it")
        case .unknown:
            write(1, "period: {as: year, is: \"FILL IN: the year\", because: \"FILL IN: how it is known\"}")
        }
    }

    private mutating func writeArea() {
        guard let fit = areaFit else {
            write(1, "area: {is: \"FILL IN: the code of the area\", because: \"FILL IN: how it is known\"}")
            return
        }
        guard fit.areNames else {
            write(1, "area: {are: codes}", guess: fit.words)
            return
        }
        guard !fit.prefixes.isEmpty || !fit.doubtful.isEmpty else {
            write(1, "area: {are: names}", guess: fit.words)
            return
        }
        write(1, "area:")
        write(2, "are: names", guess: fit.words)
        if !fit.doubtful.isEmpty {
            write(2, "also:")
            for (name, code) in fit.doubtful.sorted(by: { $0.key < $1.key }) {
                let type = guess.known.lists.areas[code]?.type ?? ""
                write(
                    3, "\(YAMLText.plain(name)): \(code)",
                    guess: "several areas have this name; this is the \(type)")
            }
        }
        guard !fit.prefixes.isEmpty else { return }
        write(2, "prefixes:")
        for prefix in KnownCodes.prefixes where fit.prefixes.contains(prefix.text) {
            let code = prefix.codeBefore ? ", code before: \" \"" : ""
            write(3, "\"\(prefix.text)\": {type: \(prefix.types)\(code)}", guess: "as Nomis writes them")
        }
    }

    private mutating func writeDimensions() {
        guard !guess.dimensions.isEmpty else { return }
        write(1, "broken down by:")
        for dimension in guess.dimensions {
            if let fit = dimension.fit {
                var keys = ["of: \(YAMLText.plain(fit.list.classification.rawValue))"]
                if let level = fit.level { keys.append("level: \(YAMLText.plain(level))") }
                if let mark = fit.codeBefore { keys.append("code before: \(YAMLText.quoted(mark))") }
                write(2, "\(dimension.name): {\(keys.joined(separator: ", "))}", guess: fit.words)
                continue
            }
            write(2, "\(dimension.name):")
            write(3, "texts:", guess: "the texts as they stand; say on the right what they mean")
            let empty = dimension.column.map { guess.facts[$0].empty > 0 } ?? false
            for text in (empty ? [""] : []) + dimension.texts {
                write(
                    4,
                    "\(YAMLText.quoted(text)): \(YAMLText.quoted(text.isEmpty ? "Not said" : text.trimmed))")
            }
        }
    }
}
