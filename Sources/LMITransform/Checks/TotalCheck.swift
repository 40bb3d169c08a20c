public import LMIModel

/// Whether published parts add up to their published total, as far as rounding lets one tell.
public struct TotalCheck: Sendable {
    /// The coordinate that tells the parts apart, such as `industry`.
    public var dimension: String

    public init(dimension: String) { self.dimension = dimension }

    /// A warning for each total that its parts cannot make, and a note of how many agree.
    ///
    /// - Parameters:
    ///   - parts: Figures that make up the totals, each person counted once: of one level only.
    ///   - totals: The published totals.
    /// - Returns: The warnings in the parts' order, then one note; empty when there is nothing to compare.
    /// - Throws: ``Diagnostic`` when a figure does not add, lacks the dimension or stands twice.
    public func findings(
        parts: [Observation], totals: [Observation]
    ) throws(Diagnostic) -> [Diagnostic] {
        let groups = try SeriesGroups(parts, along: dimension)
        let byKey = try ShareTable.index(totals, dimension)
        var found: [Diagnostic] = []
        var compared = 0
        var untold = 0
        for (key, group) in zip(groups.keys, groups.groups) {
            guard let total = byKey[key] else { continue }
            guard case .published(let number, _) = total.figure, total.bounds.kind.isHard,
                let low = total.bounds.lower, let high = total.bounds.upper, low <= high
            else {
                untold += 1
                continue
            }
            let pieces = group.map { FigureSum.Part("", $0.figure, $0.bounds) }
            guard group.allSatisfy(Self.isCertain) else {
                untold += 1
                continue
            }
            compared += 1
            do {
                let least = try HardRange.lower(pieces)
                let most = try HardRange.upper(pieces)
                guard least > high.fraction || most.map({ $0 < low.fraction }) == true else { continue }
                found.append(
                    Self.disagreement(
                        total, number, expected: (least.exactDecimal, most?.exactDecimal), low...high,
                        group.count))
            } catch {
                throw error.diagnostic("the sum of the parts of \(total.indicator.quoted)", at: total.cell)
            }
        }
        if compared + untold > 0 { found.append(Self.summary(compared, found.count, untold, dimension)) }
        return found
    }

    /// Published without bounds, or with a sample's, a part tells nothing certain. A withheld part can be anything.
    private static func isCertain(_ part: Observation) -> Bool {
        guard case .published = part.figure else { return true }
        return part.bounds.kind.isHard
    }

    private static func disagreement(
        _ total: Observation, _ number: ExactDecimal, expected: (ExactDecimal?, ExactDecimal?),
        _ range: ClosedRange<ExactDecimal>, _ count: Int
    ) -> Diagnostic {
        let least = expected.0?.grouped ?? "0"
        let sum = expected.1.map { "between \(least) and \($0.grouped)" } ?? "at least \(least)"
        return Diagnostic(
            .warning, .content, at: total.cell.map { .cell($0) } ?? .nowhere,
            "the total of \(total.indicator.quoted) in \(total.area.name.quoted), \(total.period.text), is \(number.grouped), which stands for \(range.lowerBound.grouped) to \(range.upperBound.grouped), but its \(count) parts add up to \(sum)",
            mend:
                "check that the parts are of one level and none is missing; if the publisher's figures disagree, ask the publisher"
        )
    }

    private static func summary(_ compared: Int, _ wrong: Int, _ untold: Int, _ dimension: String)
        -> Diagnostic
    {
        let rest = untold == 0 ? "" : "; \(untold) could not be compared, having no certain bounds"
        return Diagnostic(
            .note, .content, at: .nowhere,
            "\(compared - wrong) of \(compared) totals agree with their parts by \(dimension) within rounding\(rest)",
            mend: wrong == 0 ? "" : "see the warnings above")
    }
}
