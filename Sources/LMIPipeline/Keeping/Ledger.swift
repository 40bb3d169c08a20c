internal import FoundationEssentials
internal import LMIFiles
internal import LMIModel

/// What was published, gone back to, held and pinned, in the order in which it happened: `ledger.jsonl` of the state folder.
///
/// The first line says how many lines follow and what they hash to; the others are one JSON object each. The file is
/// written whole under another name, synced and renamed, and not appended to in place: a night adds one short line, a
/// decade of nights is a megabyte, and so there is no torn last line that somebody would have to judge. A reader finds
/// every byte as it was written, or a message; a file that was cut off, at a line's end too, is refused.
struct Ledger: Hashable, Sendable {
    /// What an entry is about.
    enum What: String, Hashable, Sendable, Codable {
        case published, rollback, hold, unhold, pin, unpin
        /// A generation that had gone was made again, its gzipped copies packed by another zlib.
        case remade
    }

    struct Entry: Hashable, Sendable, Codable {
        /// When, as `2026-11-22T02:00:00Z`.
        var at: String
        var what: What
        var generation: String?
        /// Of `latest.json`, for what moved it.
        var serial: Int?
        /// SHA-256 of the generation's manifest, for what moved `latest.json` or made a generation again.
        var manifest: String?
        /// Of the bytes of `latest.json`, for what moved it.
        var pointer: String?
        /// Why, in a person's words.
        var because: String?
    }

    /// Publication is held: nothing moves `latest.json` but a rollback.
    struct Hold: Hashable, Sendable {
        var since: String
        var because: String
    }

    /// Readers were led to a generation.
    struct Publication: Hashable, Sendable {
        var serial: Int
        var generation: String
        /// SHA-256 of its manifest.
        var manifest: String?
        var at: String
        var isRollback: Bool
    }

    static let name = "ledger.jsonl"
    static let format = 1

    /// The state folder.
    let state: String
    private(set) var entries: [Entry]
    /// SHA-256 of the file, for the run's record; of no bytes where there is none yet.
    private(set) var hash: String
    /// Whether there is such a file yet.
    private(set) var isWritten: Bool

    /// Where the hold stands; nil where publication is free.
    var hold: Hold? {
        guard let last = entries.last(where: { $0.what == .hold || $0.what == .unhold }), last.what == .hold
        else { return nil }
        return Hold(since: last.at, because: last.because ?? "")
    }

    /// The generations that are kept whatever their age.
    var pins: Set<String> { Set(pinned.keys) }

    /// The pinned generations, each with why.
    var pinned: [String: String] {
        var pinned: [String: String] = [:]
        for entry in entries {
            guard let generation = entry.generation else { continue }
            if entry.what == .pin { pinned[generation] = entry.because ?? "" }
            if entry.what == .unpin { pinned[generation] = nil }
        }
        return pinned
    }

    /// What readers were led to, the oldest first.
    var history: [Publication] {
        entries.compactMap { entry in
            guard entry.what == .published || entry.what == .rollback, let serial = entry.serial,
                let generation = entry.generation
            else { return nil }
            return Publication(
                serial: serial, generation: generation, manifest: entry.manifest, at: entry.at,
                isRollback: entry.what == .rollback)
        }
    }

    /// The hash that each generation's manifest had when readers were led to it, or it was made again.
    var manifests: [String: String] {
        var manifests: [String: String] = [:]
        for entry in entries {
            if let generation = entry.generation, let manifest = entry.manifest {
                manifests[generation] = manifest
            }
        }
        return manifests
    }

    /// The highest serial that readers may have seen; 0 before anything was published.
    var lastSerial: Int { history.map(\.serial).max() ?? 0 }

    /// The generation that was published before the served one was published: what a rollback goes back to by itself.
    ///
    /// A generation that was gone back to counts where it was published and not where it was gone back to, so that a
    /// second rollback goes further back and not forward again.
    func predecessor(of served: String) -> String? {
        let history = history
        guard
            let place = history.lastIndex(where: { $0.generation == served && !$0.isRollback })
                ?? history.firstIndex(where: { $0.generation == served })
        else { return history.last?.generation }
        return history[..<place].last { $0.generation != served && !$0.isRollback }?.generation
    }

    /// The ledger of a state folder; empty where nothing was ever published with one.
    ///
    /// - Throws: ``Diagnostic`` of fault `storage` where it is damaged, cut off, of a newer program, or lost.
    static func read(state: String) throws(Diagnostic) -> Ledger {
        try LedgerFile(state: state).read()
    }

    init(state: String, entries: [Entry], hash: String, isWritten: Bool) {
        self.state = state
        self.entries = entries
        self.hash = hash
        self.isWritten = isWritten
    }

    /// Adds an entry and writes the file. Only for who holds the run's lock.
    ///
    /// - Throws: ``Diagnostic``; the file is then as it was before.
    mutating func append(_ entry: Entry) throws(Diagnostic) {
        let longer = entries + [entry]
        hash = try LedgerFile(state: state).write(longer)
        entries = longer
        isWritten = true
    }

    /// Writes the file as it is.
    mutating func write() throws(Diagnostic) {
        hash = try LedgerFile(state: state).write(entries)
        isWritten = true
    }
}
