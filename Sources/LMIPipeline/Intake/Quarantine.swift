internal import LMIExtract
internal import LMIFiles
internal import LMIModel

/// Bodies that were refused: a person who is told that a file is not what was expected can then look at it.
enum Quarantine {
    /// The folder within the state folder: the newest refused body of each source, under its id.
    static let folder = "quarantine"

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
