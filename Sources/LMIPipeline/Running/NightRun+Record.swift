internal import LMIExtract
internal import LMILoad
internal import LMIModel
internal import LMITransform

extension RunRecord {
    /// - Parameters:
    ///   - stops: Why nothing could be published.
    ///   - ended: As `2026-11-22T02:00:09Z`.
    init(_ run: NightRun, stops: [Diagnostic], ended: String) {
        let night = run.night
        started = run.place.now
        self.ended = ended
        pipeline = night?.pipeline.id ?? run.place.pipeline
        tool = ToolVersion.current
        libraries = [FetchLibrary.version, PageLibrary.version]
        definitions = night?.pipeline.definitionsHash
        ledger = run.ledgerHash
        exit = run.status.code
        switch run.outcome {
        case .published(let id, let number)?: (generation, serial) = (id, number)
        case .unchanged(let id)?: (generation, serial) = (id, nil)
        case nil: (generation, serial) = (nil, nil)
        }
        asked = run.asked
        isDryRun = run.isDryRun
        held = run.isHeld ? run.ledger?.hold.map { Holding(since: $0.since, because: $0.because) } : nil
        self.stops = stops.map { "\($0)" }
        damages = run.damages.isEmpty ? nil : run.damages.map { "\($0)" }
        leftOut = night?.leftOut.map(\.words) ?? []
        cutOff = run.cutOff.map { $0.words(at: Moment(run.place.now)) }
        let isCarried = night?.entries.contains { if case .carried = $0 { true } else { false } }
        carriedFrom = isCarried == true ? night?.lastGood?.id : nil
        sources = night?.needed.compactMap { Self.source($0, run) } ?? []
        standings = run.standings
        tables = Self.tables(run)
    }

    /// What a source came to; nil where nobody went for it.
    private static func source(_ source: SourceDefinition, _ run: NightRun) -> Source? {
        guard let gathered = run.gathered[source.id] else { return nil }
        let reading = run.night?.readings[source.id]
        var record = Source(
            id: source.id, outcome: "failed", requests: [], milliseconds: 0, rows: reading?.report.rows ?? 0,
            notes: reading?.notes.map { "\($0)" } ?? [])
        var fault = run.night?.failures[source.id]
        switch gathered {
        case .success(let bytes):
            let snapshot = bytes.snapshot
            record.outcome = bytes.outcome
            record.file = snapshot.file
            record.sha256 = snapshot.sha256
            record.retrieved = snapshot.origin.retrieved
            record.origin = snapshot.origin.kind.rawValue
            record.requests = bytes.requests
            record.milliseconds = bytes.milliseconds
            record.notes = bytes.notes.map { "\($0)" } + record.notes
            // Where the file was not read again, it has the rows that it had.
            if reading == nil, fault == nil,
                let earlier = run.earlier?.sources.first(where: { $0.id == source.id }),
                earlier.sha256 == snapshot.sha256
            {
                record.rows = earlier.rows
            }
        case .failure(let error): fault = fault ?? error
        }
        record.fault = fault.map { "\($0)" }
        return record
    }

    /// How readers find each table once the run has ended.
    private static func tables(_ run: NightRun) -> [Table] {
        let known = run.earlier?.tables ?? []
        guard let night = run.night, run.outcome != nil, !night.entries.isEmpty else { return known }
        return night.entries.map { entry in
            let reason: String? = if case .carried(_, let reason) = entry { reason } else { nil }
            let isStale = night.isStale(entry)
            return Table(
                id: entry.id, stale: isStale,
                reason: isStale ? reason ?? known.first { $0.id == entry.id }?.reason : nil)
        }
    }
}

extension NightRun {
    /// Why nothing was published though all is well.
    static func words(_ hold: Ledger.Hold) -> String {
        "publication is held since \(hold.since): \(hold.because)\n  mend: `lmi unhold --because …` when that is settled, then run again"
    }
}
