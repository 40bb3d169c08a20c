import Foundation
import LMIExtract
import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// Figures survive any layout that the language can describe, and no byte of a file is passed over.
struct AnyLayoutTests {
    /// What reading a file by a definition came to.
    private enum Outcome: Equatable {
        case facts([Fact])
        case refused(String)
    }

    private static let origin = Origin(
        kind: .sample, publisher: "Nobody", title: "Made", url: "https://example.org/",
        licence: .init(name: "None", url: "https://example.org/"), attribution: "None",
        retrieved: "2026-11-01T02:00:00Z")

    private func read(_ bytes: [UInt8], by definition: SourceDefinition, in folder: ScratchFolder) throws
        -> Outcome
    {
        let path = "\(folder.path)/made.csv"
        try Data(bytes).write(to: URL(filePath: path))
        let snapshot = Snapshot(
            source: "made", file: "made.csv", sha256: "", bytes: bytes.count, origin: Self.origin)
        do throws(Diagnostic) {
            return .facts(
                try definition.read(snapshot, path: path, lists: MadeTable.lists, parsing: .here).observations
                    .map {
                        Fact($0)
                    }.sorted())
        } catch {
            return .refused("\(error)")
        }
    }

    private func definition(of made: MadeTable) throws -> SourceDefinition {
        try SourceDefinition(made.definition, path: "made.yml", shared: MadeTable.lists)
    }

    @Test(arguments: 0..<120)
    func `a table written in any layout is read as the figures it was made of`(seed: Int) throws {
        let made = MadeTable(seed: seed)
        let folder = try ScratchFolder()
        let outcome = try read(made.file.bytes, by: definition(of: made), in: folder)
        #expect(
            outcome == .facts(made.facts),
            "\(made.definition)\(String(decoding: made.file.bytes, as: UTF8.self))")
    }

    @Test(arguments: 0..<120)
    func `a changed byte is refused or changes the figures, unless it stands where nobody looks`(seed: Int)
        throws
    {
        let made = MadeTable(seed: seed)
        let folder = try ScratchFolder()
        let definition = try definition(of: made)
        var dice = Dice(seed + 1000)
        for _ in 0..<5 {
            let place = Int.random(in: 0..<made.file.bytes.count, using: &dice)
            guard made.file.exceptions[place] == nil else { continue }
            var bytes = made.file.bytes
            bytes[place] ^=
                dice.once(in: 2)
                ? 1 << UInt8.random(in: 0...7, using: &dice) : UInt8.random(in: 1...255, using: &dice)
            let outcome = try read(bytes, by: definition, in: folder)
            #expect(
                outcome != .facts(made.facts),
                "byte \(place): \(made.definition)\(String(decoding: bytes, as: UTF8.self))")
        }
    }

    /// An exception that no change ever makes use of is none, and hides what it stands for.
    @Test(arguments: MadeFile.Exception.allCases)
    func `a byte that is excepted can be changed without notice`(exception: MadeFile.Exception) throws {
        let folder = try ScratchFolder()
        let isUnnoticed = try (0..<120).contains { seed in
            let made = MadeTable(seed: seed)
            guard let place = made.file.exceptions.firstIndex(of: exception) else { return false }
            var bytes = made.file.bytes
            bytes[place] = exception == .blankRowsBeside ? 0x0A : bytes[place] ^ 1
            return try bytes != made.file.bytes
                && read(bytes, by: definition(of: made), in: folder) == .facts(made.facts)
        }
        #expect(isUnnoticed)
    }
}
