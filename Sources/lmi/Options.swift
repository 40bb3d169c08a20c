internal import ArgumentParser
internal import LMIPipeline

/// Which pipeline is meant.
struct DefinitionOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The folder of definitions.", valueName: "dir"))
    var pipelines = "Pipelines"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Which pipeline: the name of a file of that folder, without .yml.", valueName: "name"))
    var pipeline = "stoke-staffs"
}

/// The folder that is published.
struct OutputOption: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The folder that the website serves.", valueName: "dir"))
    var output = "Output"
}

/// The folder that lmi keeps for itself.
struct StateOption: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The folder where lmi keeps copies of the files it read (snapshots) and a record of each run.",
            valueName: "dir"))
    var state = ".lmi"
}

/// Where the sources' bytes come from.
struct InputOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Read the files from this folder instead of fetching them from their publishers.",
            valueName: "dir"))
    var inputs: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "One list that says where the files of --inputs come from, where no origin file stands beside each.",
            valueName: "file"))
    var origins: String?

    @Flag(name: .long, help: "Fetch nothing: read the newest snapshots again.")
    var offline = false

    @Option(name: .long, help: ArgumentHelp("How many threads read large files.", valueName: "n"))
    var threads = 2

    func validate() throws {
        if offline, inputs != nil {
            throw ValidationError(
                "--offline and --inputs exclude each other: choose where the bytes come from.")
        }
        if origins != nil, inputs == nil {
            throw ValidationError(
                "--origins goes with --inputs: it says where the files of that folder come from.")
        }
        try Self.check(threads: threads)
    }

    static func check(threads: Int) throws {
        guard (1...64).contains(threads) else {
            throw ValidationError("--threads takes a number from 1 to 64.")
        }
    }

    func workplace(_ definitions: DefinitionOptions, output: String, state: String) -> Workplace {
        let source: Workplace.Inputs = offline ? .snapshots : inputs.map { .folder($0) } ?? .live
        var place = Workplace(
            pipelines: definitions.pipelines, pipeline: definitions.pipeline, output: output, state: state,
            inputs: source, origins: origins, threads: threads)
        place.parsing = Workplace.pagesInChild
        return place
    }
}
