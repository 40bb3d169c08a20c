internal import ArgumentParser
internal import LMIPipeline

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the pipeline's sources and tables, and the generations that were published.",
        discussion: """
            A generation is everything that one run published. It never changes; the website is sent to the \
            newest, or to the one that `lmi rollback` named. Those that are pinned are kept whatever their age.

            EXAMPLES
              lmi list
              lmi list --pipeline realdata --output Output-realdata
            """)

    @OptionGroup var definitions: DefinitionOptions
    @OptionGroup var publishing: OutputOption
    @OptionGroup var keeping: StateOption

    mutating func run() throws {
        var console = Console()
        let place = Workplace(
            pipelines: definitions.pipelines, pipeline: definitions.pipeline, output: publishing.output,
            state: keeping.state, inputs: .snapshots, origins: nil, threads: 1)
        let status = Pipeline(place).list(&console)
        try finish(status, console)
    }
}
