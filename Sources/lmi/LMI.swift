internal import ArgumentParser
internal import LMIPipeline

@main
struct LMI: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "lmi", abstract: "Labour market information.")
}
