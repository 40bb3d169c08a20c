import Foundation
import LMIModel
import Testing

@testable import LMILoad

struct GenerationStoreTests {
    let fixture: PublishingFixture
    var store: GenerationStore { fixture.store }

    init() throws { fixture = try PublishingFixture() }

    @Test func `a published bundle is whole, and the pointer, the link and the list lead to it`() throws {
        guard case .published(let id, let serial) = try fixture.publish() else {
            Issue.record("nothing was published")
            return
        }
        #expect(serial == 1)
        let manifest = try #require(try store.lastGood())
        #expect(
            try fixture.text("latest.json") == """
                {
                  "serial": 1,
                  "generation": "\(id)",
                  "path": "generations/\(id)",
                  "manifest_sha256": "\(manifest.manifestHash)",
                  "origin": "live",
                  "published": "2026-11-22T02:00:00Z",
                  "stale_after": "2027-11-11"
                }

                """)
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: fixture.file("current"))
                == "generations/\(id)")
        #expect(try store.verify(all: true) == [])
        let listed = try store.list().whole
        #expect(listed.map(\.id) == [id])
        #expect(listed.map(\.serial) == [1])
        #expect(listed.map(\.tables) == [["employment"]])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: fixture.output).sorted() == [
                "current", "generations", "latest.json",
            ])
    }

    @Test func `the same bundle published again writes nothing at all`() throws {
        let id = try fixture.published()
        let before = try fixture.facts()
        #expect(try fixture.publish(at: 23) == .unchanged(id: id))
        #expect(try fixture.facts() == before)
    }

    @Test func `two runs never publish into one folder at a time`() throws {
        let id = try fixture.published()
        let before = try fixture.facts()
        let other = unsafe open(fixture.output, O_RDONLY | O_DIRECTORY)
        #expect(flock(other, LOCK_EX | LOCK_NB) == 0)
        #expect(
            fixture.refusal { _ = try fixture.publish(fixture.shorter()) } == """
                Output: error: another run is publishing into this folder
                  mend: wait until it has ended, then run again; runs with different `--state` need folders of their own (`--output`)
                """)
        #expect(try fixture.facts() == before)
        close(other)
        #expect(try fixture.published(fixture.shorter()) != id)
    }

    @Test func `every publication raises the serial, and going back takes the standing generation`() throws {
        guard case .published(let first, 1) = try fixture.publish(),
            case .published(let second, 2) = try fixture.publish(fixture.shorter())
        else {
            Issue.record("two bundles were not published")
            return
        }
        #expect(first != second)
        #expect(try fixture.publish() == .published(id: first, serial: 3))
        #expect(try store.list().whole.map(\.id).sorted() == [first, second].sorted())
    }

    @Test func `a carried table keeps its bytes and says that it is stale, and why, night after night`()
        throws
    {
        try fixture.publish()
        let csv = try fixture.text("current/data/employment.csv")
        let reason = "the publisher's service did not answer"
        guard case .published(let id, 2) = try fixture.publish([.carried(id: "employment", reason: reason)])
        else {
            Issue.record("the carried table was not published")
            return
        }
        #expect(try fixture.text("current/data/employment.csv") == csv)
        let carried = try fixture.text("current/json/employment.json")
        #expect(carried.contains("\"generation\": \"\(id)\""))
        #expect(carried.contains("\"stale\": true,\n  \"stale_reason\": \"\(reason)\""))
        #expect(carried.contains("\"obs_value\":-3.20"))
        #expect(carried.contains("\"as_of\": \"2026-11-20T02:00:00Z\""))
        #expect(try #require(try store.lastGood()).manifest.stale == ["employment"])
        #expect(try fixture.publish([.carried(id: "employment", reason: reason)]) == .unchanged(id: id))
        guard
            case .published(_, 3) = try fixture.publish([.carried(id: "employment", reason: "another reason")]
            )
        else {
            Issue.record("the stale table was not carried again")
            return
        }
        #expect(try fixture.text("current/data/employment.csv") == csv)
        #expect(try store.verify(all: true) == [])
    }

    @Test func `a table is not carried from nothing`() {
        #expect(
            fixture.refusal { try fixture.publish([.carried(id: "employment", reason: "x")]) } == """
                data/employment.csv: error: the table "employment" cannot be carried: there is no earlier generation
                  mend: mend the source and run again
                """)
    }

    @Test func `a table that the last generation lacks is not carried`() throws {
        let id = try fixture.published()
        #expect(
            fixture.refusal { try fixture.publish([.carried(id: "pay", reason: "x")]) } == """
                data/pay.csv: error: the table "pay" cannot be carried: the earlier generation \(id) does not have it
                  mend: mend the source and run again
                """)
    }

    @Test func `nothing is carried from samples`() throws {
        let id = try fixture.published(nil, .sample)
        #expect(
            fixture.refusal { try fixture.publish([.carried(id: "employment", reason: "x")]) } == """
                data/employment.csv: error: the table "employment" cannot be carried: the earlier generation \(id) is a sample
                  mend: mend the source and run again; nothing is ever carried from sample figures
                """)
    }

    @Test func `a table whose published bytes were changed is not carried`() throws {
        let id = try fixture.published()
        try "area_code\n".write(
            toFile: fixture.file("current/data/employment.csv"), atomically: false, encoding: .utf8)
        #expect(
            fixture.refusal { try fixture.publish([.carried(id: "employment", reason: "x")]) } == """
                Output/generations/\(id)/data/employment.csv: error: the file is not as it was published: its SHA-256 differs from the manifest's
                  mend: put the file back from a copy; or lead readers elsewhere with `lmi rollback`, remove the generation's folder, then `lmi unhold` and `lmi run`; if there is no other generation, remove the folder, move `latest.json` away and run again
                """)
    }

    @Test func `a sample never takes the place of live figures, and live figures take a sample's`() throws {
        try fixture.publish(nil, .sample)
        guard case .published(let id, 2) = try fixture.publish() else {
            Issue.record("live figures were not published over a sample")
            return
        }
        let before = try fixture.facts()
        #expect(
            fixture.refusal { try fixture.publish(nil, .sample) } == """
                Output/latest.json: error: a sample bundle would replace the live generation \(id)
                  mend: publish samples into a folder of their own (`--output`)
                """)
        #expect(try fixture.facts() == before)
    }
}
