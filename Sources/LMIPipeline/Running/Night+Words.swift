internal import LMILoad
internal import LMIModel

extension Night {
    /// The last words: what readers see now.
    func tell(_ entries: [TableEntry], _ console: inout Console) {
        for entry in entries {
            if case .carried(let id, .some(let reason)) = entry {
                console.say("\(id): carried, stale. \(reason)")
            } else if case .carried(let id, nil) = entry, isStale(entry) {
                console.say("\(id): stale as before, since it was not asked for.")
            }
        }
        let serving =
            before.map { "readers still see \($0.generation), serial \($0.serial)" }
            ?? "nothing has been published yet"
        switch outcome {
        case .published(let id, let serial)?:
            let kind =
                readings.values.contains { $0.snapshot.origin.kind == .sample }
                ? " SAMPLE figures, not for use." : ""
            console.say("Published \(counted(entries)) as generation \(id), serial \(serial).\(kind)")
            console.say(
                "Look at \(place.output)/generations/\(id)/index.json, or the tables in its folder data/.")
        case .unchanged(let id)?:
            console.say("Nothing has changed since generation \(id); nothing was written.")
        case nil where stops.isEmpty:
            console.say("A dry run: \(counted(entries)) made, nothing published; \(serving).")
        case nil: console.tell("Not published: \(serving).")
        }
    }

    /// "8 tables", or "8 tables and 2 registers".
    private func counted(_ entries: [TableEntry]) -> String {
        let known = Set(pipeline.registers.map(\.id))
        let registers = entries.count { known.contains($0.id) }
        let tables = "\(entries.count - registers) tables"
        guard registers > 0 else { return tables }
        return "\(tables) and \(registers) register\(registers == 1 ? "" : "s")"
    }
}
