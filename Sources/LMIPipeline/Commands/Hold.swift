internal import LMIFiles
internal import LMIModel

extension Keeper {
    /// Holds publication: runs go on fetching and checking, and readers see what they see.
    ///
    /// - Parameter startsLedger: True to begin a new ledger where the old one is damaged or lost; the old one is kept.
    public func hold(because text: String, startsLedger: Bool = false, _ console: inout Console) -> ExitStatus
    {
        if startsLedger {
            let status = beginLedger(&console)
            guard status == .success else { return status }
        }
        return decide("lmi hold", &console) { ledger, console throws(Diagnostic) in
            let because = try Self.reason(text)
            try reconcile(&ledger, &console)
            if let hold = ledger.hold {
                console.say("Publication is held already, since \(hold.since): \(hold.because)")
                return
            }
            try ledger.append(.init(at: place.now, what: .hold, because: because))
            console.say("Publication is held until `lmi unhold`. Readers see what they see now.")
        }
    }

    /// Lets runs publish again.
    public func unhold(because text: String?, _ console: inout Console) -> ExitStatus {
        decide("lmi unhold", &console) { ledger, console throws(Diagnostic) in
            let because = try text.map { text throws(Diagnostic) in try Self.reason(text) }
            try reconcile(&ledger, &console)
            guard let hold = ledger.hold else {
                console.say("Publication is not held.")
                return
            }
            try ledger.append(.init(at: place.now, what: .unhold, because: because))
            console.say(
                "Publication is free again; it was held since \(hold.since): \(hold.because)")
            console.say("The next `lmi run` publishes.")
        }
    }

    /// Puts a ledger that cannot be read aside and begins another.
    private func beginLedger(_ console: inout Console) -> ExitStatus {
        do throws(Diagnostic) {
            let state = try Folder(making: place.state, mode: 0o700)
            guard case .taken(let lock) = try FileLock.take("\(place.state)/lock", note: "lmi hold") else {
                // Whoever has the lock is named by what follows.
                return .success
            }
            do throws(Diagnostic) {
                _ = try Ledger.read(state: place.state)
                console.tell("The ledger is whole: no new one is begun.")
            } catch {
                console.tell("\(error.place): \(error.message)")
                if try state.has(Ledger.name) {
                    let aside = "\(Ledger.name).damaged-\(place.now.filter { $0 != ":" })"
                    try state.rename(Ledger.name, to: aside, in: state)
                    console.tell("It is kept as \(place.state)/\(aside).")
                }
                var ledger = Ledger(state: place.state, entries: [], hash: "", isWritten: false)
                try ledger.write()
            }
            _ = consume lock
            return .success
        } catch {
            console.tell("\(error)")
            return ExitStatus(error.fault)
        }
    }
}
