internal import ArgumentParser
internal import LMIPipeline

/// The folders that several commands share.
struct FolderOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The folder of definitions.", valueName: "dir"))
    var pipelines = "Pipelines"

    @Option(
        name: .long,
        help: ArgumentHelp("The pipeline: a file of that folder, without .yml.", valueName: "name"))
    var pipeline = "stoke-staffs"

    @Option(name: .long, help: ArgumentHelp("The folder that the website serves.", valueName: "dir"))
    var output = "Output"

    @Option(
        name: .long,
        help: ArgumentHelp("The folder of snapshots, run records and the lock.", valueName: "dir"))
    var state = ".lmi"
}

/// Where the sources' bytes come from.
struct InputOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Read the sources from this folder instead of from their publishers.", valueName: "dir"))
    var inputs: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A list of where the files of --inputs come from, if no origin file stands beside each.",
            valueName: "file"))
    var origins: String?

    @Flag(name: .long, help: "Use the newest snapshots and fetch nothing.")
    var offline = false

    @Option(name: .long, help: ArgumentHelp("Threads for reading large files.", valueName: "n"))
    var threads = 2

    func validate() throws {
        if offline, inputs != nil {
            throw ValidationError(
                "--offline and --inputs exclude each other: choose where the bytes come from.")
        }
        if origins != nil, inputs == nil {
            throw ValidationError("--origins goes with --inputs.")
        }
        guard (1...64).contains(threads) else {
            throw ValidationError("--threads takes a number from 1 to 64.")
        }
    }

    func workplace(_ folders: FolderOptions) -> Workplace {
        let source: Workplace.Inputs = offline ? .snapshots : inputs.map { .folder($0) } ?? .live
        return Workplace(
            pipelines: folders.pipelines, pipeline: folders.pipeline, output: folders.output,
            state: folders.state,
            inputs: source, origins: origins, threads: threads)
    }
}
