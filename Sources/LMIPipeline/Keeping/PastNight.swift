internal import LMIFiles
internal import LMILoad
internal import LMIModel

/// A night that ended with something readers could see: what it was made of, as its record says.
struct PastNight: Sendable {
    let record: RunRecord
    /// SHA-256 over its definitions.
    let definitions: String
    /// The generation that readers saw when it ended.
    let generation: String
    /// Later records of its day that are damaged.
    private(set) var passedOver: [Diagnostic] = []

    private init?(_ record: RunRecord) {
        guard !record.isDryRun, let definitions = record.definitions, let generation = record.generation
        else {
            return nil
        }
        self.record = record
        self.definitions = definitions
        self.generation = generation
    }

    /// The last run of a day that published, or found that nothing had changed.
    ///
    /// - Parameter day: In UTC.
    /// - Throws: ``Diagnostic`` that names the nearest nights there are.
    static func of(_ day: Day, state: String, now: String) throws(Diagnostic) -> PastNight {
        let date = day.description
        guard date <= now.prefix(10) else {
            throw Diagnostic(
                .error, .configuration, at: .nowhere,
                "\(date) lies in the future: today is \(now.prefix(10)) in UTC",
                mend: "choose a night that has been")
        }
        let names = try RunRecord.names(state: state)
        var damages: [Diagnostic] = []
        for name in names.reversed() where name.hasPrefix(date) {
            guard var night = try whole(name, state, &damages) else { continue }
            night.passedOver = damages
            return night
        }
        if let damage = damages.first { throw damage }
        let before = try nearest(names.filter { $0 < date }.reversed(), state)
        let after = try nearest(names.filter { $0.prefix(10) > date }, state)
        let known = [before, after].compactMap(\.self)
        throw Diagnostic(
            .error, .configuration, at: .file("\(state)/runs"),
            "no run of \(date) published anything or found that nothing had changed",
            mend: known.isEmpty
                ? "no night can be made again yet: the first whole run is the first that can"
                : "the nearest \(known.count == 1 ? "night that can be made again is" : "nights that can be made again are") \(known.joined(separator: " and "))"
        )
    }

    /// The day of the first whole night among records.
    private static func nearest(_ names: [String], _ state: String) throws(Diagnostic) -> String? {
        // Of a damaged record nobody knows whether its night can be made again.
        var damages: [Diagnostic] = []
        for name in names {
            if let night = try whole(name, state, &damages) { return String(night.record.started.prefix(10)) }
        }
        return nil
    }

    /// The night of a record; nil where it left readers nothing to see, or the record is damaged.
    private static func whole(
        _ name: String, _ state: String, _ damages: inout [Diagnostic]
    ) throws(Diagnostic) -> PastNight? {
        do throws(Diagnostic) {
            return try RunRecord.read(name, state: state).flatMap { PastNight($0) }
        } catch {
            guard error.isDamage else { throw error }
            damages.append(error)
            return nil
        }
    }

    /// The bytes that its sources had, by source: none for a source that could not be had.
    var snapshots: [String: String] {
        Dictionary(
            record.sources.compactMap { source in source.sha256.map { (source.id, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The generation that stood before it, beside which its own was made.
    private func earlier(_ ledger: Ledger) -> String? {
        if let carriedFrom = record.carriedFrom { return carriedFrom }
        // A night that changed nothing stood beside what readers saw already.
        guard let serial = record.serial else { return generation }
        return ledger.history.last { $0.serial < serial }?.generation
    }

    /// The same, where it is still kept.
    ///
    /// - Throws: ``Diagnostic`` of fault `storage` where tables were carried from it and it is gone or damaged.
    func earlierGeneration(_ store: GenerationStore, _ ledger: Ledger) throws(Diagnostic) -> Generation? {
        guard let id = earlier(ledger) else { return nil }
        if let found = try store.generation(id, manifestHash: ledger.manifests[id]) { return found }
        guard record.carriedFrom != nil else { return nil }
        throw Diagnostic(
            .error, .storage, at: .file("\(store.output)/generations/\(id)"),
            "tables of that night were carried from the generation \(id), which is no longer kept",
            mend: "put the folder back from a copy, or choose a night that carried nothing")
    }

    /// - Returns: What is not as it was that night, and may give other bytes; a line each.
    func differences(
        from gathered: [String: Result<Intake.Gathered, Diagnostic>], hasEarlier: Bool, _ ledger: Ledger
    ) -> [String] {
        var lines: [String] = []
        if record.tool != ToolVersion.current {
            lines.append(
                "lmi was of version \(record.tool) then, and is of version \(ToolVersion.current) now")
        }
        for source in record.sources {
            guard case .success(let bytes)? = gathered[source.id] else { continue }
            let origin = bytes.snapshot.origin
            if source.retrieved != origin.retrieved || source.origin != origin.kind.rawValue {
                lines.append(
                    "what is known of the origin of \(source.id) was otherwise then: \(source.origin ?? "nothing"), first had \(source.retrieved ?? "never")"
                )
            }
        }
        if !hasEarlier, let id = earlier(ledger) {
            lines.append("the generation that stood before it, \(id), is no longer kept")
        }
        return lines
    }
}
