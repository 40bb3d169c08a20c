import Foundation
import Testing

/// A folder for one test, gone when the test is.
final class ScratchFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("lmi-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }

    func rights(_ name: String) throws -> Int {
        let facts = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
        return try #require((facts[.posixPermissions] as? NSNumber)?.intValue)
    }
}
