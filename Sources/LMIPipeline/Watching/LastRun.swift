internal import LMIFiles
internal import LMILoad
internal import LMIModel

/// The last whole run, as `last.json` remembers it: what it was made of and which generation says so. Where tonight is made
/// of the same and that generation stands untouched, no table need be read.
struct LastRun: Hashable, Sendable, Codable {
    static let file = "last.json"
    /// How long the served bytes, and the snapshots they were made of, are believed without being read. Writing into them shows
    /// at once; a disk that forgets shows within so many days, or when `lmi verify --all` finds it.
    private static let believedDays = 7

    /// SHA-256 over all that a run is made of.
    var key: String
    var generation: String
    /// How the served files stand on the disk: see ``GenerationStore/stamp(of:)``.
    var stamp: String
    /// When every byte was read last.
    var verified: String
    /// By the name of each snapshot how it stood on the disk when it was read through: see
    /// ``SnapshotStore/open(_:isNewest:believing:)``. Nil in what an earlier version wrote.
    var snapshots: [String: String]?
    /// What was known of the sources: where only a line of a file says when its next edition comes, the file is not read
    /// again to learn it.
    var standings: [SourceStanding]

    static func read(state: String) throws(Diagnostic) -> LastRun? {
        try StateJSON.read(LastRun.self, file, in: Folder(opening: state))
    }

    func write(state: String) throws(Diagnostic) {
        try Folder(opening: state).write(StateJSON.sealed(self), to: Self.file, isPrivate: true)
    }

    /// Has the next run read every byte again.
    static func forget(state: String) throws(Diagnostic) {
        guard Files.exists("\(state)/\(file)") else { return }
        let last: LastRun?
        do throws(Diagnostic) { last = try read(state: state) } catch {
            // What cannot be read is believed by nobody.
            return
        }
        guard var last else { return }
        last.key = ""
        last.snapshots = nil
        try last.write(state: state)
    }

    /// Whether a run with this key would come to what readers see.
    ///
    /// - Parameter latest: What readers are sent to.
    func holds(
        _ key: String, _ latest: LatestPointer, _ store: GenerationStore, now: String
    ) throws(Diagnostic) -> Bool {
        guard key == self.key, generation == latest.generation, isBelieved(now) else { return false }
        return try store.stamp(of: latest) == stamp
    }

    /// By the name of each snapshot how it stood when it was read through; empty where it is time to read every byte again.
    func believed(_ now: String) -> [String: String] { isBelieved(now) ? snapshots ?? [:] : [:] }

    private func isBelieved(_ now: String) -> Bool {
        guard let verified = Moment(verified), let now = Moment(now) else { return false }
        return now >= verified && now < verified.later(bySeconds: Self.believedDays * Moment.day)
    }

    /// - Parameters:
    ///   - hold: In force, in words; empty where none is.
    ///   - snapshots: Of all sources.
    /// - Throws: ``Diagnostic`` when the program itself cannot be looked at.
    static func key(
        of pipeline: PipelineDefinition, hold: String, snapshots: [Snapshot]
    ) throws(Diagnostic) -> String {
        // A version number is not changed with every change of the program.
        let program = try Files.stamp("/proc/self/exe")
        let head = ["2", ToolVersion.current, program, pipeline.id, pipeline.definitionsHash, hold]
        let sources = snapshots.sorted { $0.source < $1.source }.map { snapshot in
            let origin = snapshot.origin
            let days = [origin.released, origin.nextDue].map { $0?.description ?? "" }
            let texts = [
                snapshot.source, snapshot.file, snapshot.sha256, origin.kind.rawValue, origin.title,
                origin.retrieved, origin.release ?? "",
            ]
            return (texts + days).joined(separator: "\0")
        }
        return SHA256.hex(of: Array((head + sources).joined(separator: "\n").utf8))
    }
}
