internal import LMIExtract
internal import LMIFiles
internal import LMIModel

extension Intake {
    /// Who asks, so that a publisher can find out whom to ask back.
    private static let userAgent = "lmi/\(ToolVersion.current) (labour market information for a careers hub)"

    private func store() throws(Diagnostic) -> SnapshotStore { try SnapshotStore("\(place.state)/snapshots") }

    /// Takes away what a run that was killed left half-written. Only for who holds the run's lock.
    func sweep() throws(Diagnostic) { try store().sweep() }

    /// The bytes, kept among the snapshots.
    func kept(_ source: SourceDefinition) throws(Diagnostic) -> Stored {
        guard case .folder(let folder) = place.inputs else { return try bytes(of: source) }
        let inputs = InputFolder(folder: folder, origins: place.origins)
        let retrieval = try inputs.retrieval(of: source)
        let note = SnapshotNote(
            kind: retrieval.kind.rawValue, title: retrieval.title, release: retrieval.release,
            released: retrieval.released?.description, nextDue: retrieval.nextDue?.description)
        // Bytes that the origin was not written for never become the newest snapshot.
        if retrieval.sha256 != nil {
            try Self.compare(Files.digest(inputs.path(of: source)).sha256, retrieval, source)
        }
        let store = try store()
        let record = try store.put(
            fileAt: inputs.path(of: source), source: source.id, now: retrieval.retrieved, note: note)
        try Self.compare(record.sha256, retrieval, source)
        return Stored(
            snapshot: Self.snapshot(source, retrieval, sha256: record.sha256, bytes: record.bytes),
            path: try store.open(record.sha256))
    }

    /// The bytes that the source gave last.
    func newest(of source: SourceDefinition) throws(Diagnostic) -> Stored {
        let store = try store()
        guard let record = try store.newest(source: source.id) else {
            throw Diagnostic(
                .error, .source, at: .file(source.file),
                "no snapshot of \(source.id.quoted) has been kept yet",
                mend: "run once without --offline, or with --inputs")
        }
        return try stored(record, source, store)
    }

    /// The bytes at the publisher's own address.
    func fetch(_ source: SourceDefinition) throws(Diagnostic) -> Stored {
        guard case .plain(let address)? = source.fetch?.way else {
            throw Diagnostic(
                .error, .configuration, at: .file(source.path),
                "the source has no address to be fetched from",
                mend: "add `fetch: {url: https://…}` to \(source.path), or run with --inputs")
        }
        let store = try store()
        let record = try store.put(
            Fetch(userAgent: Self.userAgent), of: SourceURL(address), source: source.id, now: place.now)
        return try stored(record, source, store)
    }

    private func stored(
        _ record: SnapshotRecord, _ source: SourceDefinition, _ store: SnapshotStore
    ) throws(Diagnostic) -> Stored {
        let note = record.note
        let retrieval = OriginSettings.Retrieval(
            kind: note?.kind == Origin.Kind.sample.rawValue ? .sample : .live, title: note?.title,
            release: note?.release, released: note?.released.flatMap { Day($0) },
            nextDue: note?.nextDue.flatMap { Day($0) }, retrieved: record.retrieved, sha256: nil)
        return Stored(
            snapshot: Self.snapshot(source, retrieval, sha256: record.sha256, bytes: record.bytes),
            path: try store.open(record.sha256))
    }
}
