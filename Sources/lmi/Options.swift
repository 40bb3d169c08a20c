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

    @OptionGroup var live: LiveOptions

    func validate() throws {
        if offline || inputs != nil, live.isUsed {
            throw ValidationError(
                "--secrets and --stand-in go with fetching, and nothing is fetched with --inputs or --offline."
            )
        }
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
        live.equip(&place)
        return place
    }
}

/// How publishers are asked.
struct LiveOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The file of keys that publishers ask for, a line NAME=value each; else `secrets` of the state folder.",
            valueName: "file"))
    var secrets: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "For tests: the port of a server on this machine that stands in for every publisher.",
            valueName: "port", visibility: .hidden))
    var standIn: Int?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "For tests: the file of the authority that vouches for that server.", valueName: "file",
            visibility: .hidden))
    var standInAuthority: String?

    var isUsed: Bool { secrets != nil || standIn != nil }

    func validate() throws {
        guard (standIn == nil) == (standInAuthority == nil) else {
            throw ValidationError("--stand-in and --stand-in-authority go together.")
        }
        if let standIn, !(1...65_535).contains(standIn) {
            throw ValidationError("--stand-in takes a port, which is a number from 1 to 65535.")
        }
    }

    func equip(_ place: inout Workplace) {
        place.secretsFile = secrets
        if let standIn, let standInAuthority { place.standIn = (standIn, standInAuthority) }
    }

    /// Says that publishers are not asked, where that is so.
    func warn(_ console: inout Console) {
        guard let standIn else { return }
        console.tell("Every publisher's name leads to port \(standIn) of this machine, for a test.")
    }
}
