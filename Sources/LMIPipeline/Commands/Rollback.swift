internal import LMILoad
internal import LMIModel

extension Keeper {
    /// Leads readers back to an earlier generation and holds publication, since the next night would bring back what was
    /// gone back from.
    ///
    /// - Parameters:
    ///   - generation: Its id; nil for the one published before the one that readers see.
    ///   - text: Why.
    public func rollback(to generation: String?, because text: String, _ console: inout Console) -> ExitStatus
    {
        decide("lmi rollback", &console) { ledger, console throws(Diagnostic) in
            let because = try Self.reason(text)
            let served = try mended(&ledger, &console)
            let target = try target(generation, from: served ?? ledger.history.last?.generation, ledger)
            guard target != served else {
                throw Diagnostic(
                    .error, .configuration, at: .file("\(place.output)/latest.json"),
                    "readers see the generation \(target) already", mend: "choose another: \(try listed())")
            }
            // Read through before anything changes, so that a refusal leaves publication as free as it was.
            let manifest = ledger.manifests[target]
            _ = try store.checked(target, manifestHash: manifest)
            // Held first: a kill after the pointer has moved must not leave the next night free to move it back.
            if ledger.hold == nil {
                try ledger.append(
                    .init(at: place.now, what: .hold, because: "rolled back to \(target): \(because)"))
            }
            let pointer = try store.rollback(
                to: target, manifestHash: manifest, published: place.now, after: ledger.lastSerial)
            try ledger.append(.moved(.rollback, to: pointer, because: because))
            console.say("Readers see generation \(target) again, serial \(pointer.serial).")
            console.say("Publication is held until `lmi unhold`.")
        }
    }

    /// The generation that readers see; nil where `latest.json` is what has to be mended, which is told.
    private func mended(
        _ ledger: inout Ledger, _ console: inout Console
    ) throws(Diagnostic) -> String? {
        do throws(Diagnostic) {
            try reconcile(&ledger, &console)
            return try store.latest()?.generation
        } catch {
            guard error.fault == .storage, ledger.lastSerial > 0 else { throw error }
            console.tell("\(error.place): \(error.message); it is written anew")
            return nil
        }
    }

    private func target(
        _ wanted: String?, from served: String?, _ ledger: Ledger
    ) throws(Diagnostic) -> String {
        if let wanted { return wanted }
        guard let served, let target = ledger.predecessor(of: served) else {
            throw Diagnostic(
                .error, .configuration, at: .file("\(place.state)/\(Ledger.name)"),
                "the ledger knows of no generation before the one that readers see",
                mend: "name the one to go back to: \(try listed())")
        }
        return target
    }
}
