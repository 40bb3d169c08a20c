internal import Glibc
public import LMIExtract
internal import LMIModel

/// The folders a command works in, and the clock: everything a run takes from its surroundings.
public struct Workplace: Sendable {
    /// Where a run's bytes come from. A run never falls back from one to another.
    public enum Inputs: Hashable, Sendable {
        /// Files of a folder, such as `SampleInputs`.
        case folder(String)
        /// The newest snapshots.
        case snapshots
        /// The publishers' own addresses.
        case live
        /// Those of an earlier run: by source, the SHA-256 of its snapshot.
        case recorded([String: String])
    }

    /// The folder of definitions.
    public var pipelines: String
    /// The hub file's name without `.yml`.
    public var pipeline: String
    /// The folder that is served.
    public var output: String
    /// The folder of snapshots, run records and the lock.
    public var state: String
    public var inputs: Inputs
    /// A list of origins for a folder of inputs that cannot hold origin files of its own.
    public var origins: String?
    public var threads: Int
    /// In which process pages are parsed: whatever reads pages of strangers says ``pagesInChild``.
    public var parsing = PageParsing.here
    /// The time in UTC, as `2026-11-22T02:00:00Z`. It reaches the pointer and the run record, never a bundle.
    public var now: String
    /// A server on this machine that stands in for every publisher, for tests: its port, and the file of the authority that
    /// vouches for it.
    public var standIn: (port: Int, authority: String)?
    /// The file of secrets; nil for the one of the state folder.
    public var secretsFile: String?
    /// A variable of the environment: secrets may stand there.
    var environment: @Sendable (String) -> String? = { name in
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }
    /// Whether somebody wants the command to end.
    public var interruption = Interruption.none

    public init(
        pipelines: String, pipeline: String, output: String, state: String, inputs: Inputs, origins: String?,
        threads: Int, now: String = Workplace.clock()
    ) {
        self.pipelines = pipelines
        self.pipeline = pipeline
        self.output = output
        self.state = state
        self.inputs = inputs
        self.origins = origins
        self.threads = threads
        self.now = now
    }

    /// Pages are parsed by children, which are the running program started again.
    public static let pagesInChild = PageParsing.child(program: "/proc/self/exe")

    /// The time now in UTC, to the second.
    public static func clock() -> String { "\(Moment.now)" }

    /// ``now``, moved by whole days.
    func now(plusDays days: Int) -> String {
        Moment(now).map { "\($0.later(bySeconds: days * Moment.day))" } ?? now
    }

    /// The day of ``now`` in UTC: the one by which the freshness of sources is judged.
    var today: Day { Day(String(now.prefix(10))) ?? .earliest }
}
