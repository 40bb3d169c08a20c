internal import LMIExtract
internal import LMIFiles
internal import LMIModel

extension Pipeline {
    /// Fetches sources and keeps what comes; nothing is read of it and nothing published.
    ///
    /// - Parameters:
    ///   - sources: The ids to fetch; empty for all.
    ///   - isDryRun: Whether to say what would be asked instead: nobody is asked, and nothing written.
    public func fetch(sources: [String], isDryRun: Bool, _ console: inout Console) -> ExitStatus {
        do throws(Diagnostic) {
            let pipeline = try definition()
            let wanted = try Self.wanted(sources, of: pipeline)
            if isDryRun { return sayRequests(of: wanted, &console) }
            return try gathering(Intake(place, pipeline), wanted, for: "lmi fetch", &console) {
                results, _, console in
                let status = tell(results, of: wanted, &console)
                return place.interruption.signal.map { .interrupted(signal: $0) } ?? status
            }
        } catch {
            console.tell("\(error)")
            return ExitStatus(error.fault)
        }
    }

    private func sayRequests(of sources: [SourceDefinition], _ console: inout Console) -> ExitStatus {
        var status = ExitStatus.success
        for source in sources {
            console.say("\(source.id): \(source.title)")
            do throws(Diagnostic) {
                for line in try source.requests(day: place.today, own: "\(place.state)/own") {
                    console.say("  \(line)")
                }
            } catch {
                console.say("  nothing can be asked: see the message")
                console.tell("\(error)")
                status = max(status, ExitStatus(error.fault))
            }
        }
        return status
    }

    private func tell(
        _ results: [String: Result<Intake.Gathered, Diagnostic>], of sources: [SourceDefinition],
        _ console: inout Console
    ) -> ExitStatus {
        var status = ExitStatus.success
        for source in sources {
            switch results[source.id] ?? .failure(Intake.forgotten(source)) {
            case .success(let gathered):
                console.say("\(source.id): \(gathered.words)")
                for note in gathered.notes { console.tell("\(note)") }
            case .failure(let fault):
                console.say("\(source.id): failed")
                console.tell("\(fault)")
                status = max(status, ExitStatus(fault.fault))
            }
        }
        return status
    }
}

extension SourceDefinition {
    /// What would be asked for its file, one request or sentence a line.
    ///
    /// - Parameter own: The folder of the hub's own files.
    fileprivate func requests(day: Day, own: String) throws(Diagnostic) -> [String] {
        guard let fetch else { throw Intake.noWay(self) }
        if fetch.way == .ownFile { return ["no request: the hub's own file \(own)/\(file)"] }
        return try fetch.requests(day: day, place: path)
    }
}

extension Intake.Gathered {
    /// What became of the source, in a few words.
    fileprivate var words: String {
        let first = snapshot.origin.retrieved.prefix(10)
        return switch Intake.Outcome(rawValue: outcome) {
        case .new: "new, \(snapshot.bytes) bytes"
        case .confirmed, .unchanged: "unchanged since \(first)"
        case .own: "the hub's own file, \(snapshot.bytes) bytes, first had on \(first)"
        case .folder, .kept, nil: "\(snapshot.bytes) bytes, first had on \(first)"
        }
    }
}
