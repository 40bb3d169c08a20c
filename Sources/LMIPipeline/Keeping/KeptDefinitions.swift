internal import LMIFiles
internal import LMIModel

/// The files of every pipeline's definitions that something was published by, as they were:
///
/// ```
/// definitions/<definitions hash>/hub.yml, sources/bres.yml, …
/// ```
/// Written once, and checked against the hash when read, so that a night of the past is made again by its own definitions.
struct KeptDefinitions: Sendable {
    static let name = "definitions"

    /// The state folder.
    let state: String

    init(state: String) { self.state = state }

    /// Keeps the files that `pipeline` was read from; nothing is written where they are kept already.
    func keep(_ pipeline: PipelineDefinition) throws(Diagnostic) {
    }

    /// The folder of the definitions with the hash `hash`, once every file has been read and found to be as it was.
    func open(_ hash: String) throws(Diagnostic) -> String {
        "\(state)/\(Self.name)/\(hash)"
    }
}
