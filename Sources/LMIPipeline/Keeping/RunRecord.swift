internal import LMIExtract
internal import LMIFiles
internal import LMIModel

/// What a run did, kept in the state folder for whoever asks next morning, and for replaying the night.
struct RunRecord: Sendable, Codable {
    struct Source: Sendable, Codable {
        var id: String
        /// Whether the bytes were new, confirmed, unchanged, of a folder, the hub's own; or could not be had.
        var outcome: String
        var file: String?
        var sha256: String?
        /// When the bytes were had for the first time.
        var retrieved: String?
        var origin: String?
        var requests: [RequestRecord]
        /// Of having the bytes.
        var milliseconds: Int
        var rows: Int
        var notes: [String]
        /// Why it could not be had or read, with the mend.
        var fault: String?
    }

    struct Table: Hashable, Sendable, Codable {
        var id: String
        var stale: Bool
        var reason: String?
    }

    var started: String
    /// ``started`` and how long it took by a clock that nobody sets.
    var ended: String
    var pipeline: String
    var tool: String
    /// The libraries behind it with their versions.
    var libraries: [String]
    /// SHA-256 over the definitions; nil where they could not be read.
    var definitions: String?
    /// SHA-256 of the ledger as it stood when the run began.
    var ledger: String?
    var exit: Int32
    var generation: String?
    var serial: Int?
    /// The generation that tables were carried from.
    var carriedFrom: String?
    /// The tables asked for; empty for all.
    var asked: [String]
    var isDryRun: Bool
    /// Since when, and why, nothing is published.
    var held: Holding?
    /// Why nothing could be published.
    var stops: [String]
    /// Which tables may not be published, and why.
    var leftOut: [String]
    /// What was found damaged of all that is kept, with the mend; nil where nothing was.
    var damages: [String]?
    /// What stood in the lock file: the run before was killed.
    var cutOff: String?
    /// The sources whose bytes were gone for.
    var sources: [Source]
    /// What was known of every source of the pipeline in the end.
    var standings: [SourceStanding]
    /// How readers found every table in the end.
    var tables: [Table]

    struct Holding: Hashable, Sendable, Codable {
        var since: String
        var because: String
    }

    var status: ExitStatus { ExitStatus(code: exit) }
}

extension RunRecord {
    private static let folder = "runs"

    /// Writes the record as `runs/<time>.json`. Of runs within one second each has its own: `…_02.json` is the second.
    /// Names in order of the alphabet are records in order of time.
    ///
    /// - Returns: The name.
    @discardableResult
    func write(into state: String) throws(Diagnostic) -> String {
        let runs = try Folder(making: state, mode: 0o700).folderOrNew(Self.folder, mode: 0o700)
        let stem = started.filter { $0 != ":" }
        var name = "\(stem).json"
        var number = 1
        while try runs.has(name) {
            number += 1
            name = "\(stem)_\(number < 10 ? "0" : "")\(number).json"
        }
        try runs.write(StateJSON.sealed(self), to: name, isPrivate: true)
        return name
    }

    /// The names of all records, oldest first.
    static func names(state: String) throws(Diagnostic) -> [String] {
        guard Files.exists("\(state)/\(folder)") else { return [] }
        let records = try Folder(opening: state).folder(folder)
        var found: [String] = []
        for name in try records.names() where try isRecord(name, in: records) { found.append(name) }
        return found
    }

    private static func isRecord(_ name: String, in records: borrowing Folder) throws(Diagnostic) -> Bool {
        guard name.hasSuffix(".json"), !name.hasPrefix(".") else { return false }
        return try records.entry(name)?.kind == .file
    }

    static func read(_ name: String, state: String) throws(Diagnostic) -> RunRecord? {
        try StateJSON.read(
            RunRecord.self, name, in: Folder(opening: state).folder(folder), mend: mendOfDamage)
    }

    /// No run writes the record of another.
    static let mendOfDamage =
        "put it back from a copy, or move it away: that night can then not be made again"

    /// The record of the last run that meant to publish, nil where there was none; and of what is damaged among the records
    /// that were written after it, what and how to mend it.
    static func newest(state: String) throws(Diagnostic) -> (record: RunRecord?, damages: [Diagnostic]) {
        var damages: [Diagnostic] = []
        guard Files.exists("\(state)/\(folder)") else { return (nil, []) }
        let records = try Folder(opening: state).folder(folder)
        // There is one for every night, and only the last of them are of interest.
        for name in try records.names().reversed() {
            guard try isRecord(name, in: records) else { continue }
            do throws(Diagnostic) {
                if let record = try read(name, state: state), !record.isDryRun { return (record, damages) }
            } catch {
                guard error.isDamage else { throw error }
                damages.append(error)
            }
        }
        return (nil, damages)
    }
}
