public import LMIModel

/// How a command ended, for the shell and for cron. The most severe wins; never 0 when anything was lost.
public enum ExitStatus: Int32, Sendable, Comparable, CaseIterable {
    /// Published, or nothing changed.
    case success = 0
    /// Published, with some table carried from an earlier generation or held.
    case degraded = 3
    case source = 10
    case content = 11
    case configuration = 12
    case storage = 13
    /// Another run holds the lock.
    case busy = 14
    case `internal` = 70

    private var severity: Int {
        switch self {
        case .success: 0
        case .degraded: 1
        case .busy: 2
        case .source: 3
        case .content: 4
        case .configuration: 5
        case .storage: 6
        case .internal: 7
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
        case .degraded: "published, but some tables are as they were before, marked stale"
        case .source: "a publisher's file could not be had"
        case .content: "a file is not what its definition describes"
        case .configuration: "a definition or a setting is wrong"
        case .storage: "something on this machine could not be written, or is damaged"
        case .busy: "another run is at work; nothing was done"
        case .internal: "a fault of lmi itself: please report it"
        }
    }
}
