import LMIModel
import Testing

@testable import LMILoad

struct RenderedBundleTests {
    private func text(_ path: String, of bundle: Bundle) throws -> String {
        let rendered = try RenderedBundle(bundle, lastGood: nil)
        let file = try #require(rendered.files.first { $0.path == path })
        return try #require(String(validating: file.bytes, as: UTF8.self))
    }

    @Test func `a table of figures reads as it is published`() throws {
        #expect(try text("data/employment.csv", of: TinyBundle.bundle()) == "")
    }

    @Test func `the same table reads the same as JSON`() throws {
        #expect(try text("json/employment.json", of: TinyBundle.bundle()) == "")
    }

    @Test func `print everything`() throws {
        let rendered = try RenderedBundle(TinyBundle.bundle(), lastGood: nil)
        let store = GenerationStore(output: "/tmp/tiny-out")
        print(
            try store.publish(rendered, published: "2026-11-22T02:00:00Z", staleAfter: "2026-11-24T02:00:00Z")
        )
        print(
            try store.publish(rendered, published: "2026-11-22T02:00:00Z", staleAfter: "2026-11-24T02:00:00Z")
        )
        print(try store.verify(all: true), try store.list())
    }
}
