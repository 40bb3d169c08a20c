import Foundation
import LMIModel
import LMITestSupport
import Testing

@testable import LMILoad

/// Going back, keeping aside and taking away, as the served folder sees it.
struct RollbackTests {
    private let fixture: PublishingFixture
    private var store: GenerationStore { fixture.store }
    private static let now = "2026-11-23T02:00:00Z"

    init() throws { fixture = try PublishingFixture() }

    @Test func `going back raises the serial and leads readers to every byte that was there`() throws {
        let first = try fixture.published()
        let pointer = try #require(try store.latest())
        let second = try fixture.published(fixture.shorter())
        let back = try store.rollback(to: first, published: Self.now)
        #expect(back.serial == 3)
        #expect(back.generation == first)
        #expect(back.staleAfter == pointer.staleAfter)
        #expect(back.manifestHash == pointer.manifestHash)
        #expect(try store.latest() == back)
        #expect(try store.verify(all: true) == [])
        #expect(try store.names() == [first, second].sorted())
    }

    @Test func `going back to what is not there names what is`() throws {
        let only = try fixture.published()
        #expect(
            fixture.refusal {
                _ = try store.rollback(to: "2026-11-20-0123456789ab", published: Self.now)
            } == """
                Output/generations: error: there is no generation "2026-11-20-0123456789ab"
                  mend: choose one of \(only)
                """)
        #expect(try store.latest()?.serial == 1)
    }

    @Test func `going back to a damaged generation is refused, and readers see what they saw`() throws {
        let first = try fixture.published()
        let second = try fixture.published(fixture.shorter())
        let file = fixture.file("generations/\(first)/index.json")
        try Data("{}".utf8).write(to: URL(filePath: file))
        let refusal = fixture.refusal { _ = try store.rollback(to: first, published: Self.now) }
        #expect(
            refusal.hasPrefix(
                "Output/generations/\(first)/index.json: error: the generation \(first) is damaged: the file is not as it was published: it has 2 bytes with the SHA-256 "
            ))
        #expect(
            refusal.hasSuffix(
                "\n  mend: choose another generation (the others are \(second)), or put the file back from a copy"
            ))
        #expect(try store.latest()?.generation == second)
    }

    @Test func `a manifest that was changed together with its files is no longer what was published`() throws
    {
        let first = try fixture.published()
        _ = try fixture.published(fixture.shorter())
        #expect(
            fixture.refusal {
                _ = try store.rollback(
                    to: first, manifestHash: String(repeating: "0", count: 64), published: Self.now)
            }.contains("/manifest.json: error: the generation \(first) is damaged: the file has the SHA-256 ")
        )
    }

    @Test func `a damaged pointer is written anew where the serial is known`() throws {
        let first = try fixture.published()
        try Data("{".utf8).write(to: URL(filePath: fixture.file("latest.json")))
        #expect(throws: Diagnostic.self) { try store.rollback(to: first, published: Self.now) }
        #expect(try store.rollback(to: first, published: Self.now, after: 7).serial == 8)
        #expect(try store.verify() == [])
    }

    @Test func `going back never leads readers of live figures to samples`() throws {
        let sample = try fixture.published(nil, .sample)
        let live = try fixture.published(fixture.shorter())
        #expect(
            fixture.refusal { _ = try store.rollback(to: sample, published: Self.now) } == """
                Output/latest.json: error: the sample generation \(sample) would replace the live generation \(live)
                  mend: choose a live one: `lmi list` shows them
                """)
    }

    @Test func `what is kept aside is whole, and no reader is led to it`() throws {
        let first = try fixture.published()
        let bundle = try RenderedBundle(TinyBundle.bundle(fixture.shorter()), lastGood: nil)
        #expect(try store.keepAside(bundle))
        #expect(try !store.keepAside(bundle))
        #expect(try store.latest()?.generation == first)
        #expect(try store.latest()?.serial == 1)
        #expect(try store.checked(bundle.id).manifest.files.count > 5)
        #expect(try store.verify(all: true) == [])
    }

    @Test func `generations are taken away, but never the one that readers see, nor a file of a person's`()
        throws
    {
        let first = try fixture.published()
        let second = try fixture.published(fixture.shorter())
        try "mine".write(toFile: fixture.file("generations/notes.txt"), atomically: false, encoding: .utf8)
        try "mine".write(toFile: fixture.file("robots.txt"), atomically: false, encoding: .utf8)
        #expect(try store.remove([first, second, "notes.txt", ".."]) == [first])
        #expect(try store.names() == [second])
        #expect(try store.strays() == ["robots.txt", "generations/notes.txt"])
        #expect(try store.verify(all: true) == [])
    }

    @Test func `what a killed removal left is cleared away by the next, and is never listed`() throws {
        let first = try fixture.published()
        let second = try fixture.published(fixture.shorter())
        try FileManager.default.moveItem(
            atPath: fixture.file("generations/\(first)"), toPath: fixture.file("generations/.lmi-tmp-1"))
        try FileManager.default.removeItem(atPath: fixture.file("generations/.lmi-tmp-1/index.json"))
        #expect(try store.names() == [second])
        #expect(try store.strays() == [])
        #expect(try store.remove([]) == [])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: fixture.file("generations")) == [second])
    }

    @Test func `a link in a generation's place is neither followed nor taken away`() throws {
        let elsewhere = try ScratchFolder()
        try "mine".write(toFile: "\(elsewhere.path)/mine", atomically: false, encoding: .utf8)
        let first = try fixture.published()
        let link = "2026-11-20-0123456789ab"
        try FileManager.default.createSymbolicLink(
            atPath: fixture.file("generations/\(link)"), withDestinationPath: elsewhere.path)
        #expect(try store.remove([link]) == [])
        #expect(try store.strays() == ["generations/\(link)"])
        #expect(
            fixture.refusal { _ = try store.rollback(to: link, published: Self.now) } == """
                Output/generations: error: there is no generation "\(link)"
                  mend: choose one of \(first)
                """)
        #expect(try elsewhere.names == ["mine"])
    }

    @Test func `a link in place of the generations is not followed`() throws {
        let elsewhere = try ScratchFolder()
        try fixture.publish()
        try FileManager.default.removeItem(atPath: fixture.file("generations"))
        try FileManager.default.createSymbolicLink(
            atPath: fixture.file("generations"), withDestinationPath: elsewhere.path)
        let refused = """
            Output/generations: error: cannot open the folder: not a directory
              mend: a folder is wanted where a file (or a symbolic link) stands: rename or remove that file
            """
        #expect(fixture.refusal { try fixture.publish(fixture.shorter()) } == refused)
        #expect(fixture.refusal { _ = try store.remove([]) } == refused)
        #expect(try elsewhere.names == [])
    }

    @Test func `a serial that readers may have seen is never given twice`() throws {
        let bundle = try RenderedBundle(TinyBundle.bundle(), lastGood: nil)
        #expect(
            try store.publish(bundle, published: Self.now, after: 41) == .published(id: bundle.id, serial: 42)
        )
    }
}
