internal import LMIModel

/// How fresh a source is, by the calendar of its publisher. All days are in UTC.
enum Freshness: String, Hashable, Sendable, Codable {
    /// The newest edition there can be.
    case fresh
    /// A new edition may come any day.
    case due
    /// A new edition should have come.
    case overdue
    /// Nobody has said when editions come, or nothing was ever had.
    case unknown
}

/// What is known of the newest edition of a source: enough to say on any later day how fresh it is, without its definition.
struct SourceStanding: Hashable, Sendable, Codable {
    var id: String
    var title: String
    /// The name of its file, for messages.
    var file: String
    /// The publisher's page about it.
    var page: String
    /// Its definition's path.
    var definition: String
    /// When its newest bytes were had for the first time, as `2026-11-22T02:00:00Z`; nil where none ever were.
    var changed: String?
    /// When they were had or confirmed last.
    var checked: String?
    /// The day on which the next edition is due, as `2026-12-16`.
    var due: String?
    /// The last day on which its absence is nothing to worry about.
    var lateAfter: String?
    /// How many days its bytes may be old; nil for any number.
    var mostDays: Int?
    /// When somebody was told last that the edition of ``due`` is overdue; nil where nobody was, or it is not.
    var overdueTold: String?
    /// Why it could not be had or read when that was tried last, with the mend; nil where it could.
    var fault: String?
    /// The same in a few words for the public.
    var reason: String?

    /// - Parameter today: In UTC.
    func freshness(on today: Day) -> Freshness {
        // Days written so stand in the order of the alphabet.
        if let lateAfter, "\(today)" > lateAfter { return .overdue }
        guard let due else { return .unknown }
        return "\(today)" < due ? .fresh : .due
    }

    /// A warning where a new edition should have come; nil where all is well.
    func overdue(on today: Day) -> Diagnostic? {
        guard freshness(on: today) == .overdue, let due else { return nil }
        let since = changed.map { " since \($0.prefix(10))" } ?? ""
        return Diagnostic(
            .warning, .source, at: .file(file),
            "nothing new has come\(since), and the next edition was due on \(due)",
            mend:
                "look at \(page): if there is a newer edition, correct `fetch:` in \(definition); if the publisher is late or brings it out more seldom, correct `releases:` there"
        )
    }

    /// A warning where the newest bytes are older than the hub allows; nil where all is well.
    ///
    /// - Parameter now: As `2026-11-22T02:00:00Z`.
    func tooOld(at now: String) -> Diagnostic? {
        guard let mostDays, let changed, let oldest = Moment(now)?.later(bySeconds: -mostDays * Moment.day),
            changed < "\(oldest)"
        else { return nil }
        return Diagnostic(
            .warning, .source, at: .file(file),
            "nothing new has come since \(changed.prefix(10)), more than \(mostDays) days ago",
            mend:
                "look at \(page): if there is a newer edition, correct `fetch:` in \(definition); else raise `max age days:` in the hub's file"
        )
    }
}

extension SourceStanding {
    /// Of a source that nothing is known of.
    init(_ use: PipelineDefinition.SourceUse) {
        let source = use.definition
        self.init(
            id: source.id, title: source.title, file: source.file, page: source.publication.url,
            definition: source.path)
    }

    /// - Parameters:
    ///   - snapshot: The newest bytes, which were had just now. Samples go out of date as nobody minds.
    ///   - before: What was known before. Where only a line of the file says when the next edition comes, and the file was
    ///     not read because it has not changed, that day stands.
    init(
        _ use: PipelineDefinition.SourceUse, _ snapshot: Snapshot, checked now: String,
        before: SourceStanding?
    ) {
        self.init(use)
        (changed, checked) = (snapshot.origin.retrieved, now)
        guard snapshot.origin.kind == .live else { return }
        var snapshot = snapshot
        if snapshot.origin.nextDue == nil, before?.changed == changed {
            snapshot.origin.nextDue = before?.due.flatMap { Day($0) }
        }
        let expected = use.definition.releases?.expectation(of: snapshot)
        due = (expected?.due ?? snapshot.origin.nextDue)?.description
        lateAfter = expected?.lateAfter.description
        mostDays = use.maxAgeDays
    }
}
