public import LMIModel

/// What the text of a cell means.
public struct CellLayout: Hashable, Sendable {
    /// What a marker stands for.
    public enum Meaning: Hashable, Sendable {
        case withheld(Reason, below: ExactDecimal?)
        case status(ValueStatus)
    }

    /// What a number in a confidence column or row is.
    public enum Confidence: String, Hashable, Sendable, CaseIterable {
        case halfWidth95 = "95 % half width"
        case coefficientOfVariation = "coefficient of variation, percent"
    }

    public var numbers: NumberStyle
    /// What may stand where a number should.
    public var insteadOfANumber: [String: Meaning]
    /// What may stand in a flag column. The empty flag is always "nothing to say".
    public var flags: [String: Meaning]
    public var confidence: Confidence?
    public var insteadOfAConfidence: [String: Meaning]
    /// Whether figures below zero are real; elsewhere one is refused, and no bound lies below zero.
    public var isNegativeAllowed: Bool

    public init(
        numbers: NumberStyle = .plain, insteadOfANumber: [String: Meaning] = [:],
        flags: [String: Meaning] = [:],
        confidence: Confidence? = nil, insteadOfAConfidence: [String: Meaning] = [:],
        isNegativeAllowed: Bool = false
    ) {
        self.numbers = numbers
        self.insteadOfANumber = insteadOfANumber
        self.flags = flags
        self.confidence = confidence
        self.insteadOfAConfidence = insteadOfAConfidence
        self.isNegativeAllowed = isNegativeAllowed
    }
}
