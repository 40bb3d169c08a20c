internal import ArgumentParser
internal import LMIPipeline

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Reads every published byte again and compares it with what was published.",
        discussion: """
            Finds every file that was changed, lost or added since it was published, such as by hand or by a \
            failing disk.

            EXAMPLES
              lmi verify             what the website serves now
              lmi verify --all       everything that is kept
            """)

    @Flag(
        name: .long,
        help: "Check every generation that is kept, and every snapshot (copy of a publisher's file).")
    var all = false

    @OptionGroup var publishing: OutputOption
    @OptionGroup var keeping: StateOption

    mutating func run() throws {
        var console = Console()
        let status = Verification(output: publishing.output, state: keeping.state).run(all: all, &console)
        try finish(status, console)
    }
}
