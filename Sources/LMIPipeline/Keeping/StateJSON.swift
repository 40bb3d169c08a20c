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

    /// The file called `name`, or nil when there is none.
    ///
    /// - Throws: ``Diagnostic`` of fault `storage` when it is not as this program writes it.
    static func read<Value: Decodable>(
        _ type: Value.Type, _ name: String, in folder: borrowing Folder
    ) throws(Diagnostic) -> Value? {
        guard try folder.has(name) else { return nil }
        let bytes = try folder.read(name, limit: mostBytes)
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw Diagnostic(
                .error, .storage, at: .file("\(folder.path)/\(name)"),
                "the file is not as this version of lmi writes it",
                mend: "move it away: the next run writes it anew")
        }
    }
}
