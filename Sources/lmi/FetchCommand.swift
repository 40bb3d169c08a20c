internal import ArgumentParser
internal import LMIPipeline

struct FetchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Fetches sources from their publishers and keeps what comes; reads and publishes nothing.",
        usage: "lmi fetch [<source> ...] [<options>]",
        discussion: """
            For each source it says whether its publisher had something new. What came is kept as a snapshot, \
            which `lmi run --offline` reads. Try it with --dry-run after every change of `fetch:` in a \
            definition: that shows what would be asked, and asks nobody.

            EXAMPLES
              lmi fetch --dry-run bres       what would be asked for this source
              lmi fetch bres vacancies       fetch these two
              lmi fetch                      all sources
            """)

    @Argument(help: ArgumentHelp("Fetch only these sources; `lmi list` names them.", valueName: "source"))
    var sources: [String] = []

    @Flag(name: .long, help: "Show the requests instead of making them; nothing is written.")
    var dryRun = false

    @OptionGroup var live: LiveOptions
    @OptionGroup var definitions: DefinitionOptions
    @OptionGroup var keeping: StateOption

    mutating func run() throws {
        var console = Console()
        var place = Workplace(
            pipelines: definitions.pipelines, pipeline: definitions.pipeline, output: "",
            state: keeping.state,
            inputs: .live, origins: nil, threads: 2)
        live.equip(&place)
        place.interruption = .bySignals()
        if !dryRun { live.warn(&console) }
        let status = Pipeline(place).fetch(sources: sources, isDryRun: dryRun, &console)
        try finish(status, console)
    }
}
