internal import ArgumentParser
internal import LMIPipeline

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Looks at a file that no definition speaks of yet, and drafts one.",
        discussion: """
            It says how the file is written, where its table stands, what each column seems to hold, what \
            stands where numbers do, and which rows say the same. It ends with a draft of a definition, in \
            which every guess is marked and what a file cannot say is to be filled in.

            EXAMPLES
              lmi inspect Downloads/births.csv
              lmi inspect Downloads/births.csv --draft > Pipelines/sources/births.yml
              lmi check --definition Pipelines/sources/births.yml --inputs Downloads
            """)

    @Argument(help: ArgumentHelp("The file to look at: CSV, or a page with tables.", valueName: "file"))
    var file: String

    @Flag(name: .long, help: "Show the draft alone, to be put into a file.")
    var draft = false

    @OptionGroup var definitions: DefinitionOptions

    mutating func run() throws {
        var console = Console()
        var place = Workplace(
            pipelines: definitions.pipelines, pipeline: definitions.pipeline, output: "", state: "",
            inputs: .snapshots, origins: nil, threads: 1)
        place.parsing = Workplace.pagesInChild
        let status = Inspection(file, place).run(draftOnly: draft, &console)
        try finish(status, console)
    }
}
