internal import ArgumentParser
internal import LMIPipeline

struct RollupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollup",
        abstract: "Sums one large file by the groups that a definition names, into a tidy CSV file.",
        discussion: """
            The definition says which rows are kept, which columns make the groups, which code list maps one \
            of them, and what stands instead of a number. Each group comes with the sum of its known figures, \
            the number of rows and the number of withheld ones; a group of withheld rows alone has no sum.

            EXAMPLE
            lmi rollup Benchmarks/nomis.yml big.csv --into tidy.csv
            """)

    @Argument(help: ArgumentHelp("The definition.", valueName: "definition"))
    var definition: String

    @Argument(help: ArgumentHelp("The file to sum.", valueName: "file"))
    var file: String

    @Option(name: .long, help: ArgumentHelp("Write here instead of to standard output.", valueName: "file"))
    var into: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The folder of the lists that the definition names, if not its own.", valueName: "dir"))
    var lists: String?

    @Option(name: .long, help: ArgumentHelp("Threads for reading.", valueName: "n"))
    var threads = 2

    func validate() throws {
        guard (1...64).contains(threads) else {
            throw ValidationError("--threads takes a number from 1 to 64.")
        }
    }

    mutating func run() throws {
        var console = Console()
        let status = RollupRun(definition: definition, file: file, into: into, lists: lists, threads: threads)
            .run(&console)
        try finish(status, console)
    }
}
