internal import ArgumentParser
internal import LMIPipeline

struct RollbackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Leads readers back to an earlier generation, and holds publication.",
        discussion: """
            Every byte of the generation is read first, so that readers are never led to a damaged one. \
            Publication is then held, since the next night would bring back what was gone back from: once that \
            is mended, `lmi unhold` lets go. Without a name it goes to the generation published before the one \
            that readers see; a second time it goes further back.

            EXAMPLES
              lmi rollback --because "the jobs of Cannock are ten times too many"
              lmi rollback 2026-11-21-0123456789ab --because "asked for by the hub"
            """)

    @Argument(
        help: ArgumentHelp(
            "The generation to go back to; `lmi list` names them.", valueName: "generation"))
    var generation: String?

    @OptionGroup var reason: ReasonOption
    @OptionGroup var publishing: OutputOption
    @OptionGroup var keeping: StateOption

    mutating func run() throws {
        var console = Console()
        let keeper = Keeper(output: publishing.output, state: keeping.state)
        let status = keeper.rollback(to: generation, because: reason.because, &console)
        try finish(status, console)
    }
}
