import Foundation
import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// Where a run's bytes come from, and what is said when they cannot be had.
struct IntakeTests {
    private let night: SmallNight

    init() throws { night = try SmallNight() }

    @Test func `a missing input file is a fault of the source`() throws {
        try night.lose("jobs.csv")
        let ending = try night.run()
        #expect(ending.status == .source)
        #expect(
            ending.errors == """
                jobs.csv: error: there is no such file in "/Inputs"
                  mend: put the file there, or correct `file:` in jobs.yml
                Not published: nothing has been published yet.

                """)
        #expect(
            ending.output == """
                jobs: not read
                claimants: 2 rows, 2 figures, 0 withheld

                """)
    }

    @Test func `without an origin nobody can say whether figures are real`() throws {
        try night.lose("jobs.csv.origin.yml")
        let ending = try night.run()
        #expect(ending.status == .configuration)
        #expect(
            ending.errors == """
                jobs.csv.origin.yml: error: the file has no origin file beside it, so nobody can say whether its figures are real
                  mend: write jobs.csv.origin.yml with `kind: sample` or `kind: live`, and `retrieved:`
                Not published: nothing has been published yet.

                """)
    }

    @Test func `an origin says whether figures are real`() throws {
        try night.inputs.write("retrieved: 2026-11-01T02:00:00Z\n", to: "jobs.csv.origin.yml")
        let ending = try night.run()
        #expect(ending.status == .configuration)
        #expect(
            ending.errors == """
                jobs.csv.origin.yml:1:1: error: `kind:` is missing in this file
                  mend: add a line such as `kind: live`
                Not published: nothing has been published yet.

                """)
    }

    @Test func `an origin says when the file was had, in UTC`() throws {
        try night.originate("jobs.csv", .live, retrieved: "2026-11-01 02:00")
        let ending = try night.run()
        #expect(ending.status == .configuration)
        #expect(
            ending.errors
                == """
                jobs.csv.origin.yml:2:12: error: "2026-11-01 02:00" is not a time in UTC
                  mend: write it like 2026-11-01T02:00:00Z
                Not published: nothing has been published yet.

                """.replacing("2026-11-01T02:00:00Z", with: "2026-11-21T02:00:00Z"))
    }

    @Test func `an origin that was written for other bytes says nothing about these`() throws {
        let old = String(repeating: "0123456789abcdef", count: 4)
        try night.inputs.write(
            "kind: live\nretrieved: 2026-11-01T02:00:00Z\nsha256: \(old)\n", to: "jobs.csv.origin.yml")
        let new = try run("sha256sum", "jobs.csv", in: night.inputs).output.prefix(12)
        let ending = try night.run()
        #expect(ending.status == .content)
        #expect(
            ending.errors == """
                jobs.csv: error: the file's SHA-256 is \(new)…, its origin says 0123456789ab…: the bytes have changed since the origin was written
                  mend: if the new bytes are right, bring `sha256:` and `retrieved:` of the origin up to date; else put the old file back
                Not published: nothing has been published yet.

                """)
        night.source = .snapshots
        #expect(
            try night.run().errors.hasPrefix(
                "jobs.csv: error: no snapshot of \"jobs\" has been kept yet\n"),
            "the bytes were kept as the newest, though the origin is not theirs")
    }

    @Test func `a list of origins has an entry for every file`() throws {
        let list = try night.hub.folder.write(
            "- {file: jobs.csv, kind: live, retrieved: 2026-11-01T02:00:00Z}\n", to: "origins.yml")
        night.origins = list.path
        let ending = try night.run()
        #expect(ending.status == .configuration)
        #expect(
            ending.errors == """
                /origins.yml: error: the list has no entry for "claimants.csv"
                  mend: add one with `file:`, `kind:` and `retrieved:`
                Not published: nothing has been published yet.

                """)
    }

    @Test func `a list of origins stands for the files beside the inputs`() throws {
        for file in ["jobs.csv", "claimants.csv"] { try night.lose("\(file).origin.yml") }
        let list = try night.hub.folder.write(
            """
            - {file: jobs.csv, kind: live, retrieved: 2026-11-01T02:00:00Z}
            - {file: claimants.csv, kind: sample, retrieved: 2026-11-01T02:00:00Z}

            """, to: "origins.yml")
        night.origins = list.path
        #expect(try night.run().status == .success)
        #expect(try night.json("latest.json")["origin"] as? String == "sample")
    }

    @Test func `without snapshots there is nothing to run from offline`() throws {
        night.source = .snapshots
        let ending = try night.run()
        #expect(ending.status == .source)
        #expect(
            ending.errors == """
                jobs.csv: error: no snapshot of "jobs" has been kept yet
                  mend: run once without --offline, or with --inputs
                claimants.csv: error: no snapshot of "claimants" has been kept yet
                  mend: run once without --offline, or with --inputs
                Not published: nothing has been published yet.

                """)
    }

    @Test(arguments: [Origin.Kind.sample, .live])
    func `a run from snapshots says what the run that kept them said`(_ kind: Origin.Kind) throws {
        let night = try SmallNight(kind)
        #expect(try night.run().status == .success)
        let generation = try night.generation()
        try FileManager.default.removeItem(at: night.inputs)
        night.source = .snapshots
        let again = try night.run(day: 23)
        #expect(again.status == .success)
        #expect(
            again.output.hasSuffix(
                "Nothing has changed since generation \(generation); nothing was written.\n"))
        try FileManager.default.removeItem(at: night.output)
        try night.run(day: 24)
        #expect(try night.generation() == generation)
        #expect(try night.json("latest.json")["origin"] as? String == kind.rawValue)
    }

    @Test func `a source without an address cannot be fetched`() throws {
        night.source = .live
        let ending = try night.run()
        #expect(ending.status == .configuration)
        #expect(
            ending.errors == """
                jobs.yml: error: the source has no address to be fetched from
                  mend: add `fetch: {url: https://…}` to jobs.yml, or run with --inputs
                claimants.yml: error: the source has no address to be fetched from
                  mend: add `fetch: {url: https://…}` to claimants.yml, or run with --inputs
                Not published: nothing has been published yet.

                """)
    }
}
