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

            HOW IT ENDED
              0    published, or nothing had changed
              3    published, but some tables are as they were before, a source is out of date, publication is \
            held, or something old that is kept is damaged
              10 to 13    nothing was published: `lmi status` says why and how to mend it
              14   another run is at work; nothing was done
              129, 130, 143    interrupted; nothing was published
            Readers see a whole bundle whatever happens, and the next run makes good what one could not do.

            BEING TOLD
              With --alert a program of yours is told when something is wrong, when something else is, once a \
            day while it stays so, and when all is well again. It gets the message on its standard input, the \
            exit status in LMI_EXIT and the state folder in LMI_STATE. It is told whatever could not be written, and \
            also when another run has been at work for six hours.

            EXAMPLES
              lmi run --inputs SampleInputs      try everything out on the samples
              lmi run                            bring the website up to date, every night
              lmi run --dry-run                  see whether it would work
              lmi run --as-of 2026-11-20         make that night again
              lmi run --alert ./mail-the-hub     every night, with somebody told
            """)

    @Argument(help: ArgumentHelp("Make only these tables; `lmi list` names them.", valueName: "table"))
    var tables: [String] = []

    @OptionGroup var input: InputOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Make the night of this day (UTC) again, from what it was made of; readers see nothing of it.",
            valueName: "date"))
    var asOf: String?

    @Flag(name: .long, help: "Do everything but publish.")
    var dryRun = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "One executable file, started when something is wrong or well again.", valueName: "command"))
    var alert: String?

    @OptionGroup var definitions: DefinitionOptions
    @OptionGroup var publishing: OutputOption
    @OptionGroup var keeping: StateOption

    func validate() throws {
        guard asOf != nil, input.inputs != nil || input.offline || dryRun || alert != nil || !tables.isEmpty
        else { return }
        throw ValidationError(
            "--as-of makes a night again as it was: name no tables beside it, and leave --inputs, --offline, --dry-run and --alert away."
        )
    }

    mutating func run() throws {
        var console = Console()
        var place = input.workplace(definitions, output: publishing.output, state: keeping.state)
        place.interruption = .bySignals()
        if let asOf { try finish(Pipeline(place).run(asOf: asOf, &console), console) }
        input.live.warn(&console)
        let status = Pipeline(place).run(tables: tables, isDryRun: dryRun, alert: alert, &console)
        try finish(status, console)
    }
}
