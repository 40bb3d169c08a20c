internal import LMIFiles
internal import LMIModel

extension Pipeline {
    /// The sources called `names`; all where none is named.
    ///
    /// - Throws: ``Diagnostic`` naming the first that there is not.
    static func wanted(_ names: [String], of pipeline: PipelineDefinition) throws(Diagnostic)
        -> [SourceDefinition]
    {
        let sources = pipeline.sources.map(\.definition)
        try demand(names, of: sources.map(\.id), "source")
        return sources.filter { names.isEmpty || names.contains($0.id) }
    }

    /// Asks the publishers of all `sources` as a run does, under its lock, since what comes is kept: side by side with as much
    /// time between two requests, and never while a run asks them too.
    ///
    /// - Parameters:
    ///   - command: Such as `lmi fetch`.
    ///   - work: What is done with what came, still under the lock; also where a signal cut the asking short.
    func gathering(
        _ intake: Intake, _ sources: [SourceDefinition], for command: String, _ console: inout Console,
        _ work: (
            [String: Result<Intake.Gathered, Diagnostic>], borrowing RunLock, inout Console
        ) throws(Diagnostic) -> ExitStatus
    ) throws(Diagnostic) -> ExitStatus {
        // Said before anything is written.
        _ = try intake.secrets(of: sources)
        _ = try Folder(making: place.state, mode: 0o700)
        return try RunLock.holding(place, for: command, &console) { lock, console throws(Diagnostic) in
            if let cutOff = lock.cutOff { console.tell(RunLock.cutOff(cutOff)) }
            try lock.say("fetching")
            let interruption = place.interruption
            let results = intake.gather(sources, isInterrupted: { interruption.hasCome })
            return try work(results, lock, &console)
        }
    }
}
