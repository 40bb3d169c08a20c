public import LMIModel

/// How a command ended, for the shell and for cron. The most severe wins; never 0 when anything was lost.
public enum ExitStatus: Hashable, Sendable, Comparable {
    /// Published, or nothing changed.
    case success
    /// Published, with some table carried from an earlier generation or held, or something old found damaged.
    case degraded
    case source
    case content
    case configuration
    case storage
    /// Another run holds the lock.
    case busy
    case `internal`
    /// Ended in order by a signal, before anything was published.
    case interrupted(signal: Int32)

    /// All but those of signals.
    public static let listed: [ExitStatus] = [
        .success, .degraded, .source, .content, .configuration, .storage, .busy, .internal,
    ]

    /// What the shell is told: 128 is added to a signal's number, as a shell does.
    public var code: Int32 {
        switch self {
        case .success: 0
        case .degraded: 3
        case .source: 10
        case .content: 11
        case .configuration: 12
        case .storage: 13
        case .busy: 14
        case .internal: 70
        case .interrupted(let signal): 128 + signal
        }
    }

    /// The status that a record names; a number that nobody knows is a failure.
    init(code: Int32) {
        self =
            Self.listed.first { $0.code == code }
            ?? (code > 128 ? .interrupted(signal: code - 128) : .internal)
    }

    private var severity: Int {
        switch self {
        case .success: 0
        case .degraded: 1
        case .busy: 2
        case .source: 3
        case .content: 4
        case .configuration: 5
        case .interrupted: 6
        case .storage: 7
        case .internal: 8
        }
    }

    public static func < (left: Self, right: Self) -> Bool { left.severity < right.severity }

    /// The status that a fault ends in when nothing can be published.
    public init(_ fault: Diagnostic.Fault) {
        self =
            switch fault {
            case .source: .source
            case .content: .content
            case .configuration: .configuration
            case .storage: .storage
            case .internal: .internal
            }
    }

    /// In a few words, for the help.
    public var meaning: String {
        switch self {
        case .success: "all is well: published, or nothing had changed"
        case .degraded:
            "published, but something is as it was, out of date, held or damaged"
        case .source: "a publisher's file could not be had"
        case .content: "a file is not what its definition describes"
        case .configuration: "a definition or a setting is wrong"
        case .storage: "something on this machine could not be written, or is damaged"
        case .busy: "another run is at work; nothing was done"
        case .internal: "a fault of lmi itself: please report it"
        case .interrupted(let signal):
            "interrupted by \(Interruption.name(of: signal)); nothing was published"
        }
    }
}
