internal import ArgumentParser
internal import LMIPipeline

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Says how the last run ended, what readers see, and what is to be done.",
        discussion: """
            It ends as the last run ended, so that a watcher need only look at the number; with 3 where no run \
            has ended yet, the last one is too long ago, one was killed, or a source is older than the hub \
            allows (`max age days:`); with 13 where something cannot be read, and the rest is said all the same. \
            It reads no definitions and changes nothing.

            EXAMPLES
              lmi status
              lmi status --max-age 26h       a watcher also learns that a night was missed
              lmi status --json              the same for a program
            """)

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How long ago the last run may have ended: a number with m, h or d for minutes, hours or days.",
            valueName: "age"))
    var maxAge: String?

    @Flag(name: .long, help: "One JSON object instead of sentences.")
    var json = false

    @OptionGroup var publishing: OutputOption
    @OptionGroup var keeping: StateOption

    func validate() throws {
        if let maxAge, Self.seconds(maxAge) == nil {
            throw ValidationError("--max-age takes a number with m, h or d after it, such as 26h.")
        }
    }

    /// The seconds of an age such as `26h`.
    private static func seconds(_ age: String) -> Int? {
        let units: [Character: Int] = ["m": 60, "h": 3600, "d": 86_400]
        guard let unit = age.last.flatMap({ units[$0] }), let count = Int(age.dropLast()),
            (1...9999).contains(count)
        else { return nil }
        return count * unit
    }

    mutating func run() throws {
        var console = Console()
        let status = Status(output: publishing.output, state: keeping.state)
            .run(mostSeconds: maxAge.flatMap(Self.seconds), isJSON: json, &console)
        try finish(status, console)
    }
}
