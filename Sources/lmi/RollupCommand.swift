internal import ArgumentParser
internal import LMIPipeline

struct RollupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollup",
        abstract: "Adds up one large file by groups, such as area and sector, into a small CSV file.",
        discussion: """
            The definition says which rows are kept, which columns make the groups, which list maps one of \
            them, and what stands instead of a number. Each group comes with the sum of its known figures, \
            the number of its rows and how many of them are withheld; a group of withheld rows alone has no \
            sum.

            EXAMPLE
              lmi rollup Benchmarks/nomis-local.yml big.csv --into tidy.csv
            """)

    @Argument(help: ArgumentHelp("The definition, a YAML file.", valueName: "definition"))
    var definition: String

    @Argument(help: ArgumentHelp("The file to add up.", valueName: "file"))
    var file: String

    @Option(
        name: .long, help: ArgumentHelp("Write the result here instead of showing it.", valueName: "file"))
    var into: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The folder of the lists that the definition names, where they do not stand beside it.",
            valueName: "dir"))
    var lists: String?

    @Option(name: .long, help: ArgumentHelp("How many threads read the file.", valueName: "n"))
    var threads = 2

    func validate() throws {
        try InputOptions.check(threads: threads)
    }

    mutating func run() throws {
        var console = Console()
        let status = RollupRun(definition: definition, file: file, into: into, lists: lists, threads: threads)
            .run(&console)
        try finish(status, console)
    }
}
