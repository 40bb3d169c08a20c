internal import LMIFiles
public import LMIModel

/// Going back to an earlier generation, keeping one aside, and taking away what nobody needs.
extension GenerationStore {
    /// Leads readers back to a generation that was published before: every byte of it is read first, and the serial rises.
    ///
    /// - Parameters:
    ///   - id: The generation.
    ///   - expected: The SHA-256 its manifest must have, where one is known.
    ///   - published: The time, as `2026-11-22T02:00:00Z`.
    ///   - serial: The highest serial that readers may have seen, where `latest.json` may not know it any more.
    /// - Throws: ``Diagnostic``; what readers see is then what they saw before, unless the message says
    ///   "new bundle live, durability unconfirmed".
    public func rollback(
        to id: String, manifestHash expected: String? = nil, published: String, after serial: Int = 0
    ) throws(Diagnostic) -> LatestPointer {
        try locked { top throws(Diagnostic) in
            let generation = try checked(id, manifestHash: expected)
            let before = try standing(serial)
            if let before, before.origin == .live, generation.manifest.origin == .sample {
                throw Diagnostic(
                    .error, .configuration, at: .file("\(output)/latest.json"),
                    "the sample generation \(id) would replace the live generation \(before.generation)",
                    mend: "choose a live one: `lmi list` shows them")
            }
            let pointer = LatestPointer(
                serial: max(before?.serial ?? 0, serial) + 1, generation: id,
                manifestHash: generation.manifestHash, origin: generation.manifest.origin,
                published: published, staleAfter: try generation.staleAfter())
            try point(top, to: pointer)
            return pointer
        }
    }

    /// What `latest.json` says. A damaged one is what going back mends, where the serial is known from elsewhere.
    private func standing(_ serial: Int) throws(Diagnostic) -> LatestPointer? {
        do throws(Diagnostic) {
            return try latest()
        } catch {
            guard serial > 0, error.fault == .storage else { throw error }
            return nil
        }
    }

    /// The generation `id` with every byte read and found to be as it was published.
    ///
    /// - Throws: ``Diagnostic`` that names the generations there are, where this one is missing or damaged.
    public func checked(_ id: String, manifestHash expected: String? = nil) throws(Diagnostic) -> Generation {
        let others = try names().filter { $0 != id }
        let list = others.isEmpty ? "there is no other" : "the others are \(others.joined(separator: ", "))"
        guard try names().contains(id) else {
            throw Diagnostic(
                .error, .storage, at: .file("\(output)/generations"),
                "there is no generation \(id.quoted)",
                mend: others.isEmpty
                    ? "run `lmi run`, which makes one" : "choose one of \(others.joined(separator: ", "))")
        }
        do throws(Diagnostic) {
            let generation = try Generation(id, in: output, manifestHash: expected)
            try Self.refuseDamage(generation)
            return generation
        } catch {
            var fault = error
            fault.message = "the generation \(id) is damaged: \(error.message)"
            fault.mend = "choose another generation (\(list)), or put the file back from a copy"
            throw fault
        }
    }

    /// The generation `id`, its manifest read; nil where there is none.
    ///
    /// - Parameter expected: The SHA-256 its manifest must have, where one is known.
    public func generation(_ id: String, manifestHash expected: String? = nil) throws(Diagnostic)
        -> Generation?
    {
        guard try names().contains(id) else { return nil }
        return try Generation(
            id, in: output, manifestHash: expected, isServed: latest()?.generation == id)
    }

    /// Writes `bundle` among the generations without leading readers to it; nothing is written where it stands there.
    ///
    /// - Returns: Whether it was written now.
    public func keepAside(_ bundle: RenderedBundle) throws(Diagnostic) -> Bool {
        try locked { top throws(Diagnostic) in
            let generations = try top.folderOrNew("generations")
            try generations.sweep()
            let isNew = try !generations.has(bundle.id)
            if isNew { try write(bundle.packed(), into: generations) }
            let generation = try Generation(
                bundle.id, in: output, isServed: latest()?.generation == bundle.id)
            try Self.refuseDamage(generation)
            // The gzipped copies may be those of another zlib; every other file is the same, byte for byte.
            let standing = generation.manifest.files.filter { !$0.path.hasSuffix(".gz") }
            let made = bundle.files.dropLast().map {
                Manifest.File(path: $0.path, bytes: $0.bytes.count, sha256: $0.sha256)
            }
            guard standing == made else {
                throw Diagnostic(
                    .error, .storage, at: .file("\(generation.path)/manifest.json"),
                    "the generation has the name of these bytes, and other bytes",
                    mend: "run `lmi verify --all`; then take the generation's folder away and run again")
            }
            return isNew
        }
    }

    /// Takes generations away; never the one that readers are led to.
    ///
    /// - Returns: Those that are gone, sorted.
    public func remove(_ ids: Set<String>) throws(Diagnostic) -> [String] {
        guard Files.exists(output) else { return [] }
        return try locked { top throws(Diagnostic) in
            guard try top.has("generations") else { return [] }
            let generations = try top.folder("generations")
            try top.sweep()
            try generations.sweep()
            let served = try latest()?.generation
            var gone: [String] = []
            for id in try names() where ids.contains(id) && id != served {
                try generations.discardFolder(id)
                gone.append(id)
            }
            try generations.sync()
            return gone
        }
    }

    /// Takes away what a publication or a removal left half-done; looks first, so that a folder where all is well is not locked.
    public func sweep() throws(Diagnostic) {
        guard Files.exists(output) else { return }
        let top = try Folder(opening: output)
        var names = try top.names()
        if try top.has("generations") { names += try top.folder("generations").names() }
        guard names.contains(where: { $0.hasPrefix(Folder.temporaryPrefix) }) else { return }
        _ = try remove([])
    }

    /// What stands in the served folder and is not of this program's making: kept, and worth a word.
    public func strays() throws(Diagnostic) -> [String] {
        guard Files.exists(output) else { return [] }
        let top = try Folder(opening: output)
        // The last keeps the folder in a tree of git's that keeps nothing in it.
        let own: Set = ["current", "generations", "latest.json", "status.json", ".gitignore"]
        var strays = try top.names().filter {
            !own.contains($0) && !$0.hasPrefix(Folder.temporaryPrefix)
        }
        guard try top.has("generations") else { return strays }
        strays += try top.folder("generations").list().filter {
            !($0.kind == .folder && LatestPointer.isGeneration($0.name))
                && !$0.name.hasPrefix(Folder.temporaryPrefix)
        }.map { "generations/\($0.name)" }
        return strays
    }

    /// The ids of all generations, sorted.
    public func names() throws(Diagnostic) -> [String] {
        guard Files.exists(output) else { return [] }
        let top = try Folder(opening: output)
        guard try top.has("generations") else { return [] }
        return try top.folder("generations").list()
            .filter { $0.kind == .folder && LatestPointer.isGeneration($0.name) }.map(\.name)
    }
}

extension Generation {
    /// The names of the snapshots that its figures rest on, those of carried tables too.
    public func snapshots() throws(Diagnostic) -> Set<String> {
        Set(try json("datapackage.json").texts(called: "lmi:sha256"))
    }

    /// When readers should begin to wonder why nothing newer has come.
    func staleAfter() throws(Diagnostic) -> Day? {
        let due = try json("index.json").texts(called: "next_due").compactMap { Day($0) }
        return RenderedBundle.staleAfter(due)
    }
}

extension JSONValue {
    /// The texts of all members called `name`, however deep.
    fileprivate func texts(called name: String) -> [String] {
        switch self {
        case .object(let members):
            members.flatMap { member in
                (member.name == name ? [member.value.string].compactMap(\.self) : [])
                    + member.value.texts(called: name)
            }
        case .array(let values): values.flatMap { $0.texts(called: name) }
        default: []
        }
    }
}
