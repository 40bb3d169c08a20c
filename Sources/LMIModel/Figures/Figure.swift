/// How a published number is to be taken. The letters are SDMX's observation statuses.
public enum ValueStatus: String, Hashable, Sendable, CaseIterable {
    case normal = "A"
    case provisional = "P"
    case estimated = "E"
    case forecast = "F"
    case imputed = "I"
    case definitionDiffers = "D"
    case seriesBreak = "B"
    case lowReliability = "U"

    /// From harmless to grave; of several, the gravest is the figure's status.
    public var gravity: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Why there is no number. Each has one SDMX letter, and no letter of these ever stands beside a number.
public enum Reason: String, Hashable, Sendable, CaseIterable {
    case suppressedDisclosure = "suppressed_disclosure"
    case suppressedQuality = "suppressed_quality"
    /// Rounds to nothing; "not significant".
    case low
    case notAvailable = "not_available"
    case notCollected = "not_collected"
    case notApplicable = "not_applicable"
    case missing
    /// The source's codes do not cover what was asked.
    case notDerivable = "not_derivable"
    /// A sum of which some parts have no number.
    case partial

    public var letter: String {
        switch self {
        case .suppressedDisclosure, .suppressedQuality: "Q"
        case .low: "N"
        case .notAvailable, .notCollected: "L"
        case .notApplicable: "M"
        case .missing, .notDerivable, .partial: "O"
        }
    }
}

/// A published number with its statuses, or the reason why there is none.
///
/// A figure has no `number` property, is no literal and cannot be added: whoever wants the number must
/// say what happens when there is none. A suppressed figure therefore cannot become a zero by accident.
public enum Figure: Hashable, Sendable {
    case published(ExactDecimal, Set<ValueStatus>)
    case withheld(Reason)

    public static func published(_ number: ExactDecimal) -> Figure { .published(number, []) }

    /// The letter of `obs_status`: the gravest of the statuses, or the reason's.
    public var letter: String {
        switch self {
        case .published(_, let statuses):
            (statuses.max { $0.gravity < $1.gravity } ?? .normal).rawValue
        case .withheld(let reason): reason.letter
        }
    }

    /// Every status but `normal`, gravest first, for the column `flags`.
    public var flags: [ValueStatus] {
        guard case .published(_, let statuses) = self else { return [] }
        return statuses.filter { $0 != .normal }.sorted { $0.gravity > $1.gravity }
    }
}
