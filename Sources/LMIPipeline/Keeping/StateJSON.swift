internal import FoundationEssentials
internal import LMIFiles
internal import LMIModel

/// JSON files that the program writes for itself and for whoever watches it.
enum StateJSON {
    private static let mostBytes = 16 << 20

    static func bytes(_ value: some Encodable) throws(Diagnostic) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return try Array(encoder.encode(value)) + [0x0A]
        } catch {
            throw Diagnostic(
                .error, .internal, at: .nowhere, "a record cannot be written as JSON: \(error)",
                mend: "this is a fault of lmi: report it")
        }
    }

    /// The same with a check over the bytes, for files that are read back: see ``SealedJSON``.
    static func sealed(_ value: some Encodable) throws(Diagnostic) -> [UInt8] {
        SealedJSON.seal(try bytes(value))
    }

    /// The file called `name`, or nil when there is none.
    ///
    /// - Parameter mend: What to do where it is not as this program writes it.
    /// - Throws: ``Diagnostic`` of fault `storage` when it is not as this program writes it.
    static func read<Value: Decodable>(
        _ type: Value.Type, _ name: String, in folder: borrowing Folder,
        mend: String = "move it away: the next run writes it anew"
    ) throws(Diagnostic) -> Value? {
        guard try folder.has(name) else { return nil }
        let bytes = try folder.read(name, limit: mostBytes)
        do {
            if SealedJSON.check(of: bytes) != nil { return try JSONDecoder().decode(type, from: Data(bytes)) }
        } catch {
            throw Self.strange("\(folder.path)/\(name)", mend)
        }
        throw Self.strange("\(folder.path)/\(name)", mend)
    }

    private static func strange(_ path: String, _ mend: String) -> Diagnostic {
        Diagnostic(
            .error, .storage, at: .file(path), "the file is not as this version of lmi writes it", mend: mend)
    }
}
