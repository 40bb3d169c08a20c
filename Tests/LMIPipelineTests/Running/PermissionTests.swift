import Foundation
import LMITestSupport
import Testing

@testable import LMIPipeline

/// What comes of a source that is not open, before and after its publisher has permitted its publication.
struct PermissionTests {
    private let night: SmallNight
    private static let open =
        "licence: {name: Open Government Licence v3.0, url: \"https://example.org/licence\"}"
    private static let closed =
        "licence: {name: Copyright A University, url: \"https://example.org/licence\"}"
    private static let permission =
        "permission: {from: A University, date: 2026-09-01, note: letter to the hub}"
    private let leftOut =
        "claimants: left out of the bundle, because claimants is not open (Copyright A University); if its publisher permits it, add `permission: {from: …, date: …, note: …}` under `origin:` in claimants.yml"

    init() throws {
        night = try SmallNight()
        try night.hub.change("claimants.yml", Self.open, to: Self.closed)
    }

    private func permit() throws {
        try night.hub.change("claimants.yml", Self.closed, to: "\(Self.closed)\n  \(Self.permission)")
    }

    @Test func `a source that is not open is read, and its tables are left out of the bundle`() throws {
        let ending = try night.run()
        let id = try night.generation()
        #expect(ending.status == .success)
        #expect(ending.errors.isEmpty)
        #expect(
            ending.output == """
                jobs: 8 rows, 7 figures, 1 withheld
                claimants: 2 rows, 2 figures, 0 withheld
                \(leftOut)
                Published 2 tables as generation \(id), serial 1.
                Look at /Output/generations/\(id)/index.json, or the tables in its folder data/.

                """)
        #expect(try night.record()["leftOut"] as? [String] == [leftOut])
        for (path, bytes) in try night.bytes()
        where String(decoding: bytes, as: UTF8.self).contains("claimants") {
            Issue.record("\(path) tells of claimants")
        }
    }

    @Test func `a recorded permission brings the tables in, and is owed a word in their credit`() throws {
        try permit()
        let ending = try night.run()
        let id = try night.generation()
        #expect(ending.status == .success)
        #expect(
            ending.output == """
                jobs: 8 rows, 7 figures, 1 withheld
                claimants: 2 rows, 2 figures, 0 withheld
                Published 3 tables as generation \(id), serial 1.
                Look at /Output/generations/\(id)/index.json, or the tables in its folder data/.

                """)
        #expect(try night.record()["leftOut"] as? [String] == [])
        #expect(try night.published("data/claimants.csv").contains(",8220,"))
        let credit =
            "Contains public sector information Published by permission of A University, 2026-09-01."
        #expect(try night.published("json/claimants.json").contains(credit))
    }

    @Test func `a permission that is taken back takes the tables with it, asked for or not`() throws {
        try permit()
        try night.run(day: 21)
        try night.hub.change("claimants.yml", "\n  \(Self.permission)", to: "")
        try night.run()
        #expect(try night.bytes().keys.allSatisfy { !$0.contains("claimants") })
        let ending = try night.run("jobs", day: 23)
        #expect(!ending.output.contains("claimants"))
        #expect(try night.bytes().keys.allSatisfy { !$0.contains("claimants") })
    }

    @Test func `a source whose tables nobody sees still shows that it could not be read`() throws {
        try night.lose("claimants.csv")
        let ending = try night.run()
        #expect(ending.status == .degraded)
        #expect(
            ending.output == """
                jobs: 8 rows, 7 figures, 1 withheld
                claimants: not read
                \(leftOut)
                Published 2 tables as generation \(try night.generation()), serial 1.
                Look at /Output/generations/\(try night.generation())/index.json, or the tables in its folder data/.

                """)
        #expect(ending.errors.contains("claimants.csv"))
    }

    @Test func `where no table may be published readers keep what they see`() throws {
        try night.hub.change("claimants.yml", Self.closed, to: Self.open)
        try night.run(day: 21)
        let facts = try night.facts()
        for source in ["jobs.yml", "claimants.yml"] {
            try night.hub.change(source, Self.open, to: Self.closed)
        }
        let ending = try night.run()
        #expect(ending.status == .configuration)
        #expect(try night.facts() == facts)
        #expect(
            ending.errors == """
                hub.yml: error: no table of the pipeline may be published
                  mend: record a permission under `origin:` of a source, or add a table of an open one
                Not published: readers still see \(try night.generation()), serial 1.

                """)
    }

    @Test func `the list of tables says which are left out`() throws {
        var console = Console.collecting()
        #expect(Pipeline(night.workplace(22)).list(&console) == .success)
        let text = String(decoding: console.collected?.output ?? [], as: UTF8.self)
        #expect(
            text.contains(
                "  claimants: Claimants\n    from claimants\n    left out of the bundle: a source of it is not open\n"
            ))
    }

    @Test func `a slip of the pen does not close an open licence`() throws {
        #expect(
            try night.hub.refusal(
                "claimants.yml", "Copyright A University", to: "Open Goverment Licence v3.0") == """
                    claimants.yml:7:19: error: "Open Goverment Licence v3.0" is not the name of a licence
                      mend: did you mean "Open Government Licence v3.0"?
                    """)
    }

    @Test func `an open licence needs no permission`() throws {
        try permit()
        #expect(
            try night.hub.refusal(
                "claimants.yml", "Copyright A University", to: "Open Government Licence v3.0") == """
                    claimants.yml:8:15: error: the Open Government Licence v3.0 needs no permission
                      mend: take the line `permission:` away
                    """)
    }

    @Test func `a permission has a day of the calendar`() throws {
        try permit()
        #expect(
            try night.hub.refusal("claimants.yml", "2026-09-01", to: "2026-09-31") == """
                claimants.yml:8:42: error: "2026-09-31" is not a day of the calendar
                  mend: write it like 2026-11-21
                """)
    }

    @Test func `a permission says what it covers`() throws {
        try permit()
        #expect(
            try night.hub.refusal("claimants.yml", ", note: letter to the hub", to: "") == """
                claimants.yml:8:15: error: `note:` is missing under `permission:`
                  mend: add a line such as `note: the letter to the hub, kept in its files`
                """)
    }
}
