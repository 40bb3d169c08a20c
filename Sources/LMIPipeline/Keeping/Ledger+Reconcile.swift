internal import LMIFiles
internal import LMILoad
internal import LMIModel

extension Ledger {
    /// Makes good what a kill between `latest.json` and the ledger left, and refuses what no kill leaves. Only for who
    /// holds the run's lock; to be called before anything is published or definitions are kept.
    ///
    /// - Parameters:
    ///   - store: The served folder.
    ///   - now: As `2026-11-22T02:00:00Z`.
    /// - Returns: What was made good, to be told.
    /// - Throws: ``Diagnostic`` of fault `storage` where `latest.json` is behind the ledger, changed by hand, or lost.
    mutating func reconcile(with store: GenerationStore, now: String) throws(Diagnostic) -> [Diagnostic] {
        // From the first run on the file is there, so that one that is missing later is known to be lost.
        if !isWritten { try write() }
        let path = "\(store.output)/latest.json"
        let newest = history.max { $0.serial < $1.serial }
        guard let pointer = try store.latest() else {
            guard let newest else { return [] }
            return [try missing(path, newest, store)]
        }
        guard let newest else {
            try append(.moved(.published, to: pointer, because: "found in latest.json"))
            // The very first run of all may have been killed there too, and nothing was lost then.
            return pointer.serial == 1
                ? []
                : [
                    Diagnostic(
                        .warning, .storage, at: .file(path),
                        "the ledger begins here: what was published, held and pinned before serial \(pointer.serial) is not known",
                        mend: "pin what is to be kept for long: `lmi pin GENERATION --because TEXT`")
                ]
        }
        if let fault = disagreement(path, pointer, newest) { throw fault }
        guard pointer.serial > newest.serial else { return [] }
        let isReturn = hold != nil && history.contains { $0.generation == pointer.generation }
        try append(
            .moved(isReturn ? .rollback : .published, to: pointer, because: "found in latest.json at \(now)"))
        let isNext = pointer.serial == newest.serial + 1
        return [
            Diagnostic(
                isNext ? .note : .warning, .storage, at: .file(path),
                isNext
                    ? "whatever published serial \(pointer.serial) ended before it could write that into the ledger; it is written there now"
                    : "serials \(newest.serial + 1) to \(pointer.serial - 1) are not in the ledger, and what was held and pinned meanwhile is not known",
                mend: isNext
                    ? "" : "give each served folder (`--output`) a state folder of its own (`--state`)")
        ]
    }

    /// The folder may have been emptied; but where its generations still stand, the pointer alone was lost.
    private func missing(
        _ path: String, _ newest: Publication, _ store: GenerationStore
    ) throws(Diagnostic) -> Diagnostic {
        let known = Set(history.map(\.generation))
        guard try store.names().contains(where: known.contains) else {
            return Diagnostic(
                .warning, .storage, at: .file(path),
                "nothing is published here, although serial \(newest.serial) once was; the next serial is \(newest.serial + 1)",
                mend: "if the folder was not emptied on purpose, put it back from a copy")
        }
        throw Diagnostic(
            .error, .storage, at: .file(path),
            "the file is gone, and serial \(newest.serial) was published here",
            mend: Self.returning(to: newest))
    }

    /// What is wrong with `latest.json` by what the ledger knows; nil where it agrees, or is ahead as after a kill.
    func fault(of store: GenerationStore) throws(Diagnostic) -> Diagnostic? {
        guard let newest = history.max(by: { $0.serial < $1.serial }), let pointer = try store.latest() else {
            return nil
        }
        return disagreement("\(store.output)/latest.json", pointer, newest)
    }

    private func disagreement(
        _ path: String, _ pointer: LatestPointer, _ newest: Publication
    ) -> Diagnostic? {
        if pointer.serial < newest.serial { return behind(path, pointer, newest) }
        guard pointer.serial == newest.serial else { return nil }
        let entry = entries.last { $0.serial == pointer.serial }
        let isSame =
            entry?.generation == pointer.generation && entry?.pointer ?? pointer.hash == pointer.hash
        return isSame ? nil : changed(path, newest)
    }

    private func behind(_ path: String, _ pointer: LatestPointer, _ newest: Publication) -> Diagnostic {
        Diagnostic(
            .error, .storage, at: .file(path),
            "the file says serial \(pointer.serial), and serial \(newest.serial) was published before: it was put back by hand, or belongs to another state folder",
            mend:
                "give each served folder (`--output`) a state folder of its own (`--state`); or \(Self.returning(to: newest))"
        )
    }

    private func changed(_ path: String, _ newest: Publication) -> Diagnostic {
        Diagnostic(
            .error, .storage, at: .file(path),
            "the file is not as it was published with serial \(newest.serial)",
            mend: Self.returning(to: newest)
        )
    }

    private static func returning(to newest: Publication) -> String {
        "write it anew with `lmi rollback \(newest.generation) --because TEXT`, then let go with `lmi unhold`"
    }
}

extension Ledger.Entry {
    /// Readers were led to `pointer`.
    static func moved(_ what: Ledger.What, to pointer: LatestPointer, because: String? = nil) -> Self {
        Self(
            at: pointer.published, what: what, generation: pointer.generation, serial: pointer.serial,
            manifest: pointer.manifestHash, pointer: pointer.hash, because: because)
    }
}
