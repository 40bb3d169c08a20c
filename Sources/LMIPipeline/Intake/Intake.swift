internal import LMIExtract
internal import LMIFiles
internal import LMIModel

/// Gets a source's bytes, from wherever this run takes them, as a snapshot that is kept.
struct Intake: Sendable {
    /// A snapshot and where its bytes are on this machine.
    struct Stored: Sendable {
        var snapshot: Snapshot
        var path: String
    }

    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    /// The bytes as they are, without keeping them: for commands that only look.
    ///
    /// - Throws: ``Diagnostic`` of fault `source` when they cannot be had.
    func bytes(of source: SourceDefinition) throws(Diagnostic) -> Stored {
        switch place.inputs {
        case .folder(let folder):
            let inputs = InputFolder(folder: folder, origins: place.origins)
            let retrieval = try inputs.retrieval(of: source)
            let path = inputs.path(of: source)
            let digest = try Files.digest(path)
            try Self.compare(digest.sha256, retrieval, source)
            return Stored(
                snapshot: Self.snapshot(source, retrieval, sha256: digest.sha256, bytes: digest.bytes),
                path: path)
        case .snapshots: return try newest(of: source)
        case .live: return try fetch(source)
        case .recorded(let names): return try recorded(source, names)
        }
    }

    /// The bytes of a source that no pipeline names yet: nothing is published of them, so a file that nobody has
    /// said the origin of is read all the same, as a sample.
    func bytesOfDraft(_ source: SourceDefinition) throws(Diagnostic) -> (stored: Stored, hasOrigin: Bool) {
        guard case .folder(let folder) = place.inputs else { return (try bytes(of: source), true) }
        let inputs = InputFolder(folder: folder, origins: place.origins)
        guard inputs.lacksOrigin(of: source) else { return (try bytes(of: source), true) }
        try inputs.demandFile(of: source)
        let path = inputs.path(of: source)
        let digest = try Files.digest(path)
        let retrieval = OriginSettings.Retrieval(
            kind: .sample, title: nil, release: nil, released: nil, nextDue: nil, retrieved: place.now,
            sha256: nil)
        let snapshot = Self.snapshot(source, retrieval, sha256: digest.sha256, bytes: digest.bytes)
        return (Stored(snapshot: snapshot, path: path), false)
    }

    /// An origin that was written for other bytes says nothing about these.
    static func compare(
        _ sha256: String, _ retrieval: OriginSettings.Retrieval, _ source: SourceDefinition
    ) throws(Diagnostic) {
        guard let expected = retrieval.sha256, expected != sha256 else { return }
        throw Diagnostic(
            .error, .content, at: .file(source.file),
            "the file's SHA-256 is \(sha256.prefix(12))…, its origin says \(expected.prefix(12))…: the bytes have changed since the origin was written",
            mend:
                "if the new bytes are right, bring `sha256:` and `retrieved:` of the origin up to date; else put the old file back"
        )
    }

    static func snapshot(
        _ source: SourceDefinition, _ retrieval: OriginSettings.Retrieval, sha256: String, bytes: Int
    ) -> Snapshot {
        let publication = source.publication
        return Snapshot(
            source: source.id, file: source.file, sha256: sha256, bytes: bytes,
            origin: Origin(
                kind: retrieval.kind, publisher: publication.publisher,
                title: retrieval.kind == .sample
                    ? retrieval.title ?? "SAMPLE: \(publication.title)" : publication.title,
                url: publication.url, licence: publication.licence, attribution: publication.credit,
                release: retrieval.release, released: retrieval.released, nextDue: retrieval.nextDue,
                retrieved: retrieval.retrieved))
    }
}
