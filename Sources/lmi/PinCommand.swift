internal import ArgumentParser
internal import LMIPipeline

struct PinCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pin",
        abstract: "Keeps a generation whatever its age.",
        discussion: """
            Of old generations only the newest 14 are kept, beside the one that readers see, the one before it, and \
            those that are pinned. The files that a kept generation was made of are kept with it.

            EXAMPLES
              lmi pin 2026-11-21-0123456789ab --because "quoted in the annual report"
            """)

    @Argument(help: ArgumentHelp("The generation; `lmi list` names them.", valueName: "generation"))
    var generation: String

    @OptionGroup var reason: ReasonOption
    @OptionGroup var publishing: OutputOption
    @OptionGroup var keeping: StateOption

    mutating func run() throws {
        var console = Console()
        let keeper = Keeper(output: publishing.output, state: keeping.state)
        try finish(keeper.pin(generation, because: reason.because, &console), console)
    }
}

struct UnpinCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unpin",
        abstract: "Lets a pinned generation go once it is old.",
        discussion: """
            EXAMPLES
              lmi unpin 2026-11-21-0123456789ab
            """)

    @Argument(help: ArgumentHelp("The generation; `lmi list` names them.", valueName: "generation"))
    var generation: String

    @OptionGroup var publishing: OutputOption
    @OptionGroup var keeping: StateOption

    mutating func run() throws {
        var console = Console()
        let keeper = Keeper(output: publishing.output, state: keeping.state)
        try finish(keeper.unpin(generation, &console), console)
    }
}
