internal import ArgumentParser
internal import LMIPipeline

/// The child that parses one page. Every page of a run starts it, so it is looked for before anything else is.
struct ParsePageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse-page", abstract: "Parses a page for lmi itself.", shouldDisplay: false)

    static let name = "parse-page"

    @Option(help: ArgumentHelp("What to do instead, so that it is seen to be stopped.", visibility: .hidden))
    var fail: String?

    static func main() -> Never {
        do {
            let command = try parse(Array(CommandLine.arguments.dropFirst(2)))
            try command.run()
        } catch {
            exit(withError: error)
        }
        exit()
    }

    func run() throws {
        guard let fail else { PageChildRun.start() }
        guard PageChildRun.start(failing: fail) else {
            throw ValidationError("--fail takes one of: \(PageChildRun.failings.joined(separator: ", ")).")
        }
    }
}
