internal import LMIModel
internal import LMITransform

extension Pipeline {
    /// Reads sources as a run would and says what became of every cell; publishes nothing.
    ///
    /// - Parameter sources: The ids to check; empty for all.
    public func check(sources: [String], _ console: inout Console) -> ExitStatus {
        let pipeline: PipelineDefinition
        do throws(Diagnostic) {
            pipeline = try definition()
            try Self.demand(sources, of: pipeline.sources.map(\.definition.id), "source")
        } catch {
            console.tell("\(error)")
            return ExitStatus(error.fault)
        }
        var status = ExitStatus.success
        for use in pipeline.sources where sources.isEmpty || sources.contains(use.definition.id) {
            do throws(Diagnostic) {
                let stored = try Intake(place, pipeline).bytes(of: use.definition)
                let reading = try use.definition.read(
                    stored.snapshot, path: stored.path, lists: pipeline.lists, parsing: place.parsing,
                    goesOn: true)
                status = max(status, CheckReport(use.definition, reading).tell(&console))
            } catch {
                console.say("\(use.definition.id): \(use.definition.title)")
                console.say("  not read: see the message")
                console.tell("\(error)")
                status = max(status, ExitStatus(error.fault))
            }
        }
        return status
    }
}
