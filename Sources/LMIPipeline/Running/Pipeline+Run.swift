internal import LMIFiles
internal import LMIModel

extension Pipeline {
    /// Reads every source, makes the tables, and publishes them.
    ///
    /// - Parameters:
    ///   - tables: The tables and registers to make anew; empty for all. The others stand as they stood.
    ///   - alert: A program that is told when all is no longer well, or well again; nil for none.
    public func run(
        tables: [String], isDryRun: Bool, alert: String? = nil, _ console: inout Console
    ) -> ExitStatus {
        let read = Result { () throws(Diagnostic) in
            let pipeline = try definition()
            try Self.demand(tables, of: pipeline.products.map(\.id), "table")
            return pipeline
        }
        var run = NightRun(place, isDryRun: isDryRun, asked: tables)
        do throws(Diagnostic) {
            if case .failure(let fault) = read {
                console.tell("\(fault)")
                // Nothing is written for a slip on a new machine; where nights go by, somebody watches.
                guard !isDryRun, Files.exists("\(place.state)/runs") else { return ExitStatus(fault.fault) }
            } else {
                _ = try Folder(making: place.state, mode: 0o700)
            }
            switch try RunLock.take(place, for: "lmi run", tellsCutOff: true) {
            case .taken(let lock):
                if let cutOff = lock.cutOff { console.tell(RunLock.cutOff(cutOff)) }
                run.cutOff = lock.cutOff
                let status = run.run(read, lock, &console)
                let ending = isDryRun ? status : run.watch(alert, &console)
                _ = consume lock
                return ending
            case .held(let holder):
                return run.giveWay(to: holder, read, alert, &console)
            }
        } catch {
            return run.giveUp(error, read, alert, &console)
        }
    }
}
