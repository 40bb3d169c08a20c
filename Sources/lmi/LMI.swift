internal import ArgumentParser
internal import LMIPipeline

@main
struct LMI: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lmi",
        abstract:
            "Turns labour-market files as their publishers issue them into checked bundles for a website.",
        discussion: """
            A pipeline is a file under Pipelines/ that says which sources are read, which tables are made \
            of them, and for which areas and sectors. `lmi run` makes all of it and publishes it to Output/; \
            when something is wrong, it says where and how to mend it, and the website keeps what it had.

            EXIT STATUS
            \(ExitStatus.allCases.map { "\($0.rawValue)\t\($0.meaning)" }.joined(separator: "\n"))
            64\tthe command line was not understood
            """,
        version: Pipeline.version,
        subcommands: [
            RunCommand.self, CheckCommand.self, VerifyCommand.self, ListCommand.self, RollupCommand.self,
        ])

    static func main() {
        Console.ignoreClosedPipes()
        main(nil)
    }
}

/// Ends the command with `status`, or worse when its own words could not be written.
func finish(_ status: ExitStatus, _ console: Console) throws -> Never {
    throw ExitCode((console.isWhole ? status : max(status, .storage)).rawValue)
}
