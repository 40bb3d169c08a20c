public import LMIModel

/// How a publisher rounded its figures, and so between which numbers a true figure lies.
public enum RoundingRule: Hashable, Sendable {
    /// Nothing is known of any rounding: the figures carry no bounds.
    case none
    /// Printed as counted: the true figure is the printed one.
    case exact
    /// To the nearest multiple of `step`, which is above 0. `assumed` marks a step that no publication states.
    case nearest(step: ExactDecimal, assumed: Bool)
    /// The Business Register and Employment Survey: steps that grow with the size of the figure.
    case bres

    /// What is to be said beside figures of this rule; empty when there is nothing.
    public var note: String {
        guard case .nearest(let step, assumed: true) = self else { return "" }
        return "rounding to the nearest \(step.grouped) is assumed: the source does not state it"
    }

    /// Between which numbers the true figure lies when `value` was published.
    ///
    /// - Parameter isCount: True where a figure cannot be negative: then no lower bound is below 0.
    /// - Throws: ``Diagnostic`` at `cell` when no figure could have been rounded to `value`.
    public func bounds(
        of value: ExactDecimal, at cell: CellReference, isCount: Bool = true
    ) throws(Diagnostic) -> Bounds {
        if self != .none, isCount || self == .bres, value.isNegative {
            throw Diagnostic(
                cell, "\(value.description.quoted) is below 0, but a count was expected",
                mend:
                    "if these figures are no counts, correct `unit:` in the definition; else ask the publisher"
            )
        }
        let interval: ClosedRange<Fraction>?
        do {
            switch self {
            case .none: return .unknown
            case .exact: return Bounds(lower: value, upper: value, kind: .rounding)
            case .nearest(let step, _):
                interval = try Self.around(value.fraction, step: step.fraction)
            case .bres: interval = try BresGrid.interval(of: value.fraction)
            }
        } catch {
            throw error.diagnostic("the number \(value.description.quoted)", at: cell)
        }
        guard let interval else { throw offGrid(value, at: cell) }
        let lower = isCount ? max(interval.lowerBound, .zero) : interval.lowerBound
        guard let lower = lower.exactDecimal, let upper = interval.upperBound.exactDecimal else {
            throw Fraction.Overflow().diagnostic("the rounding of \(value.description.quoted)", at: cell)
        }
        return Bounds(lower: lower, upper: upper, kind: .rounding)
    }

    /// Half a step either way of `value`; nil when it is no multiple of the step.
    static func around(_ value: Fraction, step: Fraction) throws(Fraction.Overflow) -> ClosedRange<Fraction>?
    {
        guard let steps = try value.divided(by: step), steps.reduced.denominator == 1 else { return nil }
        let half = try step.multiplied(by: Fraction(1, over: 2))
        return try value.subtracting(half)...value.adding(half)
    }

    private func offGrid(_ value: ExactDecimal, at cell: CellReference) -> Diagnostic {
        let found = value.description.quoted
        if case .nearest(let step, let assumed) = self {
            return Diagnostic(
                cell,
                "\(found) is no multiple of \(step.grouped), to which the figures are \(assumed ? "assumed" : "said") to be rounded",
                mend:
                    "correct `rounding:` in the definition, or ask the publisher how the figures are rounded")
        }
        return Diagnostic(
            cell, "\(found) is a number that no figure of BRES is rounded to",
            mend:
                "if these figures are not of BRES, correct `rounding:` in the definition; else ask the publisher"
        )
    }
}
