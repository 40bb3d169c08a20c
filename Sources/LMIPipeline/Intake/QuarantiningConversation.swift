internal import LMIExtract
internal import LMIFiles
internal import LMIModel

/// A conversation that keeps what it refuses: a person who is told that a file is not what was expected can then look at it.
struct QuarantiningConversation: Conversation {
    /// The folder of refused bodies within the state folder: the newest of each source, under its id.
    static let folder = "quarantine"

    private var inner: any Conversation
    private let source: String
    private let state: String

    init(_ inner: any Conversation, _ source: String, state: String) {
        self.inner = inner
        self.source = source
        self.state = state
    }

    mutating func next(_ answer: FetchAnswer?) throws(Diagnostic) -> FetchStep {
        do throws(Diagnostic) {
            return try inner.next(answer)
        } catch {
            guard error.fault == .content, let body = answer?.body, Files.exists(body.path) else {
                throw error
            }
            throw Self.kept(body, of: source, state: state, because: error)
        }
    }

    /// Keeps a refused body, and says in the fault where it is.
    static func kept(
        _ body: FetchedFile, of source: String, state: String, because error: Diagnostic
    ) -> Diagnostic {
        var fault = error
        do throws(Diagnostic) {
            try Folder(opening: state).folderOrNew(folder, mode: 0o700)
                .adopt(fileAt: body.path, as: source, isPrivate: true)
            fault.mend += "; what came is kept: `lmi inspect \(state)/\(folder)/\(source)`"
        } catch {
            fault.mend += "; what came could not be kept: \(error.message)"
        }
        return fault
    }
}
