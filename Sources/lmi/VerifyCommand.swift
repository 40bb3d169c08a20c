internal import ArgumentParser
internal import LMIPipeline

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Reads every published byte again and compares it with what was published.",
        discussion: """
            Finds any file that was changed, lost or added since it was published, and any snapshot that no \
            longer has the bytes it is named after.

            EXAMPLES
            lmi verify             the generation that the website serves now
            lmi verify --all       every generation that is kept
            """)

    @OptionGroup var folders: FolderOptions

    @Flag(name: .long, help: "Check every generation that is kept, and every snapshot.")
    var all = false

    mutating func run() throws {
        var console = Console()
        let status = Verification(output: folders.output, state: folders.state).run(all: all, &console)
        try finish(status, console)
    }
}
