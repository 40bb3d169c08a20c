internal import LMIExtract
internal import LMIModel

extension Intake {
    struct Gathered: Sendable {
        var snapshot: Snapshot
        var path: String
        var outcome: String
        var requests: [RequestRecord]
        var milliseconds: Int
    }

    func gather(_ sources: [SourceDefinition], isInterrupted: @Sendable () -> Bool) -> [String: Result<Gathered, Diagnostic>] {
        var found: [String: Result<Gathered, Diagnostic>] = [:]
        for source in sources {
            found[source.id] = Result { () throws(Diagnostic) in
                let stored = try kept(source)
                return Gathered(snapshot: stored.snapshot, path: stored.path, outcome: "folder", requests: [], milliseconds: 0)
            }
        }
        return found
    }
}

enum FetchLibrary { static let version = "libcurl" }
