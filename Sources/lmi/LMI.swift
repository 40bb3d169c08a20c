internal import ArgumentParser
internal import Glibc
internal import LMIPipeline

@main
struct LMI: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lmi",
        abstract:
            "Turns labour-market files as their publishers issue them into checked bundles for a website.",
        discussion: """
            A source is one publisher's file. A pipeline is a file of the folder Pipelines that says which \
            sources are read, which tables are made of them, and for which areas and sectors. `lmi run` \
            makes the tables and publishes them in the folder Output. When something is wrong, lmi says \
            where it is and how to mend it, and the website keeps what it had.

            TO TRY IT OUT
              lmi run --inputs SampleInputs

            HOW IT ENDED
              Every command ends with a number, which `echo $?` shows just after it:
            \(statuses)
            """,
        version: Pipeline.version,
        subcommands: [
            RunCommand.self, FetchCommand.self, StatusCommand.self, InspectCommand.self, CheckCommand.self,
            VerifyCommand.self, ListCommand.self, RollupCommand.self, RollbackCommand.self, HoldCommand.self,
            UnholdCommand.self, PinCommand.self, UnpinCommand.self,
        ])

    /// The exit statuses, one a line, by number. 64 is ArgumentParser's own; a shell adds 128 to a signal's.
    private static var statuses: String {
        let known = ExitStatus.listed.map { (number: $0.code, meaning: $0.meaning) }
        let others: [(number: Int32, meaning: String)] = [
            (64, "the command line was not understood"),
            (130, "interrupted by Ctrl-C; nothing was published (129 by a closed terminal, 143 by `kill`)"),
        ]
        return (known + others).sorted { $0.number < $1.number }
            .map {
                "  \(String(repeating: " ", count: $0.number < 10 ? 2 : $0.number < 100 ? 1 : 0))\($0.number)  \($0.meaning)"
            }.joined(separator: "\n")
    }

    static func main() {
        if CommandLine.arguments.dropFirst().first == ParsePageCommand.name { ParsePageCommand.main() }
        Console.secureStreams()
        do {
            try refuseUnknownCommand()
            var command = try parseAsRoot()
            try command.run()
        } catch {
            end(with: error)
        }
    }

    /// Says what ArgumentParser would say, but does not end well when that could not be written.
    private static func end(with error: any Error) -> Never {
        // Whoever threw it has said all there is to say.
        if let code = error as? ExitCode { Glibc.exit(code.rawValue) }
        var console = Console()
        let (text, code) = (fullMessage(for: error), exitCode(for: error))
        if !text.isEmpty, code.isSuccess { console.say(text) }
        if !text.isEmpty, !code.isSuccess { console.tell(text) }
        exit(withError: console.isWhole || !code.isSuccess ? code : ExitCode(ExitStatus.storage.code))
    }

    /// ArgumentParser suggests options, but no commands.
    private static func refuseUnknownCommand() throws {
        let names = configuration.subcommands.compactMap { $0.configuration.commandName }
        guard let word = CommandLine.arguments.dropFirst().first, !word.hasPrefix("-"),
            !(names + ["help"]).contains(word)
        else { return }
        let nearest = Pipeline.nearest(to: word, among: names).map { " Did you mean '\($0)'?" } ?? ""
        throw ValidationError("Unknown command '\(word)'.\(nearest)")
    }
}

/// Ends the command with `status`, or worse when its own words could not be written.
func finish(_ status: ExitStatus, _ console: Console) throws -> Never {
    throw ExitCode((console.isWhole ? status : max(status, .storage)).code)
}
