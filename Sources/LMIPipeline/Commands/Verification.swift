internal import FoundationEssentials
internal import LMIExtract
internal import LMIFiles
internal import LMILoad
internal import LMIModel

/// Reads published bytes and what is kept in the state folder again, and compares them with their hashes. Nothing is mended;
/// but where a fault is found, the next run believes no byte without reading it.
public struct Verification: Sendable {
    let output: String
    let state: String
    private var store: GenerationStore { GenerationStore(output: output) }
    private static let recordLimit = 16 << 20

    public init(output: String, state: String) {
        self.output = output
        self.state = state
    }

    /// - Parameter all: Every generation that is kept and the whole state folder; else what readers see now and the
    ///   ledger.
    public func run(all: Bool, _ console: inout Console) -> ExitStatus {
        do throws(Diagnostic) {
            let (ledger, fault) = readLedger()
            var findings = try store.verify(all: all, manifests: ledger?.manifests ?? [:])
            if let fault { findings.append(fault) }
            if let fault = try ledger?.fault(of: store) { findings.append(fault) }
            findings += try statusFindings()
            if all { findings += try stateFindings() }
            for finding in findings { console.tell("\(finding)") }
            for stray in try store.strays() {
                console.tell("\(output)/\(stray): not of lmi's making, and left as it is")
            }
            guard findings.isEmpty else {
                try LastRun.forget(state: state)
                console.say("\(findings.count) fault\(findings.count == 1 ? "" : "s") found.")
                return .storage
            }
            console.say(try words(all: all))
            return .success
        } catch {
            console.tell("\(error)")
            return ExitStatus(error.fault)
        }
    }

    private func readLedger() -> (Ledger?, Diagnostic?) {
        do throws(Diagnostic) { return (try Ledger.read(state: state), nil) } catch { return (nil, error) }
    }

    private func words(all: Bool) throws(Diagnostic) -> String {
        let checked = try all ? store.names().count : 1
        let snapshots =
            try all && Files.exists("\(state)/snapshots")
            ? SnapshotStore("\(state)/snapshots").all().count : 0
        return
            "Every byte of \(checked) generation\(checked == 1 ? "" : "s")\(all ? " and \(snapshots) snapshots" : "") is as it was published."
    }

    /// Snapshots, definitions and the records of runs.
    private func stateFindings() throws(Diagnostic) -> [Diagnostic] {
        var findings: [Diagnostic] = []
        if Files.exists("\(state)/snapshots") {
            findings += try SnapshotStore("\(state)/snapshots").verify()
        }
        findings += try KeptDefinitions(state: state).verify()
        guard Files.exists(state) else { return findings }
        let top = try Folder(opening: state)
        for name in ["last.json", "alert.json"] where try top.has(name) {
            findings += try sealed(
                name, in: top, mend: "remove \(state)/\(name): the next run writes it anew")
        }
        guard try top.has("runs") else { return findings }
        let runs = try top.folder("runs")
        for entry in try runs.list() where entry.kind == .file && entry.name.hasSuffix(".json") {
            findings += try sealed(
                entry.name, in: runs,
                mend: RunRecord.mendOfDamage)
        }
        return findings
    }

    /// What every run says beside the bundle of how things stand.
    private func statusFindings() throws(Diagnostic) -> [Diagnostic] {
        guard Files.exists(output) else { return [] }
        let top = try Folder(opening: output)
        guard try top.has(StatusDocument.name) else { return [] }
        return try sealed(
            StatusDocument.name, in: top,
            mend: "run `lmi run`, which writes it anew; `lmi status` says the same")
    }

    private func sealed(
        _ name: String, in folder: borrowing Folder, mend: String
    ) throws(Diagnostic) -> [Diagnostic] {
        guard SealedJSON.check(of: try folder.read(name, limit: Self.recordLimit)) == nil else { return [] }
        return [
            Diagnostic(
                .error, .storage, at: .file("\(folder.path)/\(name)"), "the file is not as it was written",
                mend: mend)
        ]
    }
}
