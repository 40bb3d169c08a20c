import Foundation
import LMIFiles
import LMIModel
import Testing

struct GrowingFileTests {
    private let path = FileManager.default.temporaryDirectory.appending(path: "lmi-\(UUID().uuidString)").path

    @Test func `a file written in pieces stands under its name only when it is whole`() throws {
        let folder = try Folder(making: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        var growing = try GrowingFile(in: folder)
        try growing.append([0x61, 0x62].span)
        #expect(try folder.list().map(\.name).allSatisfy { $0.hasPrefix(Folder.temporaryPrefix) })
        try growing.append([0x63].span)
        let digest = try growing.finish { _ throws(Diagnostic) in
            GrowingFilePlace(try Folder(opening: path), name: "abc")
        }
        #expect(digest == FileDigest(sha256: SHA256.hex(of: Array("abc".utf8)), bytes: 3))
        #expect(try folder.list().map(\.name) == ["abc"])
        #expect(try folder.read("abc", limit: 10) == Array("abc".utf8))
    }

    @Test func `a file given up leaves nothing`() throws {
        let folder = try Folder(making: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        do {
            var growing = try GrowingFile(in: folder)
            try growing.append([0x61].span)
        }
        #expect(try folder.list() == [])
    }
}
