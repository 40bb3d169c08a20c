internal import LMILoad
internal import LMIModel

extension Keeper {
    /// Keeps a generation whatever its age.
    public func pin(_ generation: String, because text: String, _ console: inout Console) -> ExitStatus {
        decide("lmi pin", &console) { ledger, console throws(Diagnostic) in
            let because = try Self.reason(text)
            try reconcile(&ledger, &console)
            if let reason = ledger.pinned[generation] {
                console.say("Generation \(generation) is pinned already: \(reason)")
                return
            }
            _ = try store.checked(generation, manifestHash: ledger.manifests[generation])
            try ledger.append(
                .init(at: place.now, what: .pin, generation: generation, because: because))
            console.say("Generation \(generation) is kept until `lmi unpin \(generation)`.")
        }
    }

    /// Lets a generation go the way of the others once it is old.
    public func unpin(_ generation: String, _ console: inout Console) -> ExitStatus {
        decide("lmi unpin", &console) { ledger, console throws(Diagnostic) in
            try reconcile(&ledger, &console)
            guard ledger.pins.contains(generation) else {
                let pins = ledger.pins.sorted()
                throw Diagnostic(
                    .error, .configuration, at: .nowhere, "\(generation.quoted) is not pinned",
                    mend: pins.isEmpty
                        ? "nothing is pinned" : "the pinned are \(pins.joined(separator: ", "))")
            }
            try ledger.append(.init(at: place.now, what: .unpin, generation: generation))
            console.say("Generation \(generation) is no longer pinned, and goes once it is old.")
        }
    }
}
