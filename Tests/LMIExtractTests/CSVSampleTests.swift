import Foundation
import LMITestSupport
import Testing

@testable import LMIExtract

/// The sample files, read by both scanners in pieces of any size.
struct CSVSampleTests {
    private static let samples: [String] = {
        let folder = packageRoot.appending(path: "SampleInputs")
        let paths = FileManager.default.subpaths(atPath: folder.path) ?? []
        return paths.filter { $0.hasSuffix(".csv") }.sorted().map { folder.appending(path: $0).path }
    }()

    @Test func `there are samples`() { #expect(Self.samples.count >= 6) }

    /// Pieces larger than a file are all alike, so that every size up to 4,096 is met.
    @Test(arguments: samples)
    func `both scanners agree on the first rows of a sample whatever the size of the pieces`(path: String)
        throws
    {
        let head = try Self.rows(of: path, within: 800)
        let file = try TemporaryFile(head)
        let whole = Outcome(file.path, chunkSize: 1 << 19)
        for chunkSize in 1...head.count + 1 {
            #expect(Outcome(file.path, chunkSize: chunkSize) == whole, "\(chunkSize)")
            #expect(Outcome(slowly: file.path, chunkSize: chunkSize) == whole, "\(chunkSize)")
        }
    }

    /// `make fuzz` reads the whole of every sample in pieces of every size.
    @Test(arguments: samples)
    func `both scanners agree on many rows of a sample in pieces of a few sizes`(path: String) throws {
        let file = try TemporaryFile(Self.rows(of: path, within: 60_000))
        var dice = Dice(path.utf8.count)
        let whole = Outcome(file.path, chunkSize: 1 << 19)
        for _ in 0..<3 {
            let chunkSize = Int.random(in: 1...4096, using: &dice)
            #expect(Outcome(file.path, chunkSize: chunkSize, threads: 2) == whole, "\(chunkSize)")
            #expect(Outcome(slowly: file.path, chunkSize: chunkSize) == whole, "\(chunkSize)")
        }
    }

    /// The rows that stand in the first so many bytes; no sample has a line end within a cell.
    private static func rows(of path: String, within count: Int) throws -> [UInt8] {
        let head = try Data(contentsOf: URL(filePath: path)).prefix(count)
        return Array(head[...(head.lastIndex(of: 0x0A) ?? head.count - 1)])
    }
}
