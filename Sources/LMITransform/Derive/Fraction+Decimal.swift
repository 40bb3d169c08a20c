internal import LMIModel

extension Fraction {
    /// This ratio as a decimal of as few places as hold it exactly; nil when it has no end or is too long.
    var exactDecimal: ExactDecimal? {
        for decimals in 0...18 {
            // One too long to hold is the same here as one that has no end.
            guard let rounded = try? rounded(to: decimals) else { return nil }
            if rounded.fraction == self { return rounded }
        }
        return nil
    }

    /// The lesser or the greater of two.
    func clipped(to range: ClosedRange<Fraction>) -> Fraction {
        max(range.lowerBound, min(range.upperBound, self))
    }
}

extension Fraction.Overflow {
    /// What a person is told: where it happened and that no figure was made of it.
    func diagnostic(_ what: String, at cell: CellReference? = nil) -> Diagnostic {
        Diagnostic(
            .error, .content, at: cell.map { .cell($0) } ?? .nowhere,
            "\(what) has more digits than can be held exactly",
            mend:
                "look for a number that is far too large in the source, and hold the source until it is corrected"
        )
    }
}
