internal import LMIModel

/// One letter of `obs_status`, or one reason behind it, in words for people.
struct StatusWord: Hashable, Sendable {
    let letter: String
    /// The reason's name where there is no number.
    let reason: Reason?
    /// The shorthand of government statistics, where it has one.
    let shorthand: String
    let words: String

    /// Every letter that stands beside a number, then every reason why there is none.
    static let all: [StatusWord] =
        ValueStatus.allCases.map {
            StatusWord(letter: $0.rawValue, reason: nil, shorthand: $0.shorthand, words: $0.words)
        }
        + Reason.allCases.map {
            StatusWord(letter: $0.letter, reason: $0, shorthand: $0.shorthand, words: $0.words)
        }

    /// The letters beside a number.
    static let lettersWithNumber = ValueStatus.allCases.map(\.rawValue)
    /// The letters in place of a number, each once.
    static let lettersWithout = Set(Reason.allCases.map(\.letter)).sorted()
}

extension ValueStatus {
    var shorthand: String {
        switch self {
        case .normal, .imputed, .definitionDiffers: ""
        case .provisional: "p"
        case .estimated: "e"
        case .forecast: "f"
        case .seriesBreak: "b"
        case .lowReliability: "u"
        }
    }

    var words: String {
        switch self {
        case .normal: "a figure as published"
        case .provisional: "provisional: the publisher may still change it"
        case .estimated: "an estimate"
        case .forecast: "a forecast"
        case .imputed: "filled in by the publisher from other answers"
        case .definitionDiffers: "counted by a definition that differs from its neighbours'"
        case .seriesBreak: "not to be compared with earlier figures: the way of counting changed"
        case .lowReliability: "unreliable: it rests on few answers"
        }
    }

    /// What stands after the number in ready-made text, where the number alone would say too much.
    var afterNumber: String {
        switch self {
        case .normal, .definitionDiffers, .seriesBreak: ""
        case .provisional: " (provisional)"
        case .estimated: " (estimate)"
        case .forecast: " (forecast)"
        case .imputed: " (imputed)"
        case .lowReliability: " (unreliable)"
        }
    }
}

extension Reason {
    var shorthand: String {
        switch self {
        case .suppressedDisclosure: "c"
        case .suppressedQuality: "u"
        case .low: "low"
        case .notAvailable, .notCollected, .missing: "x"
        case .notApplicable: "z"
        case .notDerivable, .partial: ""
        }
    }

    /// The words up to the colon, after which an observation's own note may stand.
    var head: String {
        switch self {
        case .suppressedDisclosure, .suppressedQuality: "not published"
        case .low: "too small to publish"
        case .notAvailable: "not available"
        case .notCollected: "not collected"
        case .notApplicable: "does not apply"
        case .missing: "missing"
        case .notDerivable: "cannot be worked out from this source"
        case .partial: "not known exactly"
        }
    }

    /// What follows the colon when the observation has no note of its own.
    var explanation: String {
        switch self {
        case .suppressedDisclosure: "the publisher suppressed it so that nobody can be identified"
        case .suppressedQuality: "the publisher found it too unreliable"
        case .low: "it is below the smallest figure that the publisher shows"
        case .notAvailable: "the publisher has no figure"
        case .notCollected: "the publisher did not ask"
        case .notApplicable: "there can be no such figure"
        case .missing: "the publisher's file leaves it blank"
        case .notDerivable: "it does not list all that would be needed"
        case .partial: "some of its parts are not published"
        }
    }

    var words: String { "\(head): \(explanation)" }
}
