internal import LMIFiles
internal import LMILoad
internal import LMIModel

extension NightRun {
    /// Takes away what a run that was killed, or could not go on, left half-written or half-removed. A night without news would
    /// never meet it. Only names of our own making go; bodies and snapshots are swept where they are gathered.
    func sweep() throws(Diagnostic) {
        try store.sweep()
        let state = try Folder(opening: place.state)
        try state.sweep()
        for entry in try state.list() where entry.kind == .folder && Self.swept.contains(entry.name) {
            try state.folder(entry.name).sweep()
        }
    }

    private static let swept: Set = ["runs", "definitions", "quarantine"]
}
