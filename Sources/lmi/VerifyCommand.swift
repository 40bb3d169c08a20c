internal import ArgumentParser
internal import LMIPipeline

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Reads every published byte again and compares it with what was published.",
        discussion: """
            Finds every file that was changed, lost or added since it was published, such as by hand or by a \
            failing disk, and says of each how to mend it. Not looked at are the hub's own files, secrets, files \
            that were refused, and whatever somebody else put there.

            EXAMPLES
              lmi verify             what the website serves now, and the ledger
              lmi verify --all       everything that is kept
            """)

    @Flag(
        name: .long,
        help:
            "Check every generation that is kept, every snapshot (copy of a publisher's file), and the records and definitions of past runs."
    )
    var all = false

    @OptionGroup var publishing: OutputOption
    @OptionGroup var keeping: StateOption

    mutating func run() throws {
        var console = Console()
        let status = Verification(output: publishing.output, state: keeping.state).run(all: all, &console)
        try finish(status, console)
    }
}
