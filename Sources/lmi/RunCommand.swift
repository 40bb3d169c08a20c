internal import ArgumentParser
internal import LMIPipeline

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Reads every source, makes the tables and publishes them.",
        discussion: """
            Without --inputs or --offline the files are fetched from their publishers. With table names only \
            those tables are made anew; the others are carried unchanged from the last generation.

            A source that fails keeps its tables as they were last night, marked stale with the reason \
            (exit 3). Nothing half-made is ever published.

            EXAMPLES
            lmi run --inputs SampleInputs     try everything out on the samples
            lmi run                           what cron does every night
            """)

    @Argument(help: ArgumentHelp("Make only these tables.", valueName: "table"))
    var tables: [String] = []

    @OptionGroup var folders: FolderOptions
    @OptionGroup var input: InputOptions

    @Flag(name: .long, help: "Do everything but publish.")
    var dryRun = false

    mutating func run() throws {
        var console = Console()
        let status = Pipeline(input.workplace(folders)).run(tables: tables, isDryRun: dryRun, &console)
        try finish(status, console)
    }
}
