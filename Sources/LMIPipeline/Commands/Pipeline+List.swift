internal import LMILoad
internal import LMIModel

extension Pipeline {
    /// Lists sources, tables and generations.
    public func list(_ console: inout Console) -> ExitStatus {
        do throws(Diagnostic) {
            let pipeline = try definition()
            console.say("\(pipeline.id): \(pipeline.title)")
            console.say("sources")
            for use in pipeline.sources {
                let required = use.isRequired ? " (required)" : ""
                console.say("  \(use.definition.id)\(required): \(use.definition.title)")
                console.say("    \(use.definition.path), reads \(use.definition.file)")
            }
            console.say("tables")
            let closed = pipeline.leftOut
            for table in pipeline.tables {
                console.say("  \(table.id): \(table.title)")
                console.say("    from \(table.sources.joined(separator: ", "))")
                if closed.contains(where: { $0.product == table.id }) {
                    console.say("    left out of the bundle: a source of it is not open")
                }
            }
            if !pipeline.registers.isEmpty { console.say("registers") }
            for register in pipeline.registers {
                console.say("  \(register.id): \(register.title)")
                console.say("    from \(register.sources.joined(separator: ", "))")
            }
            if let directory = pipeline.directory {
                console.say("directory: \(directory.title)")
                for part in directory.parts {
                    console.say("  \(part.name): the register \(part.register), by \(part.groupedBy)")
                }
            }
            return try listGenerations(&console)
        } catch {
            console.tell("\(error)")
            return ExitStatus(error.fault)
        }
    }

    /// - Returns: ``ExitStatus/storage`` where one is damaged, which is told once the others are listed.
    private func listGenerations(_ console: inout Console) throws(Diagnostic) -> ExitStatus {
        let ledger = try Ledger.read(state: place.state)
        let (generations, damaged) = try GenerationStore(output: place.output).list(
            manifests: ledger.manifests)
        console.say("generations in \(place.output)")
        if generations.isEmpty, damaged.isEmpty { console.say("  none yet: `lmi run` makes the first") }
        for generation in generations {
            let registers =
                generation.registers.isEmpty ? "" : " and \(generation.registers.count) registers"
            let serials = ledger.history.filter { $0.generation == generation.id }.map(\.serial)
            let known = generation.serial ?? serials.max()
            let serial = known.map { ", serial \($0)" } ?? (ledger.history.isEmpty ? "" : ", never published")
            let isSeen = generation.serial == nil ? "" : ", what readers see now"
            let pin = ledger.pinned[generation.id].map { ", pinned: \($0)" } ?? ""
            console.say(
                "  \(generation.id): \(generation.origin.rawValue), \(generation.tables.count) tables\(registers), \(generation.bytes) bytes\(serial)\(isSeen)\(pin)"
            )
        }
        for generation in damaged { console.say("  \(generation.id): damaged") }
        if let hold = ledger.hold {
            console.say("publication is held since \(hold.since): \(hold.because)")
        }
        for generation in damaged { console.tell("\(generation.fault)") }
        return damaged.isEmpty ? .success : .storage
    }
}
