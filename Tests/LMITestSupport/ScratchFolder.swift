internal import Foundation
internal import Testing

/// A folder for one test, gone when the test is.
public final class ScratchFolder {
    public let path: String

    public init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("lmi-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    public var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }

    /// The file's rights, such as 0o644.
    public func rights(_ name: String) throws -> Int {
        let facts = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
        return try #require((facts[.posixPermissions] as? NSNumber)?.intValue)
    }
}
