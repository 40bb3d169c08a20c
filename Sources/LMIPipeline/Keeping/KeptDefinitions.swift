internal import LMIFiles
internal import LMIModel

/// The files of every pipeline's definitions that something was published by, as they were:
///
/// ```
/// definitions/<definitions hash>/hub.yml, sources/bres.yml, …
/// ```
/// Written once, and checked against the hash when read, so that a night of the past is made again by its own definitions.
struct KeptDefinitions: Sendable {
    static let name = "definitions"
    /// Definitions name files in folders of folders at most.
    private static let deepest = 8

    /// The state folder.
    let state: String

    private var path: String { "\(state)/\(Self.name)" }

    init(state: String) { self.state = state }

    /// Keeps the files that `pipeline` was read from; nothing is written where they are kept already, unless they have
    /// come to harm. Only for who holds the run's lock.
    func keep(_ pipeline: PipelineDefinition) throws(Diagnostic) {
        let root = try Folder(making: state, mode: 0o700).folderOrNew(Self.name, mode: 0o700)
        try root.sweep()
        let hash = pipeline.definitionsHash
        if try root.has(hash) {
            if try found(hash, in: root) == hash { return }
            try root.discardFolder(hash)
        }
        let temporary = Folder.temporaryName()
        let folder = try root.makeFolder(temporary, mode: 0o700)
        for (name, bytes) in pipeline.files.sorted(by: { $0.key < $1.key }) {
            try write(bytes, to: name.split(separator: "/")[...], in: folder)
        }
        try folder.sync()
        try root.rename(temporary, to: hash, in: root)
        try root.sync()
    }

    /// The folder of the definitions with the hash `hash`, once every file has been read and found to be as it was.
    func open(_ hash: String) throws(Diagnostic) -> String {
        let place = "\(path)/\(hash)"
        guard try hashes().contains(hash) else {
            throw Diagnostic(
                .error, .storage, at: .file(place), "the definitions of that night are not kept",
                mend: "put the folder back from a copy; without it the night cannot be made again")
        }
        let found = try found(hash, in: Folder(opening: state).folder(Self.name))
        guard found == hash else { throw damaged(place) }
        return place
    }

    /// The hashes of all definitions that are kept, sorted.
    func hashes() throws(Diagnostic) -> [String] {
        guard Files.exists(path) else { return [] }
        return try Folder(opening: state).folder(Self.name).list()
            .filter { $0.kind == .folder && !$0.name.hasPrefix(Folder.temporaryPrefix) }.map(\.name)
    }

    /// Reads every file again: whatever is not as it was, with how to mend it.
    func verify() throws(Diagnostic) -> [Diagnostic] {
        var findings: [Diagnostic] = []
        for hash in try hashes() {
            do throws(Diagnostic) { _ = try open(hash) } catch { findings.append(error) }
        }
        return findings
    }

    /// Takes the definitions away that no kept run was made by. Only for who holds the run's lock.
    ///
    /// - Returns: How many.
    func prune(keeping: Set<String>) throws(Diagnostic) -> Int {
        let unneeded = try hashes().filter { !keeping.contains($0) }
        guard !unneeded.isEmpty else { return 0 }
        let root = try Folder(opening: state).folder(Self.name)
        for hash in unneeded { try root.discardFolder(hash) }
        try root.sync()
        return unneeded.count
    }

    private func write(
        _ bytes: [UInt8], to parts: ArraySlice<Substring>, in folder: borrowing Folder
    ) throws(Diagnostic) {
        guard let first = parts.first else { return }
        guard parts.count > 1 else { return try folder.writeNew(bytes, to: String(first)) }
        let inner = try folder.folderOrNew(String(first), mode: 0o700)
        try write(bytes, to: parts.dropFirst(), in: inner)
        try inner.sync()
    }

    /// The hash of what stands under the name `hash`.
    private func found(_ hash: String, in root: borrowing Folder) throws(Diagnostic) -> String {
        var hashes: [String: String] = [:]
        try collect(root.folder(hash), "", depth: 0, into: &hashes)
        return DefinitionReader.hash(of: hashes)
    }

    private func collect(
        _ folder: borrowing Folder, _ prefix: String, depth: Int, into hashes: inout [String: String]
    ) throws(Diagnostic) {
        for entry in try folder.list() {
            let name = prefix + entry.name
            switch entry.kind {
            case .file: hashes[name] = try folder.digest(entry.name).sha256
            case .folder where depth < Self.deepest:
                try collect(folder.folder(entry.name), name + "/", depth: depth + 1, into: &hashes)
            default: hashes[name] = "no file"
            }
        }
    }

    private func damaged(_ place: String) -> Diagnostic {
        Diagnostic(
            .error, .storage, at: .file(place),
            "the definitions kept here are not as they were: a file was changed, lost or added",
            mend:
                "put the folder back from a copy, or move it away: unless a run publishes by these very definitions again, the nights that were made by them can then not be made again"
        )
    }
}
