internal import LMIFiles
internal import LMILoad
internal import LMIModel

/// Who decides what readers see and what is kept: going back, holding publication, pinning generations.
///
/// Each decision needs a reason, which stands in the ledger for whoever comes later.
public struct Keeper: Sendable {
    let place: Workplace
    var store: GenerationStore { GenerationStore(output: place.output) }

    /// - Parameters:
    ///   - output: The folder that is served.
    ///   - state: The state folder.
    public init(output: String, state: String, now: String = Workplace.clock()) {
        place = Workplace(
            pipelines: "", pipeline: "", output: output, state: state, inputs: .snapshots, origins: nil,
            threads: 1, now: now)
    }

    /// Does `work` with the ledger while no run is under way.
    ///
    /// - Parameter command: Such as `lmi hold`, for whoever finds the lock taken.
    func decide(
        _ command: String, _ console: inout Console,
        _ work: (inout Ledger, inout Console) throws(Diagnostic) -> Void
    ) -> ExitStatus {
        do throws(Diagnostic) {
            _ = try Folder(making: place.state, mode: 0o700)
            return try RunLock.holding(place, for: command, &console) { _, console throws(Diagnostic) in
                var ledger = try Ledger.read(state: place.state)
                try work(&ledger, &console)
                return .success
            }
        } catch {
            console.tell("\(error)")
            return ExitStatus(error.fault)
        }
    }

    /// What the ledger and `latest.json` disagree about, made good or told.
    func reconcile(_ ledger: inout Ledger, _ console: inout Console) throws(Diagnostic) {
        for note in try ledger.reconcile(with: store, now: place.now) { console.tell("\(note)") }
    }

    /// A reason as it goes into the ledger: one line of words.
    static func reason(_ text: String) throws(Diagnostic) -> String {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard (1...500).contains(words.utf8.count) else {
            throw Diagnostic(
                .error, .configuration, at: .nowhere, "`--because` takes a reason of 1 to 500 letters",
                mend: "say in a few words why, such as --because \"the figures of Cannock are wrong\"")
        }
        return words
    }

    /// "the generations are A, B", for a mend.
    func listed() throws(Diagnostic) -> String {
        let names = try store.names()
        return names.isEmpty
            ? "there is none yet: `lmi run` makes the first"
            : "the generations are \(names.joined(separator: ", "))"
    }
}
