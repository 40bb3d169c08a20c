internal import LMIModel

/// A plan held against the headings of one table: which column is which, and the texts as bytes.
struct RollupColumns: Sendable {
    /// A column and the texts that let a row pass.
    struct Filter: Sendable {
        let column: Int
        let texts: KeyTable
    }

    /// One target of a code.
    struct Share: Sendable {
        let target: Int
        let thousandths: Int64
    }

    let file: String
    let headings: [String]
    let filters: [Filter]
    /// Columns whose text is taken as it is.
    let groups: [Int]
    /// The column whose codes are mapped; nil where none is.
    let codeColumn: Int?
    let codes: KeyTable
    /// The shares of all codes, one code's after the other's, and where each code's end.
    let shares: [Share]
    private let shareEnds: [Int]
    /// True where rows with a code of no crosswalk are left out and counted.
    let dropsUnmapped: Bool
    /// The targets' texts; one empty text where nothing is mapped.
    let targets: [String]
    let value: Int
    let marks: KeyTable
    let reasons: [Reason]
    /// True when a text declared to be no number would read as one.
    let hasNumericMarks: Bool
    let decimals: Int

    init(_ plan: RollupPlan, headings: [String], file: String) throws(Diagnostic) {
        try plan.check(file: file)
        let index = HeadingIndex(headings: headings, file: file)
        self.file = file
        self.headings = headings
        var filters: [Filter] = []
        for keep in plan.keep {
            filters.append(
                Filter(column: try index.column(keep.column), texts: KeyTable(keep.texts.sorted())))
        }
        self.filters = filters
        var groups: [Int] = []
        var codeColumn: Int?
        for dimension in plan.groupBy {
            let column = try index.column(dimension.column)
            if dimension.crosswalk == nil { groups.append(column) } else { codeColumn = column }
        }
        self.groups = groups
        self.codeColumn = codeColumn
        let crosswalk = plan.groupBy.lazy.compactMap(\.crosswalk).first
        let mapped = (crosswalk?.targets ?? [:]).sorted { $0.key < $1.key }
        let targets = codeColumn == nil ? [""] : Set(mapped.map(\.value).joined().map(\.text)).sorted()
        let places = Dictionary(uniqueKeysWithValues: targets.enumerated().map { ($1, $0) })
        codes = KeyTable(mapped.map(\.key))
        var shares: [Share] = []
        var shareEnds: [Int] = []
        for (_, list) in mapped {
            for target in list {
                guard let place = places[target.text] else { continue }
                shares.append(Share(target: place, thousandths: Int64(target.thousandths)))
            }
            shareEnds.append(shares.count)
        }
        self.shares = shares
        self.shareEnds = shareEnds
        dropsUnmapped = crosswalk?.unmapped == .drop
        self.targets = targets
        value = try index.column(plan.value)
        let marks = plan.insteadOfANumber.sorted { $0.key < $1.key }
        self.marks = KeyTable(marks.map(\.key))
        reasons = marks.map(\.value)
        hasNumericMarks = marks.contains { ExactDecimal($0.key) != nil }
        decimals = plan.decimals
    }

    /// Which of ``shares`` are a code's.
    func shares(of code: Int) -> Range<Int> { (code == 0 ? 0 : shareEnds[code - 1])..<shareEnds[code] }

    func cell(row: Int, _ column: Int) -> CellReference {
        CellReference(file: file, row: row, column: column + 1, heading: headings[column])
    }
}

extension RollupPlan {
    /// Refuses a plan that no table could fulfil.
    fileprivate func check(file: String) throws(Diagnostic) {
        func refuse(_ message: String, mend: String) -> Diagnostic {
            Diagnostic(.error, .configuration, at: .file(file), message, mend: mend)
        }
        guard (0...15).contains(decimals) else {
            throw refuse(
                "the rollup keeps \(decimals) decimals, but 0 to 15 are possible",
                mend: "correct \"decimals:\"")
        }
        let mapped = groupBy.filter { $0.crosswalk != nil }
        if mapped.count > 1 {
            throw refuse(
                "the rollup maps \(mapped.count) columns (\(mapped.map(\.name.quoted).joined(separator: ", "))), but one is possible",
                mend: "keep one crosswalk, and roll the result up again")
        }
        for (code, targets) in mapped.first?.crosswalk?.targets.sorted(by: { $0.key < $1.key }) ?? [] {
            if let wrong = targets.first(where: { !(0...1000).contains($0.thousandths) }) {
                throw refuse(
                    "the code \(code.quoted) counts \(wrong.thousandths) thousandths under \(wrong.text.quoted), but 0 to 1000 are possible",
                    mend: "correct the weight in the crosswalk")
            }
            let texts = targets.map(\.text)
            if let twice = texts.indices.first(where: { texts[..<$0].contains(texts[$0]) }) {
                throw refuse(
                    "the code \(code.quoted) counts twice under \(texts[twice].quoted)",
                    mend: "keep one of the two lines of the crosswalk")
            }
        }
    }
}

/// Finds the columns of a table by their headings.
struct HeadingIndex: Sendable {
    let headings: [String]
    let file: String

    /// - Throws: ``Diagnostic`` when no column, or more than one, has the heading.
    func column(_ heading: String) throws(Diagnostic) -> Int {
        guard let column = headings.firstIndex(of: heading) else {
            let nearest = heading.nearest(of: headings)
            throw Diagnostic(
                at: .file(file),
                "no column has the heading \(heading.quoted)\(nearest.map { "; the nearest is \($0.quoted)" } ?? "")",
                mend: "write the heading in the definition as the file has it")
        }
        if let other = headings[(column + 1)...].firstIndex(of: heading) {
            throw Diagnostic(
                at: .file(file),
                "columns \(column + 1) and \(other + 1) both have the heading \(heading.quoted)",
                mend: "ask the publisher which of the two is meant")
        }
        return column
    }
}
