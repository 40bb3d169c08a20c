internal import ArgumentParser
internal import LMIPipeline

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Reads every source, makes the tables and publishes them.",
        usage: "lmi run [<table> ...] [<options>]",
        discussion: """
            The files are fetched from their publishers, unless --inputs or --offline says otherwise. With \
            names of tables only those are made anew, and the others stay as they were last published.

            When a source cannot be read, its tables stay as they were last published, marked stale with \
            the reason, and the rest is brought up to date (exit status 3). When there is nothing to fall \
            back on, or the source is required, nothing is published. Nothing half-made is ever published.

            EXAMPLES
              lmi run --inputs SampleInputs      try everything out on the samples
              lmi run                            bring the website up to date, every night
              lmi run --dry-run                  see whether it would work
            """)

    @Argument(help: ArgumentHelp("Make only these tables; `lmi list` names them.", valueName: "table"))
    var tables: [String] = []

    @OptionGroup var input: InputOptions

    @Flag(name: .long, help: "Do everything but publish.")
    var dryRun = false

    @OptionGroup var definitions: DefinitionOptions
    @OptionGroup var publishing: OutputOption
    @OptionGroup var keeping: StateOption

    mutating func run() throws {
        var console = Console()
        let place = input.workplace(definitions, output: publishing.output, state: keeping.state)
        input.live.warn(&console)
        let status = Pipeline(place).run(tables: tables, isDryRun: dryRun, &console)
        try finish(status, console)
    }
}
