import Foundation
import LMIModel
import LMITestSupport
import Testing

@testable import LMILoad

/// The gzipped copies beside published files, for servers that send such copies as they are.
struct PackedFileTests {
    private let fixture: PublishingFixture

    init() throws { fixture = try PublishingFixture() }

    /// The bytes of each packed file of the newest generation as Python's gzip unpacks them, by path.
    private func unpacked() throws -> [String: String] {
        let script = """
            import gzip, json, pathlib, sys
            root = pathlib.Path(sys.argv[1])
            print(json.dumps({str(path.relative_to(root)): gzip.decompress(path.read_bytes()).decode()
                              for path in root.rglob("*.gz")}))
            """
        let said = try run("python3", "-c", script, fixture.file("current") + "/")
        try #require(said.status == 0, "\(said.errors)")
        return try JSONDecoder().decode([String: String].self, from: Data(said.output.utf8))
    }

    @Test func `beside each file of 1,024 bytes or more stands its gzipped copy, which unpacks to it`() throws
    {
        try fixture.publish()
        let manifest = try #require(try fixture.store.lastGood()?.manifest)
        let plain = manifest.files.filter { !$0.path.hasSuffix(".gz") }
        let unpacked = try unpacked()
        #expect(Set(unpacked.keys) == Set(plain.filter { $0.bytes >= 1024 }.map { "\($0.path).gz" }))
        #expect(unpacked.keys.contains("data/employment.csv.gz"))
        #expect(!unpacked.keys.contains("attribution.txt.gz"))
        for (path, text) in unpacked {
            #expect(text == (try fixture.text("current/\(path.dropLast(3))")), "\(path)")
        }
    }

    @Test func `copies are listed in the manifest and checked with the others`() throws {
        let id = try fixture.published()
        let paths = try #require(try fixture.store.lastGood()?.manifest.files.map(\.path))
        #expect(paths.contains("json/employment.json.gz"))
        #expect(paths == paths.sorted())
        #expect(!paths.contains("manifest.json.gz"))
        try Data([1]).write(to: URL(filePath: fixture.file("current/json/employment.json.gz")))
        #expect(
            try fixture.store.verify().map(\.place)
                == [.file("\(fixture.output)/generations/\(id)/json/employment.json.gz")])
    }

    @Test func `copies are no part of the id, and the same text packs to the same bytes without a time`()
        throws
    {
        let bundle = try RenderedBundle(TinyBundle.bundle(), lastGood: nil)
        let packed = try bundle.packed()
        #expect(packed.id == bundle.id)
        #expect(packed.files == (try bundle.packed().files))
        #expect(packed.files.last?.path == "manifest.json")
        let copies = packed.files.filter { $0.path.hasSuffix(".gz") }
        #expect(copies.isEmpty == false)
        // Gzip's mark, deflate, no name, no time
        for copy in copies {
            #expect(copy.bytes.prefix(8) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0], "\(copy.path)")
        }
        let plain = packed.files.dropLast().filter { !$0.path.hasSuffix(".gz") }
        #expect(Array(plain) == Array(bundle.files.dropLast()))
    }

    @Test func `a carried table gets a copy of its own, made anew`() throws {
        try fixture.publish()
        let csv = try fixture.text("current/data/employment.csv")
        try fixture.publish([.carried(id: "employment", reason: "late")])
        #expect(try fixture.text("current/data/employment.csv") == csv)
        #expect(try unpacked()["data/employment.csv.gz"] == csv)
        #expect(try fixture.store.verify(all: true) == [])
    }

    @Test(arguments: [0, 1, 1023, 1024, 100_000])
    func `texts of any length come back`(count: Int) throws {
        let text = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
        let packed = try Gzip.packed(text, file: "a.csv")
        try withTemporaryFolder { folder in
            let file = try folder.write(packed, to: "a.gz")
            let said = try run("sh", "-c", "gzip -dc '\(file.path)' | sha256sum")
            let plain = try folder.write(text, to: "a")
            #expect(said.output == (try run("sh", "-c", "sha256sum <'\(plain.path)'")).output)
        }
    }
}
