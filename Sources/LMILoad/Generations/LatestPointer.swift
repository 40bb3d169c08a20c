internal import LMIFiles
public import LMIModel

/// `latest.json`: the one file that ever changes, naming the generation that readers are to read.
public struct LatestPointer: Hashable, Sendable {
    /// Rises by one with every publication.
    public let serial: Int
    public let generation: String
    /// SHA-256 of the generation's `manifest.json`.
    public let manifestHash: String
    public let origin: Origin.Kind
    /// When it was published, as `2026-11-22T02:00:00Z`.
    public let published: String
    /// When a reader should begin to wonder why nothing newer has come; nil where no source says when its next
    /// edition is due.
    public let staleAfter: Day?

    init(
        serial: Int, generation: String, manifestHash: String, origin: Origin.Kind, published: String,
        staleAfter: Day?
    ) {
        self.serial = serial
        self.generation = generation
        self.manifestHash = manifestHash
        self.origin = origin
        self.published = published
        self.staleAfter = staleAfter
    }

    /// - Parameter file: The file for messages.
    init(_ bytes: [UInt8], file: String) throws(Diagnostic) {
        let json = try JSONParser.parse(bytes, file: file)
        guard let serial = json["serial"]?.int, serial > 0, let generation = json["generation"]?.string,
            let manifestHash = json["manifest_sha256"]?.string, let published = json["published"]?.string,
            let origin = json["origin"]?.string.flatMap(Origin.Kind.init(rawValue:)),
            let staleAfter = json["stale_after"], Self.isGeneration(generation),
            staleAfter == .null || staleAfter.string.flatMap(Day.init) != nil,
            json["path"]?.string == "generations/\(generation)"
        else {
            throw Diagnostic(
                .error, .storage, at: .file(file), "the file is not a pointer as this program writes it",
                mend: "put \(file) back from a copy, or move the whole folder away and publish anew")
        }
        self.init(
            serial: serial, generation: generation, manifestHash: manifestHash, origin: origin,
            published: published, staleAfter: staleAfter.string.flatMap(Day.init))
    }

    /// Whether `name` is an id, and so no way out of the folder of generations.
    static func isGeneration(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        let digits = Array("0123456789abcdef".utf8)
        guard bytes.count == 23, Day(String(name.prefix(10))) != nil, bytes[10] == UInt8(ascii: "-") else {
            return false
        }
        return bytes[11...].allSatisfy(digits.contains)
    }

    /// SHA-256 of the file that says so.
    public var hash: String { SHA256.hex(of: file) }

    var file: [UInt8] {
        let value: JSONValue = [
            "serial": .int(serial), "generation": .string(generation),
            "path": .string("generations/\(generation)"), "manifest_sha256": .string(manifestHash),
            "origin": .string(origin.rawValue), "published": .string(published),
            "stale_after": .stringOrNull(staleAfter?.description),
        ]
        return value.file()
    }
}
