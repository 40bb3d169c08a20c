internal import LMIFiles
internal import LMILoad
internal import LMIModel

/// How things stand, for the person at seven in the morning.
struct StatusReport: Sendable {
    let document: StatusDocument
    let record: RunRecord
    let now: String
    /// Whether nothing but this is to be said.
    var isWholeStory = true
    /// Whether it is known what readers see.
    private let knowsReaders: Bool

    /// - Parameter latest: What readers see; where that cannot be read, nothing is said of it.
    init(
        record: RunRecord, status: ExitStatus, latest: Result<LatestPointer?, Diagnostic>,
        hold: Ledger.Hold?, now: String
    ) {
        self.record = record
        self.now = now
        let seen: LatestPointer?
        switch latest {
        case .success(let pointer): (seen, knowsReaders) = (pointer, true)
        case .failure: (seen, knowsReaders) = (nil, false)
        }
        document = StatusDocument(record, exit: status, latest: seen, hold: hold, now: now)
    }

    private var today: Day { Day(String(now.prefix(10))) ?? .earliest }

    /// In plain words: how the last run ended, what readers see, and what is to be done.
    var lines: [String] {
        let age =
            Moment(record.started).flatMap { begun in Moment(now).map { begun.age(at: $0) } } ?? "some time"
        var lines = [
            "The last run began \(age) ago, at \(record.started): exit \(record.exit), \(record.status.meaning)."
        ]
        if knowsReaders { lines.append(Self.readers(document)) }
        if let held = document.held {
            lines.append(
                "Publication is held since \(held.since): \(held.because)\n  mend: `lmi unhold --because …` when that is settled"
            )
        }
        let counts = [Freshness.fresh, .due, .overdue, .unknown].compactMap { kind in
            let count = document.sources.count { $0.freshness == kind }
            return count == 0 ? nil : "\(count) \(kind.rawValue)"
        }
        if !counts.isEmpty {
            lines.append("Of \(document.sources.count) sources: \(counts.joined(separator: ", ")).")
        }
        for table in document.tables where table.stale {
            lines.append(
                "\(table.id): stale. \(table.reason ?? "It was carried from an earlier generation.")")
        }
        lines += mends
        if isWholeStory, record.status == .success, mends.isEmpty, document.held == nil {
            lines.append("There is nothing to be done.")
        }
        return lines
    }

    /// What is wrong, each with how to mend it.
    var mends: [String] {
        var mends = record.stops + (record.damages ?? [])
        for standing in record.standings {
            if let fault = standing.fault { mends.append(fault) }
            if let late = standing.tooOld(at: now) ?? standing.overdue(on: today) { mends.append("\(late)") }
        }
        var seen: Set<String> = []
        return mends.filter { seen.insert($0).inserted }
    }

    /// Whether something is older now than the hub allows. That a publisher is late makes nothing worse than a run makes it:
    /// readers see the newest there is.
    var isTooOld: Bool { record.standings.contains { $0.tooOld(at: now) != nil } }

    static func readers(_ document: StatusDocument) -> String {
        guard let generation = document.generation, let serial = document.serial else {
            return "Nothing has been published yet."
        }
        let kind = document.origin == Origin.Kind.sample.rawValue ? " SAMPLE figures, not for use." : ""
        return
            "Readers see the generation \(generation), serial \(serial), published at \(document.published ?? "").\(kind)"
    }
}
