internal import LMILoad
internal import LMIModel

extension Night {
    /// Which tables readers find as they were before, and why.
    func tellCarried(_ console: inout Console) {
        for entry in entries {
            if case .carried(let id, .some(let reason)) = entry {
                console.say("\(id): carried, stale. \(reason)")
            } else if case .carried(let id, nil) = entry, isStale(entry) {
                console.say("\(id): stale as before, since it was not asked for.")
            }
        }
    }

    /// "8 tables", or "8 tables and 2 registers".
    var counted: String {
        let known = Set(pipeline.registers.map(\.id))
        let registers = entries.count { known.contains($0.id) }
        let tables = "\(entries.count - registers) tables"
        guard registers > 0 else { return tables }
        return "\(tables) and \(registers) register\(registers == 1 ? "" : "s")"
    }

    var isOfSamples: Bool { readings.values.contains { $0.snapshot.origin.kind == .sample } }
}
