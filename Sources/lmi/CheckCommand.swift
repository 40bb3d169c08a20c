internal import ArgumentParser
internal import LMIPipeline

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Reads sources as a run would and says what became of every figure; publishes nothing.",
        usage: "lmi check [<source> ...] [<options>]",
        discussion: """
            For each source it says how many rows were read, how many figures were found, how many are \
            withheld and why, how many were left out and by which rule of the definition, and the first few \
            figures in words. Run it after every change of a definition.

            EXAMPLES
              lmi check --inputs SampleInputs           all sources
              lmi check bres --inputs SampleInputs      one of them
              lmi check --definition births.yml --inputs Downloads
                                                        one that the pipeline does not name yet
            """)

    @Argument(help: ArgumentHelp("Check only these sources; `lmi list` names them.", valueName: "source"))
    var sources: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Check the source of this definition, which need not be in the pipeline yet.", valueName: "file"))
    var definition: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Write all figures of that source into this CSV file.", valueName: "file"))
    var into: String?

    @OptionGroup var input: InputOptions
    @OptionGroup var definitions: DefinitionOptions
    @OptionGroup var keeping: StateOption

    func validate() throws {
        if definition != nil, !sources.isEmpty {
            throw ValidationError("--definition checks one source: name no others beside it.")
        }
        if into != nil, definition == nil {
            throw ValidationError("--into goes with --definition: it takes the figures of one source.")
        }
    }

    mutating func run() throws {
        var console = Console()
        var place = input.workplace(definitions, output: "", state: keeping.state)
        // Publishers may be waited for; what is read from a disk ends by itself.
        if place.inputs == .live { place.interruption = .bySignals() }
        input.live.warn(&console)
        if let definition {
            let status = Pipeline(place).check(definition: definition, into: into, &console)
            try finish(status, console)
        }
        let status = Pipeline(place).check(sources: sources, &console)
        try finish(status, console)
    }
}
