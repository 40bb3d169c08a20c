internal import LMIFiles
internal import LMIModel

extension Pipeline {
    /// Reads every source, makes the tables, and publishes them.
    ///
    /// - Parameter tables: The tables and registers to make anew; empty for all. The others stand as they stood.
    public func run(tables: [String], isDryRun: Bool, _ console: inout Console) -> ExitStatus {
        do throws(Diagnostic) {
            let pipeline = try definition()
            try Self.demand(tables, of: pipeline.products.map(\.id), "table")
            _ = try Folder(making: place.state, mode: 0o700)
            switch try FileLock.take("\(place.state)/lock", note: "lmi run, since \(place.now)") {
            case .taken(let lock):
                var night = Night(place, pipeline, asked: tables, isDryRun: isDryRun)
                let status = night.run(&console)
                _ = consume lock
                return status
            case .held(let holder):
                console.tell(
                    "another run is at work (\(holder)); nothing was done\n  mend: wait until it has ended")
                return .busy
            }
        } catch {
            console.tell("\(error)")
            return ExitStatus(error.fault)
        }
    }
}
