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

/// What is known of the newest edition of a source: enough to say on any later day how fresh it is.
struct SourceStanding: Hashable, Sendable, Codable {
    var id: String
    var title: String
    /// When its newest bytes were had for the first time, as `2026-11-22T02:00:00Z`.
    var changed: String?
    /// When they were had or confirmed last.
    var checked: String?
    /// The day on which the next edition is due, as `2026-12-16`.
    var due: String?
    /// The last day on which its absence is nothing to worry about.
    var lateAfter: String?

    /// - Parameter today: In UTC.
    func freshness(on today: Day) -> Freshness {
        // Days written so stand in the order of the alphabet.
        if let lateAfter, "\(today)" > lateAfter { return .overdue }
        guard let due else { return .unknown }
        return "\(today)" < due ? .fresh : .due
    }
}

extension SourceStanding {
    /// - Parameters:
    ///   - snapshot: The newest bytes; nil where they were not had this time.
    ///   - before: What was known before this run. Where only a line of the file says when the next edition comes, and the
    ///     file was not read because it has not changed, that day stands.
    init(
        _ source: SourceDefinition, _ snapshot: Snapshot?, checked now: String, before: SourceStanding?
    ) {
        guard var snapshot else {
            self = before ?? SourceStanding(id: source.id, title: source.title)
            title = source.title
            return
        }
        if snapshot.origin.nextDue == nil, before?.changed == snapshot.origin.retrieved {
            snapshot.origin.nextDue = before?.due.flatMap { Day($0) }
        }
        let expected = source.releases?.expectation(of: snapshot)
        self.init(
            id: source.id, title: source.title, changed: snapshot.origin.retrieved, checked: now,
            due: (expected?.due ?? snapshot.origin.nextDue)?.description,
            lateAfter: expected?.lateAfter.description)
    }

    /// A warning where a new edition should have come; nil where all is well.
    func warning(_ source: SourceDefinition, on today: Day) -> Diagnostic? {
        guard freshness(on: today) == .overdue, let due else { return nil }
        let since = changed.map { " since \($0.prefix(10))" } ?? ""
        return Diagnostic(
            .warning, .source, at: .file(source.file),
            "nothing new has come\(since), and the next edition was due on \(due)",
            mend:
                "look at \(source.publication.url): if there is a newer edition, correct `fetch:` in \(source.path); if the publisher is late or brings it out more seldom, correct `releases:` there"
        )
    }

    /// A warning where the newest bytes are older than the pipeline allows; nil where all is well.
    func tooOld(
        _ use: PipelineDefinition.SourceUse, _ place: Workplace, _ pipeline: PipelineDefinition
    ) -> Diagnostic? {
        guard let days = use.maxAgeDays, let changed, changed < place.now(plusDays: -days) else { return nil }
        return Diagnostic(
            .warning, .source, at: .file(use.definition.file),
            "nothing new has come since \(changed.prefix(10)), more than \(days) days ago",
            mend:
                "look at \(use.definition.publication.url): if there is a newer edition, correct `fetch:` in \(use.definition.path); else raise `max age days:` in \(pipeline.path)"
        )
    }
}
