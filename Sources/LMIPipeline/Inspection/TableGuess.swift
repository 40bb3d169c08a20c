internal import LMIExtract
internal import LMIModel
internal import LMITransform

/// What each column of a table seems to hold, and with it what a definition would say.
struct TableGuess {
    /// Where the figures' period is said.
    enum PeriodPlace {
        case column(Int, PeriodGuess)
        case headings(PeriodGuess)
        case above(label: String, PeriodGuess)
        case stated(String, PeriodStyle.Kind, because: String)
        case unknown
    }

    /// Where the figures' area is said.
    enum AreaPlace {
        /// The first of these columns that is not empty.
        case columns([Int], KnownCodes.AreaFit)
        case headings(KnownCodes.AreaFit)
        case unknown
    }

    /// A further dimension.
    struct Dimension {
        var name: String
        /// Nil where the headings say it.
        var column: Int?
        var fit: KnownCodes.ListFit?
        var texts: [String]
    }

    let facts: [ColumnFacts]
    let known: KnownCodes
    let ids: ColumnIDs
    var period = PeriodPlace.unknown
    var area = AreaPlace.unknown
    var dimensions: [Dimension] = []
    /// The columns of figures, the first of each group.
    var values: [Int] = []
    /// What each group holds, from left to right: `value`, `flag`, `confidence`.
    var parts = ["value"]
    /// The label that the headings of the figures give; nil where they say the measure of the one column.
    var headingSays: String?
    /// The column whose texts are measures.
    var measure: Int?
    /// The column that tells values from confidences.
    var pairs: Int?
    var rowFlag: Int?
    var expected: [Int] = []
    var ignored: [(column: Int, because: String)] = []

    init(_ shape: TableShape, _ rows: [CSVSample.Row], _ known: KnownCodes) {
        facts = ColumnFacts.all(shape, rows)
        ids = ColumnIDs(shape, rows)
        self.known = known
        findValues()
        findPeriod()
        findAreas()
        nameHeadings()
        findMarks()
        findDimensions()
    }

    func heading(_ column: Int) -> String { facts[column].heading.lowercased() }

    /// Whether a heading has one of these words, with no letter on either side.
    static func says(_ heading: String, _ words: [String]) -> Bool {
        let parts = heading.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        return words.contains { parts.contains($0) }
    }

    /// Columns that stand beside figures: flags and confidences.
    func isFlagHeading(_ column: Int) -> Bool {
        let last = heading(column).split(separator: "|").last.map { String($0).trimmed } ?? ""
        return last.isEmpty
            || ["flag", "flags", "status", "note", "notes", "marker", "symbol"].contains(last)
    }

    func isConfidenceHeading(_ column: Int) -> Bool {
        let last = heading(column).split(separator: "|").last.map { String($0).trimmed } ?? ""
        return ["conf", "conf %", "confidence", "95% ci", "ci", "cv"].contains(last)
    }

    /// A column of numbers that are names, not figures.
    func isCodeColumn(_ column: Int) -> Bool {
        let fact = facts[column]
        if fact.countsUp, fact.rows > 3,
            heading(column).isEmpty || Self.says(heading(column), Self.indexWords)
        {
            return true
        }
        if fact.leadingZeros > 0 { return true }
        return Self.says(heading(column), Self.codeWords) && fact.mostDecimals == 0
    }

    private static let indexWords = [
        "id", "fid", "objectid", "index", "row", "no", "number", "record", "offset",
    ]
    private static let codeWords = [
        "code", "cd", "id", "objectid", "fid", "urn", "order", "sortorder", "typecode", "type", "offset",
        "index", "sic", "soc",
        "sic4", "sic5", "sic2", "ukprn", "postcode",
    ]

    private mutating func findValues() {
        // Of columns headed by periods, one may have a few figures that are written in no known way.
        let headed = facts.filter { $0.isMostlyNumbers && PeriodGuess([$0.heading], hint: "") != nil }
        var candidates = facts.filter { $0.isNumeric && !($0.isAllMarkers && isFlagHeading($0.place)) }.map(
            \.place)
        candidates.removeAll { isConfidenceHeading($0) || (heading($0).isEmpty && facts[$0].countsUp) }
        let dated = candidates.filter { PeriodGuess([facts[$0].heading], hint: "") != nil }
        if dated.count > 1 || dated.count == 1 && candidates.count == 1 && !hasColumnOfYears {
            values = headed.count > 1 ? headed.map(\.place) : dated
            return
        }
        candidates.removeAll { isCodeColumn($0) || isPeriod($0) }
        let named = candidates.filter { Self.valueWords.contains(heading($0)) }
        values = named.count == 1 ? named : candidates
        findParts()
    }

    /// Whether another column says when the figures were, so that a day in a heading does not.
    private var hasColumnOfYears: Bool {
        facts.contains { fact in
            fact.texts.count > 1 && fact.texts.keys.allSatisfy { YearLook(String($0.prefix(4))) != nil }
                && fact.words.count > 0
        }
    }

    private static let valueWords = ["obs_value", "value", "val", "figure", "observation", "data_value"]
    private static let periodWords = [
        "date", "year", "period", "time", "month", "quarter", "time_period", "yr", "academic_year",
        "financial_year", "reference_period",
    ]

    private func isPeriod(_ column: Int) -> Bool { periodScore(column) > 0 }

    /// How surely the column is a period; 0 where it is none.
    private func periodScore(_ column: Int) -> Int {
        let fact = facts[column]
        guard fact.empty == 0, fact.texts.count <= 2000, !fact.hasMoreTexts,
            let guess = PeriodGuess(fact.sortedTexts, hint: fact.heading)
        else { return 0 }
        let isSaid = Self.periodWords.contains { heading(column).contains($0) }
        if guess.style.writing == .year || guess.style.writing == .joinedYears, !isSaid {
            return fact.texts.count <= 60 && column < 4 && fact.rows > 3 ? 1 : 0
        }
        return isSaid ? 4 + (fact.texts.count > 1 ? 1 : 0) : 2
    }

    /// Flags and confidences that stand beside every column of figures.
    private mutating func findParts() {
        guard let first = values.first else { return }
        var parts = ["value"]
        for column in facts.indices.dropFirst(first + 1).prefix(2) {
            if isConfidenceHeading(column) {
                parts.append("confidence")
            } else if isFlagHeading(column), !values.contains(column), parts.count == 1 {
                parts.append("flag")
            } else {
                break
            }
        }
        guard parts.count > 1 else { return }
        let stride = parts.count
        let isEven = zip(values, values.dropFirst()).allSatisfy { $1 - $0 == stride }
        guard isEven, (values.last ?? 0) + stride <= facts.count else { return }
        self.parts = parts
    }

    private mutating func findPeriod() {
        let isDayOfRelease = values.count == 1 && hasColumnOfYears
        if !values.isEmpty, !isDayOfRelease,
            let guess = PeriodGuess(values.map { facts[$0].heading }, hint: "")
        {
            period = .headings(guess)
            headingSays = "period"
            return
        }
        let columns = facts.indices.filter { !values.contains($0) }
        let scored = columns.map { (column: $0, score: periodScore($0)) }.filter { $0.score > 0 }
        guard let best = scored.max(by: { ($0.score, -$0.column) < ($1.score, -$1.column) }),
            let guess = PeriodGuess(facts[best.column].sortedTexts, hint: facts[best.column].heading)
        else { return }
        period = .column(best.column, guess)
    }

    private mutating func findAreas() {
        var codes: [(column: Int, fit: KnownCodes.AreaFit)] = []
        var names: [(column: Int, fit: KnownCodes.AreaFit)] = []
        for fact in facts where !values.contains(fact.place) && !fact.texts.isEmpty {
            if case .column(fact.place, _) = period { continue }
            let fit = known.areas(fact.sortedTexts)
            guard fit.isArea else { continue }
            if fit.areNames { names.append((fact.place, fit)) } else { codes.append((fact.place, fit)) }
        }
        // The finest areas first: a row's own area stands in the column of its level.
        codes.sort {
            ($0.fit.different, $0.fit.ours, -$0.column) > ($1.fit.different, $1.fit.ours, -$1.column)
        }
        if let full = codes.first(where: { facts[$0.column].empty == 0 && $0.fit.different > 1 }) {
            area = .columns([full.column], full.fit)
        } else if let first = codes.first {
            area = .columns(codes.map(\.column), first.fit)
        } else if let best = names.max(by: {
            ($0.fit.ours, $0.fit.different, -$0.column) < ($1.fit.ours, $1.fit.different, -$1.column)
        }) {
            area = .columns([best.column], best.fit)
        }
    }

    /// What the headings of several columns of figures say.
    private mutating func nameHeadings() {
        guard values.count > 1, headingSays == nil else { return }
        let headings = values.map { facts[$0].heading }
        if case .unknown = area {
            let fit = known.areas(headings)
            if fit.isArea {
                area = .headings(fit)
                headingSays = "area"
                return
            }
        }
        if let fit = known.list(headings, heading: "industry"), fit.known == headings.count {
            let name = KnownCodes.dimension(fit.list) ?? "item"
            headingSays = name
            dimensions.append(Dimension(name: name, column: nil, fit: fit, texts: headings))
            return
        }
        headingSays = "item"
    }

    /// A column whose mark speaks for the figure of its row.
    private mutating func findMarks() {
        guard values.count == 1, parts == ["value"] else { return }
        rowFlag =
            facts.first { fact in
                !values.contains(fact.place) && fact.numbers == 0 && fact.texts.count <= 10
                    && !fact.texts.isEmpty
                    && fact.longestText <= 3
                    && Self.says(
                        fact.heading, ["status", "flag", "flags", "marker", "symbol", "note", "footnote"])
            }?.place
        pairs = facts.first { Set($0.texts.keys) == ["Value", "Confidence"] && $0.empty == 0 }?.place
    }
}

extension String {
    var hasOuterSpaces: Bool {
        guard let first = utf8.first, let last = utf8.last else { return false }
        // Bytes first: most cells need no more than that.
        return (first <= 0x20 || last <= 0x20 || first >= 0xC2 || last >= 0x80) && trimmed != self
    }

    /// Without white space at either end.
    var trimmed: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
