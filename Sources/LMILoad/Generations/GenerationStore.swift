internal import LMIFiles
public import LMIModel

/// The folder that is served: generations that never change and one pointer to the newest.
///
/// Readers see the old bundle or the new one, whole, whatever happens in between.
public struct GenerationStore: Sendable {
    /// What came of publishing.
    public enum Outcome: Hashable, Sendable {
        case published(id: String, serial: Int)
        /// The newest generation already says the same: nothing was written.
        case unchanged(id: String)
    }

    /// The folder as it was given, without a slash at the end.
    public let output: String

    static let pointerLimit = 1 << 16

    public init(output: String) {
        // With a slash at the end the system would follow a link that stands in the folder's place.
        let end = output.lastIndex { $0 != "/" }
        self.output = end.map { String(output[...$0]) } ?? output
    }

    /// What `latest.json` says, or nil before anything was published.
    public func latest() throws(Diagnostic) -> LatestPointer? {
        guard Files.exists(output) else { return nil }
        let folder = try Folder(opening: output)
        guard try folder.has("latest.json") else { return nil }
        return try LatestPointer(
            folder.read("latest.json", limit: Self.pointerLimit), file: "\(output)/latest.json")
    }

    /// The generation that tables may be carried from: the newest, its manifest checked. Its tables' own
    /// bytes are checked when they are read. Nil before anything was published.
    public func lastGood() throws(Diagnostic) -> Generation? {
        guard let latest = try latest() else { return nil }
        return try Generation(latest.generation, in: output, manifestHash: latest.manifestHash)
    }

    /// Makes `bundle` the newest generation.
    ///
    /// - Parameters:
    ///   - published: The time, as `2026-11-22T02:00:00Z`; only `latest.json` holds it.
    ///   - serial: The highest serial that readers may have seen, where `latest.json` may not know it any more.
    /// - Throws: ``Diagnostic``; what readers see is then what they saw before, unless the message says
    ///   "new bundle live, durability unconfirmed".
    public func publish(
        _ bundle: RenderedBundle, published: String, after serial: Int = 0
    ) throws(Diagnostic) -> Outcome {
        try locked { top throws(Diagnostic) in
            try publish(bundle, published: published, after: serial, into: top)
        }
    }

    /// Does `work` in the served folder while no other run does any.
    func locked<Value>(
        _ work: (borrowing Folder) throws(Diagnostic) -> Value
    ) throws(Diagnostic) -> Value {
        // Runs that keep their state apart know nothing of each other, and would clear away each other's work.
        let top = try Folder(making: output)
        guard let lock = try FileLock.take(folder: output) else {
            throw Diagnostic(
                .error, .storage, at: .file(output), "another run is publishing into this folder",
                mend:
                    "wait until it has ended, then run again; runs with different `--state` need folders of their own (`--output`)"
            )
        }
        let value = try work(top)
        _ = consume lock
        return value
    }

    private func publish(
        _ bundle: RenderedBundle, published: String, after serial: Int, into top: borrowing Folder
    ) throws(Diagnostic) -> Outcome {
        let before = try latest()
        if let before, before.origin == .live, bundle.origin == .sample {
            throw Diagnostic(
                .error, .configuration, at: .file("\(output)/latest.json"),
                "a sample bundle would replace the live generation \(before.generation)",
                mend: "publish samples into a folder of their own (`--output`)")
        }
        if let before, before.generation == bundle.id {
            let standing = try Generation(bundle.id, in: output, manifestHash: before.manifestHash)
            try Self.refuseDamage(standing)
            return .unchanged(id: bundle.id)
        }
        let generations = try top.folderOrNew("generations")
        try top.sweep()
        try generations.sweep()
        if try !generations.has(bundle.id) { try write(bundle.packed(), into: generations) }
        let generation = try Generation(bundle.id, in: output, isServed: false)
        try Self.refuseDamage(generation)
        let pointer = LatestPointer(
            serial: max(before?.serial ?? 0, serial) + 1, generation: bundle.id,
            manifestHash: generation.manifestHash,
            origin: bundle.origin, published: published, staleAfter: bundle.staleAfter)
        try point(top, to: pointer)
        return .published(id: bundle.id, serial: pointer.serial)
    }

    /// Writes the files under a name that no reader knows, and gives them the generation's name when the disk
    /// has them all.
    func write(_ bundle: RenderedBundle, into generations: borrowing Folder) throws(Diagnostic) {
        let temporary = Folder.temporaryName()
        let folder = try generations.makeFolder(temporary)
        do throws(Diagnostic) {
            let free = try folder.freeBytes()
            guard free > bundle.bytes else {
                throw Diagnostic(
                    .error, .storage, at: .file(output),
                    "the bundle needs \(bundle.bytes) bytes and the disk has \(free) free",
                    mend: "free some room on the disk that holds \(output), then run again")
            }
            for (name, files) in Dictionary(grouping: bundle.files, by: Self.folderName).sorted(by: {
                $0.key < $1.key
            }) {
                guard !name.isEmpty else { continue }
                // Most of the time goes into waiting for the disk, which takes several files at once.
                let inner = try folder.makeFolder(name)
                let path = inner.path
                _ = try concurrently(files.count) { place throws(Diagnostic) in
                    let file = files[place]
                    try Folder(opening: path).writeNew(
                        file.bytes, to: String(file.path.dropFirst(name.count + 1)))
                }
                try inner.sync()
            }
            for file in bundle.files where Self.folderName(file).isEmpty {
                try folder.writeNew(file.bytes, to: file.path)
            }
            try folder.sync()
            try generations.rename(temporary, to: bundle.id, in: generations)
        } catch {
            // What cannot be cleared away now is swept by the next publication; the first fault is the one to tell.
            do throws(Diagnostic) { try generations.removeFolder(temporary) } catch let second {
                throw Self.joined(error, second)
            }
            throw error
        }
        try generations.sync()
    }

    func point(_ top: borrowing Folder, to pointer: LatestPointer) throws(Diagnostic) {
        let temporary = Folder.temporaryName()
        let linkBefore = try top.linkTarget("current")
        // Written first, so that a full disk is found before anything that readers see has moved.
        try top.writeNew(pointer.file, to: temporary)
        do throws(Diagnostic) {
            try top.pointLink("current", to: "generations/\(pointer.generation)")
            try top.sync()
            try top.rename(temporary, to: "latest.json", in: top)
        } catch {
            do throws(Diagnostic) {
                if let linkBefore { try top.pointLink("current", to: linkBefore) }
                try top.remove(temporary)
            } catch let second { throw Self.joined(error, second) }
            throw error
        }
        do throws(Diagnostic) { try top.sync() } catch {
            var fault = error
            fault.message = "new bundle live, durability unconfirmed: \(error.message)"
            throw fault
        }
    }

    private static func folderName(_ file: BundleFile) -> String {
        file.path.firstIndex(of: "/").map { String(file.path[..<$0]) } ?? ""
    }

    static func refuseDamage(_ generation: Generation) throws(Diagnostic) {
        guard let first = generation.differences().first else { return }
        throw first
    }

    private static func joined(_ first: Diagnostic, _ second: Diagnostic) -> Diagnostic {
        var fault = first
        fault.message += "; and clearing up failed: \(second.place): \(second.message)"
        return fault
    }
}
