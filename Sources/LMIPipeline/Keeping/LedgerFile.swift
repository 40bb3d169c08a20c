internal import FoundationEssentials
internal import LMIFiles
internal import LMIModel

/// The bytes of a ledger.
struct LedgerFile: Sendable {
    private struct Header: Codable {
        var format: Int
        var entries: Int
        var sha256: String
    }

    /// A ledger of many decades.
    private static let mostBytes = 64 << 20
    private static let newLine = UInt8(ascii: "\n")

    let state: String
    private var path: String { "\(state)/\(Ledger.name)" }

    init(state: String) { self.state = state }

    func read() throws(Diagnostic) -> Ledger {
        guard Files.exists(state) else { return empty }
        let folder = try Folder(opening: state)
        guard try folder.has(Ledger.name) else {
            // No definition is kept before the ledger is there, so it is not the first run.
            guard try !folder.has(KeptDefinitions.name) else { throw lost }
            return empty
        }
        let bytes = try folder.read(Ledger.name, limit: Self.mostBytes)
        return Ledger(state: state, entries: try parse(bytes), hash: SHA256.hex(of: bytes), isWritten: true)
    }

    /// - Returns: The SHA-256 of the file.
    func write(_ entries: [Ledger.Entry]) throws(Diagnostic) -> String {
        var body: [UInt8] = []
        for entry in entries { body += try line(entry) }
        let header = Header(format: Ledger.format, entries: entries.count, sha256: SHA256.hex(of: body))
        let bytes = try SealedJSON.seal(line(header)) + body
        try Folder(making: state, mode: 0o700).write(bytes, to: Ledger.name, isPrivate: true)
        return SHA256.hex(of: bytes)
    }

    private var empty: Ledger {
        Ledger(state: state, entries: [], hash: SHA256.hex(of: []), isWritten: false)
    }

    private func line(_ value: some Encodable) throws(Diagnostic) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return try Array(encoder.encode(value)) + [Self.newLine]
        } catch {
            throw Diagnostic(
                .error, .internal, at: .file(path),
                "an entry of the ledger cannot be written as JSON: \(error)",
                mend: "this is a fault of lmi: report it")
        }
    }

    private func parse(_ bytes: [UInt8]) throws(Diagnostic) -> [Ledger.Entry] {
        guard !bytes.isEmpty else { throw damaged("is empty") }
        guard let end = bytes.firstIndex(of: Self.newLine) else { throw damaged("is cut off") }
        let first = Array(bytes[...end])
        let body = Array(bytes[(end + 1)...])
        let header = decoded(Header.self, first)
        if let header, header.format > Ledger.format {
            throw Diagnostic(
                .error, .storage, at: .file(path),
                "the ledger is of format \(header.format), and this version of lmi reads format \(Ledger.format)",
                mend:
                    "run the newer version of lmi that wrote it; if there was none, put \(path) back from a copy"
            )
        }
        guard let header, SealedJSON.check(of: first) != nil else {
            throw damaged("does not begin as this program writes it")
        }
        let lines = body.split(separator: Self.newLine, omittingEmptySubsequences: false).dropLast()
        guard SHA256.hex(of: body) == header.sha256, body.last ?? Self.newLine == Self.newLine,
            lines.count == header.entries
        else {
            throw damaged(
                lines.count < header.entries
                    ? "is cut off: it has \(lines.count) of \(header.entries) entries"
                    : "is not as it was written")
        }
        var entries: [Ledger.Entry] = []
        for line in lines {
            guard let entry = decoded(Ledger.Entry.self, Array(line)) else {
                throw damaged("has an entry that this program does not write: line \(entries.count + 2)")
            }
            entries.append(entry)
        }
        return entries
    }

    private func decoded<Value: Decodable>(_ type: Value.Type, _ line: [UInt8]) -> Value? {
        do { return try JSONDecoder().decode(type, from: Data(line)) } catch { return nil }
    }

    private func damaged(_ how: String) -> Diagnostic {
        Diagnostic(
            .error, .storage, at: .file(path),
            "the ledger \(how), so nobody can say whether publication is held or what is pinned", mend: mend)
    }

    private var lost: Diagnostic {
        Diagnostic(
            .error, .storage, at: .file(path),
            "the ledger is gone, so nobody can say whether publication is held or what is pinned", mend: mend)
    }

    private var mend: String {
        "put \(path) back from a copy; if there is none, `lmi hold --because TEXT --new-ledger` begins a new one with publication held"
    }
}
