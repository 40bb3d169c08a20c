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

    /// The time now in UTC, to the second: the one place that asks a clock.
    public static func clock() -> String { text(secondsSince1970: Glibc.time(nil)) }

    /// ``now``, moved by whole days.
    func now(plusDays days: Int) -> String {
        guard let day = Day(String(now.prefix(10))) else { return now }
        let date = Self.civilDate(daysSince1970: Self.daysSince1970(day) + days)
        return date + now.dropFirst(10)
    }

    private static func text(secondsSince1970 seconds: Int) -> String {
        let clock = seconds % 86_400
        let (hour, minute) = (clock / 3600, clock / 60 % 60)
        return
            "\(civilDate(daysSince1970: seconds / 86_400))T\(pad(hour)):\(pad(minute)):\(pad(clock % 60))Z"
    }

    /// The date so many days after 1970-01-01, counting in eras of 400 years that begin on 1 March.
    private static func civilDate(daysSince1970 days: Int) -> String {
        let shifted = days + 719_468
        let (era, day) = (shifted / 146_097, shifted % 146_097)
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        let isNextYear = month >= 10
        return
            "\(year + 400 * era + (isNextYear ? 1 : 0))-\(pad(isNextYear ? month - 9 : month + 3))-\(pad(dayOfYear - (153 * month + 2) / 5 + 1))"
    }

    private static func daysSince1970(_ day: Day) -> Int {
        let year = day.month > 2 ? day.year : day.year - 1
        let (era, yearOfEra) = (year / 400, year % 400)
        let month = day.month > 2 ? day.month - 3 : day.month + 9
        let dayOfYear = (153 * month + 2) / 5 + day.day - 1
        return era * 146_097 + 365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
