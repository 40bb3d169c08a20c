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
            """)

    @Argument(help: ArgumentHelp("Check only these sources; `lmi list` names them.", valueName: "source"))
    var sources: [String] = []

    @OptionGroup var input: InputOptions
    @OptionGroup var definitions: DefinitionOptions
    @OptionGroup var keeping: StateOption

    mutating func run() throws {
        var console = Console()
        let place = input.workplace(definitions, output: "", state: keeping.state)
        let status = Pipeline(place).check(sources: sources, &console)
        try finish(status, console)
    }
}
