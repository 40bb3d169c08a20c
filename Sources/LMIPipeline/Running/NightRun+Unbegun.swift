internal import LMIFiles
internal import LMIModel

/// The end of a run that never began: whoever watches is told of it all the same.
extension NightRun {
    /// Ends a run whose state folder or lock cannot be had, such as on a full disk. As much is written as can be.
    mutating func giveUp(
        _ fault: Diagnostic, _ pipeline: Result<PipelineDefinition, Diagnostic>, _ alert: String?,
        _ console: inout Console
    ) -> ExitStatus {
        console.tell("\(fault)")
        faults.append(fault)
        if case .failure(let other) = pipeline { faults.append(other) }
        for fault in faults { status = max(status, ExitStatus(fault.fault)) }
        guard !isDryRun else { return status }
        do throws(Diagnostic) {
            earlier = try RunRecord.newest(state: place.state).record
            standings = earlier?.standings ?? []
            ledger = try Ledger.read(state: place.state)
        } catch {
            note(unwritten: error, &console)
        }
        var record = record(pipeline, stops: faults)
        do throws(Diagnostic) {
            // Where no run ever had a record, a state folder that cannot be had is a slip, and gets none.
            if Files.exists("\(place.state)/runs") { try record.write(into: place.state) }
        } catch {
            note(unwritten: error, &console)
        }
        record.exit = status.code
        self.record = record
        return watch(alert, &console)
    }

    /// Ends a run that finds another at work. Nothing is done; but of one that has been at work for longer than any run takes,
    /// somebody is told: else every night after it would end so, and nobody would hear of it.
    mutating func giveWay(
        to holder: RunLock.Holder, _ pipeline: Result<PipelineDefinition, Diagnostic>, _ alert: String?,
        _ console: inout Console
    ) -> ExitStatus {
        let now = Moment(place.now)
        let words = RunLock.busy(holder, at: now)
        console.tell(words)
        guard !isDryRun, let alert, holder.isOverdue(at: now) else { return .busy }
        status = .busy
        let record = record(pipeline, stops: [])
        self.record = record
        self.alert(record, [words], alert, &console)
        return .busy
    }

    private func record(
        _ pipeline: Result<PipelineDefinition, Diagnostic>, stops: [Diagnostic]
    ) -> RunRecord {
        var record = RunRecord(self, stops: stops, ended: place.now)
        if case .success(let pipeline) = pipeline { record.pipeline = pipeline.id }
        return record
    }
}
