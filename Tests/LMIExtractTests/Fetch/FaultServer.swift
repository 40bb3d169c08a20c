import Foundation
import LMIExtract
import Testing

/// A server on this machine alone, which ends when it is let go.
final class FaultServer {
    /// The ports of https, and what is wrong there.
    enum Secured: Int { case good = 1, expired, alone, otherName, old, reset, closed }

    let port: Int
    private let ports: [Int]
    private let certificates: TemporaryFolder?
    private let process = Process()
    private let input = Pipe()

    /// - Parameter isSecured: Whether it listens over https too, with certificates made now.
    init(isSecured: Bool = false) throws {
        let script = URL(filePath: #filePath).appending(path: "../../Support/fault_server.py").standardized
        certificates = isSecured ? try TemporaryFolder() : nil
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [script.path] + (certificates.map { [$0.path] } ?? [])
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = input
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        ports = line.split { $0.isWhitespace }.compactMap { Int($0) }
        port = try #require(ports.first)
        try #require(ports.count == (isSecured ? 8 : 1), "\(line)")
    }

    /// What stands in for every publisher, as it is at that port.
    func standIn(_ secured: Secured = .good) throws -> StandIn {
        let folder = try #require(certificates)
        return try StandIn(port: ports[secured.rawValue], authority: "\(folder.path)/authority.pem")
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }
}

/// A folder that is gone when it is let go.
final class TemporaryFolder {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "lmi-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The paths of all files in it, sorted.
    func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path)
            .filter { name in
                let facts = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
                return facts[.type] as? FileAttributeType == .typeRegular
            }
            .sorted()
    }
}
