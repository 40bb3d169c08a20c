internal import ArgumentParser
internal import LMIPipeline

/// Why something was decided.
struct ReasonOption: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Why, in a few words, for whoever looks later.", valueName: "text"))
    var because: String
}

struct HoldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Holds publication: runs go on, and readers see what they see now.",
        discussion: """
            Every run goes on fetching, checking and keeping its record, and says that publication is held and \
            why. `lmi unhold` lets go.

            EXAMPLES
              lmi hold --because "the website is being moved"
            """)

    @OptionGroup var reason: ReasonOption

    @Flag(
        name: .long,
        help:
            "Begin a new ledger where the old one is damaged or lost; the damaged one is kept under another name."
    )
    var newLedger = false

    @OptionGroup var publishing: OutputOption
    @OptionGroup var keeping: StateOption

    mutating func run() throws {
        var console = Console()
        let keeper = Keeper(output: publishing.output, state: keeping.state)
        let status = keeper.hold(because: reason.because, startsLedger: newLedger, &console)
        try finish(status, console)
    }
}

struct UnholdCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unhold",
        abstract: "Lets runs publish again.",
        discussion: """
            Publishes nothing itself: the next `lmi run` does.

            EXAMPLES
              lmi unhold --because "the source is mended"
            """)

    @Option(
        name: .long,
        help: ArgumentHelp("Why, in a few words, for whoever looks later.", valueName: "text"))
    var because: String?

    @OptionGroup var publishing: OutputOption
    @OptionGroup var keeping: StateOption

    mutating func run() throws {
        var console = Console()
        let keeper = Keeper(output: publishing.output, state: keeping.state)
        try finish(keeper.unhold(because: because, &console), console)
    }
}
