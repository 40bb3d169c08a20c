internal import LMIExtract
internal import LMIFiles
internal import LMIModel

/// Gets sources' bytes, from wherever this run takes them, as snapshots that are kept.
struct Intake: Sendable {
    /// A snapshot and where its bytes are on this machine.
    struct Stored: Sendable {
        var snapshot: Snapshot
        var path: String
    }

    /// What was had of one source.
    struct Gathered: Sendable {
        var snapshot: Snapshot
        var bytes: SnapshotStore.StandingBytes
        /// One of the words of ``Intake/Outcome``.
        var outcome: String
        /// What its publisher was asked, in order; empty where nobody was.
        var requests: [RequestRecord] = []
        /// How long it took to have them; of several fetched side by side, how long their requests took.
        var milliseconds = 0
        /// What a person should know though the bytes are there.
        var notes: [Diagnostic] = []
        /// Whether the store knows that a definition has read them from end to end.
        var wasRead = false

        var path: String { bytes.path }
        /// Whether they were read through tonight.
        var isProven: Bool { bytes.isProven }
    }

    /// How bytes were had.
    enum Outcome: String, Sendable {
        /// The publisher sent bytes that were not the newest before.
        case new
        /// The publisher said that the bytes kept are the newest.
        case confirmed
        /// The publisher sent the bytes that were kept already.
        case unchanged
        /// A file of the hub's own.
        case own
        /// A file of a folder of inputs.
        case folder
        /// Bytes kept by an earlier run.
        case kept
    }

    /// Carries conversations with publishers to their end. Tests put one in its place that asks nobody.
    typealias Carrier =
        @Sendable (
            _ tasks: [FetchTask], _ scratch: String, _ isInterrupted: @Sendable () -> Bool
        ) throws(Diagnostic) -> [FetchEnding]

    let place: Workplace
    /// How politely publishers are asked.
    private let manners: Manners
    /// Who asks, so that a publisher can find out whom to ask back.
    private let userAgent: String
    private let carrier: Carrier?
    /// By the name of bytes how they stood when they were last read through: ``gather(_:isInterrupted:)`` then takes them on
    /// trust, until ``proven(_:of:isInterrupted:)``.
    var believed: [String: String] = [:]
    /// Whether publishers were asked already tonight.
    var isSecond = false

    /// - Parameter pipeline: Whose manners and contact are shown to publishers; nil where nobody is asked.
    init(_ place: Workplace, _ pipeline: PipelineDefinition? = nil, carrier: Carrier? = nil) {
        self.place = place
        self.carrier = carrier
        manners = pipeline?.manners ?? Manners()
        let contact = pipeline.map { " (+\($0.homepage))" } ?? ""
        userAgent = "lmi/\(ToolVersion.current)\(contact)"
    }

    /// The bytes of all of `sources`, kept among the snapshots. Only for who holds the run's lock.
    ///
    /// - Parameter isInterrupted: Asked while publishers are waited for; true ends all that is still under way.
    /// - Returns: For each source by its id its bytes, or why they could not be had.
    func gather(
        _ sources: [SourceDefinition], isInterrupted: @Sendable () -> Bool
    ) -> [String: Result<Gathered, Diagnostic>] {
        do throws(Diagnostic) {
            let store = try store()
            try sweep(store)
            if place.inputs == .live {
                return try fetched(sources, store, isInterrupted: isInterrupted)
            }
            let results = try concurrently(sources.count, threads: place.threads) { number in
                Result { () throws(Diagnostic) in
                    let began = ContinuousClock.now
                    var gathered = try kept(sources[number], store)
                    gathered.milliseconds = Self.milliseconds(since: began)
                    return gathered
                }
            }
            return Dictionary(zip(sources.map(\.id), results)) { first, _ in first }
        } catch {
            return Dictionary(sources.map { ($0.id, .failure(error)) }) { first, _ in first }
        }
    }

    /// The bytes as they are, for commands that only look and ask nobody. Those of a folder are not kept.
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
        case .snapshots, .recorded:
            let gathered = try kept(source, store())
            return Stored(snapshot: gathered.snapshot, path: gathered.path)
        case .live: throw Self.forgotten(source)
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

    /// Carries `tasks` to their end, with publishers or in place of them.
    func carry(
        _ tasks: [FetchTask], scratch: String, isInterrupted: @Sendable () -> Bool
    ) throws(Diagnostic) -> [FetchEnding] {
        if let carrier { return try carrier(tasks, scratch, isInterrupted) }
        let standIn = try place.standIn.map { server throws(Diagnostic) in
            try StandIn(port: server.port, authority: server.authority)
        }
        return Fetcher(scratch: scratch, userAgent: userAgent, manners: manners, standIn: standIn)
            .fetch(tasks, isSecond: isSecond, isInterrupted: isInterrupted)
    }

    static func milliseconds(since began: ContinuousClock.Instant) -> Int {
        let (seconds, fraction) = (ContinuousClock.now - began).components
        return Int(seconds) * 1000 + Int(fraction / 1_000_000_000_000_000)
    }

    static func forgotten(_ source: SourceDefinition) -> Diagnostic {
        Diagnostic(
            .error, .internal, at: .file(source.file), "nobody went for the bytes of \(source.id)",
            mend: "this is a fault of lmi: report it")
    }

    static func unproven(_ source: SourceDefinition) -> Diagnostic {
        Diagnostic(
            .error, .internal, at: .file(source.file),
            "the bytes of \(source.id) were to be read without a look at whether they are what they were",
            mend: "this is a fault of lmi: report it")
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
