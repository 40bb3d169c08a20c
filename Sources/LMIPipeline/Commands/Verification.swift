internal import LMIExtract
internal import LMIFiles
internal import LMILoad
internal import LMIModel

/// Reads published bytes and snapshots again and compares them with their hashes.
public struct Verification: Sendable {
    let output: String
    let state: String

    public init(output: String, state: String) {
        self.output = output
        self.state = state
    }

    /// - Parameter all: Every generation that is kept and every snapshot; else what readers see now.
    public func run(all: Bool, _ console: inout Console) -> ExitStatus {
        do throws(Diagnostic) {
            let store = GenerationStore(output: output)
            var findings = try store.verify(all: all)
            var snapshots = 0
            if all, Files.exists("\(state)/snapshots") {
                let kept = try SnapshotStore("\(state)/snapshots")
                for sha256 in try kept.all() {
                    snapshots += 1
                    do throws(Diagnostic) { _ = try kept.open(sha256) } catch { findings.append(error) }
                }
            }
            for finding in findings { console.tell("\(finding)") }
            guard findings.isEmpty else {
                console.say("\(findings.count) fault\(findings.count == 1 ? "" : "s") found.")
                return .storage
            }
            let checked = try all ? store.list().count : 1
            console.say(
                "Every byte of \(checked) generation\(checked == 1 ? "" : "s")\(all ? " and \(snapshots) snapshots" : "") is as it was published."
            )
            return .success
        } catch {
            console.tell("\(error)")
            return ExitStatus(error.fault)
        }
    }
}
