internal import LMIFiles
public import LMIModel

/// A published bundle: a folder that never changes, read back with every byte checked.
public struct Generation: Sendable {
    /// Such as `2026-11-22-0123456789ab`.
    public let id: String
    /// The folder as it was given, for messages.
    public let path: String
    public let manifest: Manifest
    /// SHA-256 of `manifest.json`.
    public let manifestHash: String

    private let output: String
    /// Whether readers are led to it, which decides how damage is mended.
    private let isServed: Bool
    private static let sizeLimit = 1 << 30

    /// Opens the generation `id` of the folder `output`.
    ///
    /// - Parameters:
    ///   - expected: The hash its manifest must have, where one is known.
    ///   - isServed: Whether readers are led to it.
    init(
        _ id: String, in output: String, manifestHash expected: String? = nil, isServed: Bool = true
    ) throws(Diagnostic) {
        let path = "\(output)/generations/\(id)"
        let file = "\(path)/manifest.json"
        let (bytes, hash) = try Self.manifestBytes(id, in: output, expected: expected, isServed: isServed)
        let manifest: Manifest
        do throws(Diagnostic) { manifest = try Manifest(bytes, file: file) } catch {
            var fault = error
            fault.mend = Self.mend(path, isServed: isServed)
            throw fault
        }
        guard manifest.generation == id else {
            throw Self.damaged(
                file, "is of the generation \(manifest.generation.quoted)",
                Self.mend(path, isServed: isServed))
        }
        self.isServed = isServed
        self.id = id
        self.output = output
        self.path = path
        self.manifest = manifest
        manifestHash = hash
    }

    /// The manifest as it stands, with its hash.
    ///
    /// - Throws: ``Diagnostic`` when it is missing or has another hash than the expected one.
    static func manifestBytes(
        _ id: String, in output: String, expected: String?, isServed: Bool = true
    ) throws(Diagnostic) -> (bytes: [UInt8], hash: String) {
        let path = "\(output)/generations/\(id)"
        let (file, mend) = ("\(path)/manifest.json", mend(path, isServed: isServed))
        let folder = try folder(output, id)
        guard try folder.has("manifest.json") else { throw damaged(file, "is missing", mend) }
        let bytes = try folder.read("manifest.json", limit: sizeLimit)
        let hash = SHA256.hex(of: bytes)
        guard expected == nil || expected == hash else {
            let witness = isServed ? "`latest.json`" : "the ledger"
            throw damaged(file, "has the SHA-256 \(hash), and \(witness) names \(expected ?? "")", mend)
        }
        return (bytes, hash)
    }

    /// The bytes of a file of the manifest, if they are still those that were published.
    func file(_ name: String) throws(Diagnostic) -> [UInt8] {
        guard let entry = manifest.files.first(where: { $0.path == name }) else {
            throw damaged(name, "is not in the manifest")
        }
        let bytes = try folder(of: name).read(Self.leaf(name), limit: Self.sizeLimit)
        guard SHA256.hex(of: bytes) == entry.sha256 else {
            throw damaged(name, "is not as it was published: its SHA-256 differs from the manifest's")
        }
        return bytes
    }

    func json(_ name: String) throws(Diagnostic) -> JSONValue {
        try JSONParser.parse(file(name), file: "\(path)/\(name)")
    }

    /// Every way in which the folder differs from its manifest: a file changed, missing, or too many.
    public func differences() -> [Diagnostic] {
        var found: [Diagnostic] = []
        for entry in manifest.files {
            do throws(Diagnostic) {
                guard try isThere(entry.path) else {
                    found.append(damaged(entry.path, "is in the manifest and not in the folder"))
                    continue
                }
                let digest = try folder(of: entry.path).digest(Self.leaf(entry.path))
                if digest != FileDigest(sha256: entry.sha256, bytes: entry.bytes) {
                    found.append(
                        damaged(
                            entry.path,
                            "is not as it was published: it has \(digest.bytes) bytes with the SHA-256 "
                                + "\(digest.sha256), and the manifest says \(entry.bytes) and \(entry.sha256)"
                        ))
                }
            } catch { found.append(error) }
        }
        do throws(Diagnostic) { found += try strays() } catch { found.append(error) }
        return found
    }

    private func strays() throws(Diagnostic) -> [Diagnostic] {
        let known = Set(manifest.files.map(\.path)).union(["manifest.json"])
        var present: [String] = []
        let top = try Self.folder(output, id)
        for entry in try top.list() {
            if entry.kind == .folder {
                present += try top.folder(entry.name).list().map { "\(entry.name)/\($0.name)" }
            } else {
                present.append(entry.name)
            }
        }
        return present.filter { !known.contains($0) }.map {
            Diagnostic(
                .error, .storage, at: .file("\(path)/\($0)"), "the file is not in the generation's manifest",
                mend: "remove it: a generation holds only what was published with it")
        }
    }

    /// Opened step by step, so that no link on the way is followed.
    private static func folder(_ output: String, _ id: String) throws(Diagnostic) -> Folder {
        try Folder(opening: output).folder("generations").folder(id)
    }

    private func isThere(_ name: String) throws(Diagnostic) -> Bool {
        let top = try Self.folder(output, id)
        guard let slash = name.firstIndex(of: "/") else { return try top.has(name) }
        let inner = String(name[..<slash])
        guard try top.has(inner) else { return false }
        return try top.folder(inner).has(Self.leaf(name))
    }

    private func folder(of name: String) throws(Diagnostic) -> Folder {
        let top = try Self.folder(output, id)
        guard let slash = name.firstIndex(of: "/") else { return top }
        return try top.folder(String(name[..<slash]))
    }

    private static func leaf(_ name: String) -> String { String(name.split(separator: "/").last ?? "") }

    private func damaged(_ name: String, _ what: String) -> Diagnostic {
        Self.damaged("\(path)/\(name)", what, Self.mend(path, isServed: isServed))
    }

    private static func damaged(_ file: String, _ what: String, _ mend: String) -> Diagnostic {
        Diagnostic(.error, .storage, at: .file(file), "the file \(what)", mend: mend)
    }

    /// What to do about damage: readers must not be left without what they are led to.
    private static func mend(_ path: String, isServed: Bool) -> String {
        isServed
            ? "put the file back from a copy; or lead readers elsewhere with `lmi rollback`, remove the generation's folder, then `lmi unhold` and `lmi run`; if there is no other generation, remove the folder, move `latest.json` away and run again"
            : "put the file back from a copy; or remove the folder \(path), which readers do not see: a run that comes to it writes it again, and so does `lmi run --as-of` of its night while its snapshots are kept"
    }
}
