internal import ArgumentParser
internal import LMIPipeline

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the pipeline's sources and tables, and the generations in the output folder.",
        discussion: """
            EXAMPLES
            lmi list
            lmi list --pipeline realdata --output Output-realdata
            """)

    @OptionGroup var folders: FolderOptions

    mutating func run() throws {
        var console = Console()
        let place = Workplace(
            pipelines: folders.pipelines, pipeline: folders.pipeline, output: folders.output,
            state: folders.state,
            inputs: .snapshots, origins: nil, threads: 1)
        let status = Pipeline(place).list(&console)
        try finish(status, console)
    }
}
