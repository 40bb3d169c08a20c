public import Foundation
public import Testing

/// The folder that holds `Package.swift`.
public let packageRoot = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The folder of publishers' real files: `REALDATA` of the environment, else `../shared/realdata`.
///
/// Nil where there is none, since they are no part of the project; said on standard error, and an issue
/// under `CI=true`, where every test must run.
public func realDataFolder(sourceLocation: SourceLocation = #_sourceLocation) -> URL? {
    let environment = ProcessInfo.processInfo.environment
    let folder =
        environment["REALDATA"].map {
            URL(filePath: $0, directoryHint: .isDirectory, relativeTo: packageRoot)
        }
        ?? packageRoot.appending(path: "../shared/realdata")
    if FileManager.default.fileExists(atPath: "\(folder.path)/.") {
        return folder.standardizedFileURL
    }
    if environment["CI"] == "true" {
        Issue.record("no real data: the folder \(folder.path) is not there", sourceLocation: sourceLocation)
    } else {
        FileHandle.standardError.write(Data("not run: the folder \(folder.path) is not there\n".utf8))
    }
    return nil
}

/// Calls `body` with an empty folder of its own, and removes the folder whatever happens.
public func withTemporaryFolder<Output>(_ body: (URL) throws -> Output) throws -> Output {
    let folder = FileManager.default.temporaryDirectory.appending(path: "lmi-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    let result = Result { try body(folder) }
    try FileManager.default.removeItem(at: folder)
    return try result.get()
}

extension URL {
    /// Writes `text` to the file `path` under this folder, with the folders on the way, and returns the file.
    @discardableResult
    public func write(_ text: String, to path: String) throws -> URL {
        try write(Array(text.utf8), to: path)
    }

    /// Writes `bytes` to the file `path` under this folder, with the folders on the way, and returns the file.
    @discardableResult
    public func write(_ bytes: [UInt8], to path: String) throws -> URL {
        let file = appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file
    }

    /// The text of the file `path` under this folder.
    public func text(of path: String) throws -> String {
        try String(contentsOf: appending(path: path), encoding: .utf8)
    }
}
