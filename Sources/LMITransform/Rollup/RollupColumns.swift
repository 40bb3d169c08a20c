internal import LMIModel

/// A plan held against the headings of one table: which column is which, and the texts as bytes.
struct RollupColumns: Sendable {
    /// A column and the texts that let a row pass.
    struct Filter: Sendable {
        let column: Int
        let texts: KeyTable
    }

    /// The mapped column: its codes, and for each the targets and their weights.
    struct Mapping: Sendable {
        let column: Int
        let codes: KeyTable
        let shares: [[Share]]
        let mayDrop: Bool
    }

    struct Share: Sendable {
        let target: Int
        let thousandths: Int64
    }

    let file: String
    let headings: [String]
    let filters: [Filter]
    /// Columns whose text is taken as it is.
    let groups: [Int]
    let mapping: Mapping?
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
        var mapping: Mapping?
        var targets = [""]
        for dimension in plan.groupBy {
            let column = try index.column(dimension.column)
            guard let crosswalk = dimension.crosswalk else {
                groups.append(column)
                continue
            }
            targets = Set(crosswalk.targets.values.joined().map(\.text)).sorted()
            let places = Dictionary(uniqueKeysWithValues: targets.enumerated().map { ($1, $0) })
            let codes = crosswalk.targets.sorted { $0.key < $1.key }
            mapping = Mapping(
                column: column, codes: KeyTable(codes.map(\.key)),
                shares: codes.map { code in
                    code.value.map { Share(target: places[$0.text] ?? 0, thousandths: Int64($0.thousandths)) }
                },
                mayDrop: crosswalk.unmapped == .drop)
        }
        self.groups = groups
        self.mapping = mapping
        self.targets = targets
        value = try index.column(plan.value)
        let marks = plan.insteadOfANumber.sorted { $0.key < $1.key }
        self.marks = KeyTable(marks.map(\.key))
        reasons = marks.map(\.value)
        hasNumericMarks = marks.contains { ExactDecimal($0.key) != nil }
        decimals = plan.decimals
    }

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
