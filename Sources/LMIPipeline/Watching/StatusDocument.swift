internal import LMIFiles
internal import LMILoad
internal import LMIModel

/// `status.json`, which stands beside what is published: clocks, freshness and holds, for a website or a watcher elsewhere.
/// Everybody may read it, so there are no paths of this machine in it and no messages about them.
struct StatusDocument: Hashable, Sendable, Encodable {
    struct Source: Hashable, Sendable, Encodable {
        var id: String
        var title: String
        var freshness: Freshness
        @OrNull var lastChanged: String?
        @OrNull var lastChecked: String?
        @OrNull var nextDue: String?
        /// Whether it could not be had or read when that was tried last.
        var stale: Bool
        @OrNull var reason: String?

        enum CodingKeys: String, CodingKey {
            case id, title, freshness, stale, reason
            case lastChanged = "last_changed"
            case lastChecked = "last_checked"
            case nextDue = "next_due"
        }
    }

    struct Table: Hashable, Sendable, Encodable {
        var id: String
        var stale: Bool
        @OrNull var reason: String?
    }

    /// When this was written.
    var checked: String
    @OrNull var started: String?
    @OrNull var ended: String?
    var exit: Int32
    var meaning: String
    @OrNull var generation: String?
    @OrNull var serial: Int?
    @OrNull var published: String?
    @OrNull var origin: String?
    @OrNull var held: RunRecord.Holding?
    var sources: [Source]
    var tables: [Table]

    static let name = "status.json"

    /// - Parameters:
    ///   - record: Of the last run that ended.
    ///   - latest: What readers see; nil before anything was published.
    ///   - now: As `2026-11-22T02:00:00Z`.
    init(
        _ record: RunRecord, exit status: ExitStatus, latest: LatestPointer?, hold: Ledger.Hold?, now: String
    ) {
        checked = now
        started = record.started
        ended = record.ended
        exit = status.code
        meaning = status.meaning
        generation = latest?.generation
        serial = latest?.serial
        published = latest?.published
        origin = latest?.origin.rawValue
        held = hold.map { RunRecord.Holding(since: $0.since, because: $0.because) }
        let today = Day(String(now.prefix(10))) ?? .earliest
        sources = record.standings.map { standing in
            Source(
                id: standing.id, title: standing.title, freshness: standing.freshness(on: today),
                lastChanged: standing.changed, lastChecked: standing.checked, nextDue: standing.due,
                stale: standing.reason != nil, reason: standing.reason)
        }
        tables = record.tables.map { Table(id: $0.id, stale: $0.stale, reason: $0.reason) }
    }

    func write(into output: String) throws(Diagnostic) {
        try Folder(making: output).write(StateJSON.sealed(self), to: Self.name)
    }
}

/// A value that is written as `null` where there is none, so that every member is always there.
@propertyWrapper
struct OrNull<Value: Hashable & Sendable & Encodable>: Hashable, Sendable, Encodable {
    var wrappedValue: Value?

    init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
    }
}
