internal import FoundationEssentials
internal import LMIFiles
internal import LMILoad
internal import LMIModel

/// What a run did, kept in the state folder for whoever asks next morning.
struct RunRecord: Encodable {
    struct Source: Encodable {
        var id: String
        var file: String?
        var sha256: String?
        var origin: String?
        var rows: Int
        var notes: [String]
        var fault: String?
    }

    let started: String
    let pipeline: String
    let tool: String
    let definitions: String
    let exit: Int32
    let generation: String?
    let serial: Int?
    /// Why nothing could be published.
    let stops: [String]
    /// Which tables may not be published, and why.
    let leftOut: [String]
    let sources: [Source]

    init(_ night: Night, status: ExitStatus) {
        started = night.place.now
        pipeline = night.pipeline.id
        tool = ToolVersion.current
        definitions = night.pipeline.definitionsHash
        exit = status.rawValue
        stops = night.stops.map { "\($0)" }
        leftOut = night.leftOut.map(\.words)
        switch night.outcome {
        case .published(let id, let number)?: (generation, serial) = (id, number)
        case .unchanged(let id)?: (generation, serial) = (id, nil)
        case nil: (generation, serial) = (nil, nil)
        }
        sources = night.outcomes.map { outcome in
            Source(
                id: outcome.source, file: outcome.snapshot?.file, sha256: outcome.snapshot?.sha256,
                origin: outcome.snapshot?.origin.kind.rawValue, rows: outcome.rows,
                notes: outcome.notes.map { "\($0)" },
                fault: outcome.fault.map { "\($0)" })
        }
    }

    /// Writes the record as `runs/<time>.json`; a second run within the same second replaces it.
    func write(into state: String) throws(Diagnostic) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let bytes: [UInt8]
        do {
            bytes = try Array(encoder.encode(self)) + [0x0A]
        } catch {
            throw Diagnostic(
                .error, .internal, at: .nowhere, "the record of the run cannot be written as JSON: \(error)",
                mend: "this is a fault of lmi: report it")
        }
        let runs = try Folder(making: state, mode: 0o700).folderOrNew("runs", mode: 0o700)
        try runs.write(bytes, to: "\(started.filter { $0 != ":" }).json", isPrivate: true)
    }
}
