import Foundation
import LMIFiles
import LMIModel
import LMITestSupport
import Testing

@testable import LMILoad

struct GenerationDamageTests {
    let fixture: PublishingFixture
    var store: GenerationStore { fixture.store }

    init() throws { fixture = try PublishingFixture() }

    @Test func `one flipped bit is found, and not built on`() throws {
        let id = try fixture.published()
        let path = fixture.file("generations/\(id)/index.json")
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let original = try #require(try store.lastGood()?.manifest.files.first { $0.path == "index.json" })
        bytes[20] ^= 1
        try bytes.write(to: URL(fileURLWithPath: path))
        let found = try store.verify().map { $0.description.replacing(fixture.output, with: "Output") }
        let hash = SHA256.hex(of: Array(bytes))
        let message = """
            Output/generations/\(id)/index.json: error: the file is not as it was published: it has \(bytes.count) bytes with the SHA-256 \(hash), and the manifest says \(original.bytes) and \(original.sha256)
              mend: put the file back from a copy; or lead readers elsewhere with `lmi rollback`, remove the generation's folder, then `lmi unhold` and `lmi run`; if there is no other generation, remove the folder, move `latest.json` away and run again
            """
        #expect(found == [message])
        #expect(fixture.refusal { try fixture.publish() } == message)
    }

    @Test func `a file too many and a file too few are found`() throws {
        let id = try fixture.published()
        try "x".write(toFile: fixture.file("current/data/notes.txt"), atomically: false, encoding: .utf8)
        try FileManager.default.removeItem(atPath: fixture.file("current/attribution.txt"))
        let found = try store.verify().map { $0.description.replacing(fixture.output, with: "Output") }
        #expect(
            found == [
                """
                Output/generations/\(id)/attribution.txt: error: the file is in the manifest and not in the folder
                  mend: put the file back from a copy; or lead readers elsewhere with `lmi rollback`, remove the generation's folder, then `lmi unhold` and `lmi run`; if there is no other generation, remove the folder, move `latest.json` away and run again
                """,
                """
                Output/generations/\(id)/data/notes.txt: error: the file is not in the generation's manifest
                  mend: remove it: a generation holds only what was published with it
                """,
            ])
    }

    @Test func `a link that leads elsewhere than the pointer is found`() throws {
        let id = try fixture.published()
        try FileManager.default.removeItem(atPath: fixture.file("current"))
        #expect(
            try store.verify().map { $0.description.replacing(fixture.output, with: "Output") } == [
                """
                Output/current: error: the link leads to "nothing", and `latest.json` to "generations/\(id)"
                  mend: make the link lead to generations/\(id)
                """
            ])
    }

    @Test func `what a crash left behind is swept, and what people put there is kept`() throws {
        try fixture.publish()
        let leftover = fixture.file("generations/.lmi-tmp-12ab/data")
        try FileManager.default.createDirectory(atPath: leftover, withIntermediateDirectories: true)
        try "half".write(toFile: "\(leftover)/employment.csv", atomically: false, encoding: .utf8)
        try "half".write(toFile: fixture.file(".lmi-tmp-34cd"), atomically: false, encoding: .utf8)
        try "mine".write(toFile: fixture.file("robots.txt"), atomically: false, encoding: .utf8)
        try fixture.publish(fixture.shorter())
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: fixture.output).sorted() == [
                "current", "generations", "latest.json", "robots.txt",
            ])
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.file("generations")).count == 2)
    }

    @Test func `a crash between generation and pointer is made good by the next publication`() throws {
        let id = try fixture.published()
        try FileManager.default.removeItem(atPath: fixture.file("latest.json"))
        #expect(try fixture.publish() == .published(id: id, serial: 1))
        #expect(try store.verify(all: true) == [])
    }

    @Test func `an Output that cannot be made is refused before anything is written`() throws {
        try "a file".write(toFile: fixture.output, atomically: false, encoding: .utf8)
        #expect(
            fixture.refusal { try fixture.publish() } == """
                Output: error: cannot open the folder: not a directory
                  mend: a folder is wanted where a file (or a symbolic link) stands: rename or remove that file
                """)
        #expect(try fixture.scratch.names == ["Output"])
    }

    @Test func `a pointer that is cut off is refused and not taken for a first run`() throws {
        try fixture.publish()
        try "{\"serial\": 1".write(toFile: fixture.file("latest.json"), atomically: false, encoding: .utf8)
        #expect(
            fixture.refusal { try fixture.publish(fixture.shorter()) } == """
                Output/latest.json:1:13: error: the file is not JSON: a comma or a closing brace is missing
                  mend: put Output/latest.json back from a copy; this program writes it and nobody edits it by hand
                """)
    }

    @Test func `a pointer that leads out of the folder is refused`() throws {
        let id = try fixture.published()
        let pointer = try fixture.text("latest.json").replacing(id, with: "../../../../../../../etc")
        try pointer.write(toFile: fixture.file("latest.json"), atomically: false, encoding: .utf8)
        #expect(
            fixture.refusal { _ = try store.latest() } == """
                Output/latest.json: error: the file is not a pointer as this program writes it
                  mend: put Output/latest.json back from a copy, or move the whole folder away and publish anew
                """)
    }

    @Test func `nothing to verify is said`() {
        #expect(
            fixture.refusal { _ = try store.verify() } == """
                Output/latest.json: error: nothing has been published here
                  mend: check the name of the folder (`--output`), or publish first
                """)
    }

    @Test func `a standing generation with other bytes is not gone back to`() throws {
        let first = try fixture.published()
        let second = try fixture.published(fixture.shorter())
        try FileManager.default.removeItem(atPath: fixture.file("generations/\(first)/index.json"))
        #expect(
            fixture.refusal { try fixture.publish() } == """
                Output/generations/\(first)/index.json: error: the file is in the manifest and not in the folder
                  mend: put the file back from a copy; or remove the folder Output/generations/\(first), which readers do not see: a run that comes to it writes it again, and so does `lmi run --as-of` of its night while its snapshots are kept
                """)
        #expect(try store.latest()?.generation == second)
        #expect(try store.verify() == [])
        #expect(try store.verify(all: true).count == 1)
    }

    @Test(arguments: ["", "/"])
    func `a link in place of Output is not followed`(_ slash: String) throws {
        let elsewhere = try ScratchFolder()
        try FileManager.default.createSymbolicLink(
            atPath: fixture.output, withDestinationPath: elsewhere.path)
        let store = GenerationStore(output: fixture.output + slash)
        #expect(
            fixture.refusal { _ = try store.latest() } == """
                Output: error: cannot open the folder: too many levels of symbolic links
                  mend: Output is a symbolic link, which is never followed here: name what it leads to instead
                """)
        #expect(try elsewhere.names == [])
    }
}
