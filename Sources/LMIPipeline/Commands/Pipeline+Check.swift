internal import LMIModel
internal import LMITransform

extension Pipeline {
    /// Reads sources as a run would and says what became of every cell; publishes nothing.
    ///
    /// - Parameter sources: The ids to check; empty for all.
    public func check(sources: [String], _ console: inout Console) -> ExitStatus {
        do throws(Diagnostic) {
            let pipeline = try definition()
            let wanted = try Self.wanted(sources, of: pipeline)
            let intake = Intake(place, pipeline)
            guard place.inputs == .live else {
                return check(wanted, lists: pipeline.lists, &console) { source throws(Diagnostic) in
                    try intake.bytes(of: source)
                }
            }
            return try asking(intake, wanted, &console) { gathered, console in
                check(wanted, lists: pipeline.lists, &console) { source throws(Diagnostic) in
                    try gathered(source)
                }
            }
        } catch {
            console.tell("\(error)")
            return ExitStatus(error.fault)
        }
    }

    /// Asks the publishers of all `sources` for what is then read.
    ///
    /// - Parameter work: What is done with them. It is handed what gives the bytes of each.
    func asking(
        _ intake: Intake, _ sources: [SourceDefinition], _ console: inout Console,
        _ work: ((SourceDefinition) throws(Diagnostic) -> Intake.Stored, inout Console) throws(Diagnostic) ->
            ExitStatus
    ) throws(Diagnostic) -> ExitStatus {
        try gathering(intake, sources, for: "lmi check", &console) {
            results, lock, console throws(Diagnostic) in
            if let signal = place.interruption.signal { return .interrupted(signal: signal) }
            try lock.say("reading")
            return try work(
                { source throws(Diagnostic) in
                    let gathered = try (results[source.id] ?? .failure(Intake.forgotten(source))).get()
                    return Intake.Stored(snapshot: gathered.snapshot, path: gathered.path)
                }, &console)
        }
    }

    private func check(
        _ sources: [SourceDefinition], lists: SharedLists, _ console: inout Console,
        bytes: (SourceDefinition) throws(Diagnostic) -> Intake.Stored
    ) -> ExitStatus {
        var status = ExitStatus.success
        for source in sources {
            do throws(Diagnostic) {
                let stored = try bytes(source)
                let reading = try source.read(
                    stored.snapshot, path: stored.path, lists: lists, parsing: place.parsing, goesOn: true)
                status = max(status, CheckReport(source, reading).tell(&console))
            } catch {
                console.say("\(source.id): \(source.title)")
                console.say("  not read: see the message")
                console.tell("\(error)")
                status = max(status, ExitStatus(error.fault))
            }
        }
        return status
    }
}
