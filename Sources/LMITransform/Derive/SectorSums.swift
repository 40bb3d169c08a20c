public import LMIModel

/// Counts by industry added up to counts by sector, wherever the industries cover the sector exactly.
public struct SectorSums: Sendable {
    /// A table that lists every code of one level unless its figure is zero.
    public struct CompleteGrid: Hashable, Sendable {
        /// The level, as the industry code list calls it.
        public var level: String
        /// How the source rounds, and so what a zero stands for.
        public var rounding: RoundingRule

        public init(level: String, rounding: RoundingRule) {
            self.level = level
            self.rounding = rounding
        }
    }

    private struct Target: Sendable {
        let code: Code
        let wanted: LeafSet
    }

    /// The coordinate that names the industry, such as `industry`.
    public let dimension: String
    let tree: IndustryTree
    private let targets: [Target]
    private let grid: [Int]
    private let zero: Bounds

    /// - Parameter completeGrid: Where nil, an absent row says nothing.
    /// - Throws: ``Diagnostic`` when the rules and the industries are of two classifications, a sector names
    ///   an industry that is none, or the grid's level is none of the industries'.
    public init(
        _ rules: SectorRules, view: SectorRules.View, industries: IndustryTree,
        dimension: String = "industry",
        completeGrid: CompleteGrid? = nil
    ) throws(Diagnostic) {
        guard rules.classification == industries.list.classification else {
            throw Diagnostic(
                .error, .configuration, at: .file(rules.file),
                "the sectors are written in \(rules.classification), but the industries are of \(industries.list.classification)",
                mend:
                    "write the sectors in codes of \(industries.list.classification), or name the other list")
        }
        let sectors = try rules.codeList(of: view)
        var targets: [Target] = []
        for sector in rules.sectors(of: view) {
            guard let code = sectors.code(sector.id) else { continue }
            guard let wanted = industries.leafSet(of: sector.subclasses) else {
                let stranger = sector.subclasses.first { industries.leafSet(of: [$0]) == nil } ?? ""
                throw Diagnostic(
                    .error, .configuration, at: .file(rules.file),
                    "the sector \(sector.id.quoted) holds \(stranger.quoted), which is no finest code of \(rules.classification)",
                    mend: "correct the code in \(rules.file), or add it to \(industries.list.file)")
            }
            targets.append(Target(code: code, wanted: wanted))
        }
        self.dimension = dimension
        self.targets = targets
        tree = industries
        guard let completeGrid else {
            grid = []
            zero = .unknown
            return
        }
        grid = industries.list.entries.indices.filter {
            industries.list.entries[$0].level == completeGrid.level
        }
        guard !grid.isEmpty else {
            throw Diagnostic(
                .error, .configuration, at: .nowhere,
                "\(completeGrid.level.quoted) is no level of \(rules.classification)",
                mend: "name a level as \(industries.list.file) writes it")
        }
        zero = try completeGrid.rounding.bounds(of: .zero, at: CellReference(file: rules.file, row: 1))
    }

    /// One observation for each sector and each series of `observations`, in the order of the series, then
    /// of the rules.
    ///
    /// - Parameter observations: Published counts by industry, at any mix of levels.
    /// - Throws: ``Diagnostic`` when a figure is of a kind that does not add, lacks its industry or has one of
    ///   another classification, or stands twice.
    /// - Complexity: O(*n* × *s*) in observations and sectors.
    public func sums(of observations: [Observation]) throws(Diagnostic) -> [Observation] {
        var derived: [Observation] = []
        var names = MissingNames(tree: tree)
        let series = try SeriesGroups(observations, along: dimension)
        for group in series.groups {
            let present = try Present(group, dimension, tree)
            for target in targets {
                var observation = group[0]
                observation.coordinates[dimension] = nil
                observation.coordinates["sector"] = target.code
                observation.derivation = .sum
                observation.cell = nil
                let result = try sum(for: target, of: present, &names)
                (observation.figure, observation.bounds, observation.note) = result
                derived.append(observation)
            }
        }
        return derived
    }

    private func sum(
        for target: Target, of present: Present, _ names: inout MissingNames
    ) throws(Diagnostic) -> (Figure, Bounds, String) {
        let coverage = Coverage(of: target.wanted, by: present.places, grid: grid, in: tree)
        var parts = present.parts(coverage.covered)
        for place in coverage.zeros {
            parts.append(FigureSum.Part(tree.list.entries[place].code, .published(.zero), zero))
        }
        do {
            guard coverage.isExact, !parts.isEmpty else {
                return try notDerivable(coverage, parts, &names)
            }
            let sum = try FigureSum(of: parts, ceiling: present.ceiling(over: target.wanted))
            return (sum.figure, sum.bounds, Self.joined(sum.note, Self.note(ofZeros: coverage.zeros.count)))
        } catch {
            throw error.diagnostic("the sum of the sector \(target.code.text.quoted)")
        }
    }

    private func notDerivable(
        _ coverage: Coverage, _ parts: [FigureSum.Part], _ names: inout MissingNames
    ) throws(Fraction.Overflow) -> (Figure, Bounds, String) {
        guard !coverage.missing.isEmpty else {
            return (.withheld(.notDerivable), .unknown, "the sector has no industries")
        }
        let note = "the publisher gives no figure for \(names.text(of: coverage.missing))"
        let certain = parts.filter { $0.bounds.kind.isHard }
        guard !certain.isEmpty, let lower = try HardRange.lower(certain).exactDecimal else {
            return (.withheld(.notDerivable), .unknown, note)
        }
        let count = certain.count
        let covered =
            count == 1
            ? "only the one industry that it gives is counted"
            : "only the \(count) industries that it gives are counted"
        return (
            .withheld(.notDerivable), Bounds(lower: lower, upper: nil, kind: .rounding),
            "\(note); \(covered) (\(NameList.text(certain.map(\.name))))"
        )
    }

    private static func note(ofZeros count: Int) -> String {
        switch count {
        case 0: ""
        case 1: "1 industry without a row counts as zero, as the definition declares"
        default: "\(count) industries without a row count as zero, as the definition declares"
        }
    }

    private static func joined(_ first: String, _ second: String) -> String {
        first.isEmpty || second.isEmpty ? first + second : "\(first); \(second)"
    }
}

/// What is missing, in words. Most series of a table lack the same codes, so each set is named once.
private struct MissingNames {
    let tree: IndustryTree
    private var known: [LeafSet: String] = [:]

    init(tree: IndustryTree) { self.tree = tree }

    mutating func text(of missing: LeafSet) -> String {
        if let text = known[missing] { return text }
        // What a sector cannot be worked out for is named in full.
        let text = tree.names(of: missing).joined(separator: ", ")
        known[missing] = text
        return text
    }
}

/// The industries one series has figures for.
private struct Present {
    /// Places in the tree, the coarsest first.
    let places: [Int]
    private let figures: [Int: Observation]
    private let tree: IndustryTree

    init(_ group: [Observation], _ dimension: String, _ tree: IndustryTree) throws(Diagnostic) {
        var figures: [Int: Observation] = [:]
        for observation in group {
            try Additive.require(observation)
            guard let code = observation.coordinates[dimension] else { continue }
            guard code.classification == tree.list.classification, let place = tree.place(of: code.text)
            else {
                throw Diagnostic(
                    .error, .configuration, at: observation.cell.map { .cell($0) } ?? .nowhere,
                    "the \(dimension) \(code.text.quoted) is of \(code.classification), but the sectors are written in \(tree.list.classification)",
                    mend:
                        "read this column in codes of \(tree.list.classification), or make no sectors of this table"
                )
            }
            figures[place] = observation
        }
        places = tree.coarsestFirst(Array(figures.keys))
        self.figures = figures
        self.tree = tree
    }

    func parts(_ some: [Int]) -> [FigureSum.Part] {
        some.compactMap { place in
            figures[place].map { FigureSum.Part(tree.list.entries[place].code, $0.figure, $0.bounds) }
        }
    }

    /// The most that `wanted` can be by the finest published code that holds all of it and more: that code's
    /// upper bound less what stands beside `wanted` in it.
    func ceiling(over wanted: LeafSet) throws(Fraction.Overflow) -> Fraction? {
        for place in places.reversed() {
            let whole = tree.leafSet(at: place)
            guard wanted.isSubset(of: whole), wanted != whole, let parent = figures[place],
                case .published = parent.figure, parent.bounds.kind.isHard, let upper = parent.bounds.upper
            else { continue }
            var beside = whole
            beside.subtract(wanted)
            let others = parts(Coverage(of: beside, by: places, in: tree).covered)
            return try upper.fraction.subtracting(HardRange.lower(others))
        }
        return nil
    }
}
