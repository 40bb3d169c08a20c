internal import ArgumentParser
internal import LMIPipeline

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Reads sources as a run would, says what became of every cell, and publishes nothing.",
        discussion: """
            For each source: the rows read, the figures found, those withheld and why, the cells left out and \
            by which rule, and the first figures as a person would say them.

            EXAMPLES
            lmi check --inputs SampleInputs             all sources
            lmi check bres --inputs SampleInputs        one of them
            """)

    @Argument(help: ArgumentHelp("Check only these sources.", valueName: "source"))
    var sources: [String] = []

    @OptionGroup var folders: FolderOptions
    @OptionGroup var input: InputOptions

    mutating func run() throws {
        var console = Console()
        let status = Pipeline(input.workplace(folders)).check(sources: sources, &console)
        try finish(status, console)
    }
}
