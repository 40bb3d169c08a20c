internal import LMIExtract
internal import LMIFiles
internal import LMIModel

extension Intake {
    func store() throws(Diagnostic) -> SnapshotStore {
        var store = try SnapshotStore("\(place.state)/snapshots")
        store.recent = place.now(plusDays: -Retention.snapshotSlack)
        return store
    }

    /// The folder of bodies that are being fetched, within the state folder.
    static let scratch = "scratch"

    /// Takes away what a run that was killed left half-written. Only for who holds the run's lock.
    func sweep(_ store: SnapshotStore) throws(Diagnostic) {
        try store.sweep()
        let state = try Folder(opening: place.state)
        if try state.entry(Self.scratch)?.kind == .folder { try state.removeFolder(Self.scratch) }
    }

    /// The bytes without asking any publisher.
    func kept(_ source: SourceDefinition, _ store: SnapshotStore) throws(Diagnostic) -> Gathered {
        switch place.inputs {
        case .folder(let folder):
            return try copied(source, InputFolder(folder: folder, origins: place.origins), store)
        case .recorded(let names):
            guard let sha256 = names[source.id] else {
                throw Diagnostic(
                    .error, .source, at: .file(source.file),
                    "that run had no bytes of \(source.id.quoted)",
                    mend: "choose a night on which it could be had")
            }
            guard let record = try store.record(sha256, source: source.id) else {
                throw Diagnostic(
                    .error, .source, at: .file(source.file),
                    "the snapshot \(sha256.prefix(12))… of \(source.id.quoted) is no longer kept",
                    mend: "choose a later night, or one whose generation is pinned")
            }
            return try gathered(record, source, store.open(record.sha256, isNewest: false), .kept)
        case .snapshots, .live:
            guard let record = try store.newest(source: source.id) else {
                throw Diagnostic(
                    .error, .source, at: .file(source.file),
                    "no snapshot of \(source.id.quoted) has been kept yet",
                    mend: "run once without --offline, or with --inputs")
            }
            return try gathered(
                record, source, store.open(record.sha256, believing: believed[record.sha256]), .kept)
        }
    }

    private func copied(
        _ source: SourceDefinition, _ inputs: InputFolder, _ store: SnapshotStore
    ) throws(Diagnostic) -> Gathered {
        let retrieval = try inputs.retrieval(of: source)
        let note = SnapshotNote(
            kind: retrieval.kind.rawValue, title: retrieval.title, release: retrieval.release,
            released: retrieval.released?.description, nextDue: retrieval.nextDue?.description)
        // Bytes that the origin was not written for never become the newest snapshot.
        if retrieval.sha256 != nil {
            try Self.compare(Files.digest(inputs.path(of: source)).sha256, retrieval, source)
        }
        let record = try store.put(
            fileAt: inputs.path(of: source), source: source.id, now: retrieval.retrieved, note: note)
        try Self.compare(record.sha256, retrieval, source)
        return Gathered(
            snapshot: Self.snapshot(source, retrieval, sha256: record.sha256, bytes: record.bytes),
            bytes: try store.open(record.sha256), outcome: Outcome.folder.rawValue)
    }

    func gathered(
        _ record: SnapshotRecord, _ source: SourceDefinition, _ bytes: SnapshotStore.StandingBytes,
        _ outcome: Outcome
    ) -> Gathered {
        let note = record.note
        let retrieval = OriginSettings.Retrieval(
            kind: note?.kind == Origin.Kind.sample.rawValue ? .sample : .live, title: note?.title,
            release: note?.release, released: note?.released.flatMap { Day($0) },
            nextDue: note?.nextDue.flatMap { Day($0) }, retrieved: record.retrieved, sha256: nil)
        return Gathered(
            snapshot: Self.snapshot(source, retrieval, sha256: record.sha256, bytes: record.bytes),
            bytes: bytes, outcome: outcome.rawValue, wasRead: record.wasRead == true)
    }
}
