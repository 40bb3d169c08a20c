import Foundation
import LMITestSupport
import Testing

@testable import LMIPipeline

/// One bit of one file, wherever it stands.
struct FlippedBitTests {
    /// The lock holds nothing.
    private static let passing: Set = ["lock"]

    private func files(_ folder: URL) throws -> [URL] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted().compactMap { path in
            let file = folder.appending(path: path)
            let facts = try FileManager.default.attributesOfItem(atPath: file.path)
            guard facts[.type] as? FileAttributeType == .typeRegular, facts[.size] as? Int ?? 0 > 0,
                !path.hasPrefix("current"), !Self.passing.contains(file.lastPathComponent)
            else { return nil }
            return file
        }
    }

    @Test func `a flipped bit in any file that is kept is found, named, and has a mend`() throws {
        let night = try SmallNight()
        try night.publish(8200, day: 20)
        try night.publish(8300, day: 21)
        try night.publish(8400, day: 22)
        #expect(night.rollback().status == .success)
        #expect(night.verifyAll().status == .success)
        let files = try files(night.output) + files(night.state)
        #expect(files.count > 60)
        var dice = Dice(2026)
        for file in files {
            let whole = try Data(contentsOf: file)
            var bytes = whole
            let place = Int.random(in: bytes.indices, using: &dice)
            bytes[place] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &dice)
            try bytes.write(to: file)
            let ending = night.verifyAll()
            let path = file.path.replacing(night.hub.folder.path, with: "")
            #expect(ending.status == .storage, "\(path), byte \(place)")
            // Kept definitions are told by their folder, and bytes of a snapshot by their own path.
            let told = path.hasPrefix("/state/definitions/") ? String(path.prefix(19 + 64)) : path
            #expect(ending.errors.contains(told), "\(path), byte \(place): \(ending.errors)")
            #expect(ending.errors.contains("\n  mend: "), "\(path), byte \(place)")
            try whole.write(to: file)
        }
        #expect(night.verifyAll().status == .success)
    }
}
