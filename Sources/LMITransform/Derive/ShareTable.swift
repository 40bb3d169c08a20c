internal import LMIModel

/// A ratio as an exact fraction, with what rounding allows; or why there is none.
enum Ratio: Sendable {
    /// `lower` and `upper` are nil where nothing is certain; a nil `upper` alone means without limit.
    case known(Fraction, lower: Fraction?, upper: Fraction?, Set<ValueStatus>, note: String)
    case withheld(Reason, note: String)
}

/// Parts and totals of one table, ready for the share of any part in its total.
struct ShareTable: Sendable {
    /// What is known of all parts of one series together.
    private struct Together {
        var value: FigureSum
        var lower: Fraction
        var upper: Fraction?
    }

    let groups: SeriesGroups
    private let dimension: String
    private let totals: [SeriesKey: Observation]
    private let together: [Together]?
    private let totalsHoldParts: Bool

    /// - Parameter isWhole: True when the parts of a series make up its total, each counted once.
    init(
        _ parts: [Observation], totals: [Observation], along dimension: String, isWhole: Bool,
        totalsHoldParts: Bool = false
    ) throws(Diagnostic) {
        for observation in parts { try Additive.require(observation) }
        groups = try SeriesGroups(parts, along: dimension)
        self.totals = try Self.index(totals, dimension)
        self.dimension = dimension
        self.totalsHoldParts = totalsHoldParts
        guard isWhole else {
            together = nil
            return
        }
        var sums: [Together] = []
        for group in groups.groups {
            let parts = group.map {
                FigureSum.Part($0.coordinates[dimension]?.text ?? "", $0.figure, $0.bounds)
            }
            do {
                sums.append(
                    Together(
                        value: try FigureSum(of: parts), lower: try HardRange.lower(parts),
                        upper: try HardRange.upper(parts)))
            } catch {
                throw error.diagnostic(
                    "the sum of \(group[0].indicator.quoted) in \(group[0].area.name.quoted)")
            }
        }
        together = sums
    }

    /// Totals by what they have in common with their parts.
    static func index(_ totals: [Observation], _ dimension: String) throws(Diagnostic) -> [SeriesKey:
        Observation]
    {
        var found: [SeriesKey: Observation] = [:]
        for total in totals {
            try Additive.require(total)
            guard let twin = found.updateValue(total, forKey: SeriesKey(total, without: dimension)) else {
                continue
            }
            let other = twin.cell.map { " (the other stands at \($0))" } ?? ""
            throw Diagnostic(
                .error, .content, at: total.cell.map { .cell($0) } ?? .nowhere,
                "the total of \(total.indicator.quoted) in \(total.area.name.quoted), \(total.period.text), stands twice\(other)",
                mend:
                    "name what tells the two apart as a dimension of the definition, or leave one out under `drop:`"
            )
        }
        return found
    }

    /// The share of `part`, which is of the series at `place`, in its total; 1 is the whole.
    ///
    /// A published total beats the sum of the parts; for the bounds both are used where both can be had.
    func share(of part: Observation, at place: Int) throws(Fraction.Overflow) -> Ratio {
        guard case .published(let number, let statuses) = part.figure else {
            return Self.withheld(part, "the part")
        }
        let total = totals[SeriesKey(part, without: dimension)]
        let all = together?[place]
        let whole: Fraction
        let added: Set<ValueStatus>
        switch (total?.figure, all?.value.figure) {
        case (.published(let published, let flags)?, _): (whole, added) = (published.fraction, flags)
        case (_, .published(let sum, let flags)?): (whole, added) = (sum.fraction, flags)
        case (.withheld?, _):
            return total.map { Self.withheld($0, "the total") }
                ?? .withheld(.notDerivable, note: "there is no total")
        case (nil, .withheld?):
            return .withheld(.partial, note: "the total is not known: \(all?.value.note ?? "")")
        case (nil, nil):
            return .withheld(.notDerivable, note: "the source has no total for this place and time")
        }
        guard let value = try number.fraction.divided(by: whole) else {
            return .withheld(.notApplicable, note: "the total is zero")
        }
        let box = try total.flatMap { (total) throws(Fraction.Overflow) in
            // A total that holds the part itself moves with it: only what stands beside it varies freely.
            totalsHoldParts
                ? try Self.besideRest(part.bounds, in: total.bounds) : try Self.box(part.bounds, total.bounds)
        }
        let rest = try all.flatMap { (all) throws(Fraction.Overflow) in try Self.besideRest(part.bounds, all)
        }
        var range = box ?? rest
        var note = ""
        if let box, let rest {
            let (low, high) = (max(box.lowerBound, rest.lowerBound), min(box.upperBound, rest.upperBound))
            if low <= high {
                range = low...high
            } else {
                note = "the parts do not agree with the published total"
            }
        }
        // The printed value stays inside its bounds even where the total and the sum differ by rounding.
        return .known(
            value, lower: range.map { min($0.lowerBound, value) },
            upper: range.map { max($0.upperBound, value) },
            statuses.union(added), note: note)
    }

    private static func withheld(_ observation: Observation, _ what: String) -> Ratio {
        guard case .withheld(let reason) = observation.figure else {
            return .withheld(.notDerivable, note: "\(what) has no number")
        }
        let carried: Reason = reason == .partial ? .partial : .notDerivable
        let why = observation.note.isEmpty ? reason.rawValue : observation.note
        return .withheld(carried, note: "\(what) has no number: \(why)")
    }

    /// The corners of the box of a part and a total that were rounded apart.
    private static func box(
        _ part: Bounds, _ total: Bounds
    ) throws(Fraction.Overflow) -> ClosedRange<Fraction>? {
        guard part.kind.isHard, total.kind.isHard, let partLow = part.lower, let partHigh = part.upper,
            let totalLow = total.lower, let totalHigh = total.upper
        else { return nil }
        let low = try partLow.fraction.divided(by: totalHigh.fraction) ?? .zero
        let high = try partHigh.fraction.divided(by: totalLow.fraction) ?? Fraction(1)
        return clipped(low, high)
    }

    /// The same, where the total is a sum that the part was counted in.
    private static func besideRest(
        _ part: Bounds, in total: Bounds
    ) throws(Fraction.Overflow) -> ClosedRange<Fraction>? {
        guard total.kind.isHard, let lower = total.lower?.fraction else { return nil }
        return try besideRest(part, from: lower, to: total.upper?.fraction)
    }

    private static func besideRest(
        _ part: Bounds, _ all: Together
    ) throws(Fraction.Overflow) -> ClosedRange<Fraction>? {
        try besideRest(part, from: all.lower, to: all.upper)
    }

    /// x / (x + rest): the least where the part is low and the rest high, the most the other way round.
    private static func besideRest(
        _ part: Bounds, from lower: Fraction, to upper: Fraction?
    ) throws(Fraction.Overflow) -> ClosedRange<Fraction>? {
        guard part.kind.isHard, let low = part.lower?.fraction, let high = part.upper?.fraction else {
            return nil
        }
        var least = Fraction.zero
        if let upper {
            let restHigh = try upper.subtracting(high)
            least = try low.divided(by: low.adding(restHigh)) ?? .zero
        }
        let restLow = try lower.subtracting(low)
        let most = try high.divided(by: high.adding(restLow)) ?? Fraction(1)
        return clipped(least, most)
    }

    /// A part is never more than its total, so a share lies in 0 to 1.
    private static func clipped(_ low: Fraction, _ high: Fraction) -> ClosedRange<Fraction>? {
        let (low, high) = (low.clipped(to: .zero...Fraction(1)), high.clipped(to: .zero...Fraction(1)))
        return low <= high ? low...high : nil
    }
}
