import Testing

@testable import LMIPipeline

/// Values that are missing, of another kind, or outside a closed choice.
struct WrongValueTests {
    private let hub: SmallHub

    init() throws { hub = try SmallHub() }

    @Test func `a key that must be there is missed`() throws {
        #expect(
            try hub.refusal("hub.yml", "homepage: https://example.org/\n", to: "") == """
                hub.yml:1:1: error: `homepage:` is missing in this file
                  mend: add a line such as `homepage: https://…`
                """)
    }

    @Test func `a key that must be there is missed in a group`() throws {
        #expect(
            try hub.refusal("jobs.yml", "  numbers: plain\n", to: "") == """
                jobs.yml:16:3: error: `numbers:` is missing under `cells:`
                  mend: add a line such as `numbers: plain`
                """)
    }

    @Test func `a key with nothing after it is as good as missing`() throws {
        #expect(
            try hub.refusal("hub.yml", "title: A small hub", to: "title:") == """
                hub.yml:2:7: error: nothing stands after `title:`
                  mend: write a text there, such as `title: Labour market information for …`
                """)
    }

    @Test func `a group with nothing in it is refused`() throws {
        #expect(
            try hub.refusal("hub.yml", "  jobs: {definition: jobs.yml}\n", to: "") == """
                hub.yml:12:9: error: nothing stands where `sources:` needs keys of its own
                  mend: write them on lines of their own below `sources:`, indented, each as `key: value`
                """)
    }

    @Test func `a list where a text belongs is refused`() throws {
        #expect(
            try hub.refusal("hub.yml", "homepage: https://example.org/", to: "homepage: [a, b]") == """
                hub.yml:4:11: error: a list stands where `homepage:` needs a text
                  mend: write `homepage: …` on one line
                """)
    }

    @Test func `a text where a group belongs is refused`() throws {
        #expect(
            try hub.refusal("jobs.yml", "{as: year}", to: "year") == """
                jobs.yml:21:11: error: "year" stands where `period:` needs keys of its own
                  mend: write them on lines of their own below `period:`, indented, each as `key: value`
                """)
    }

    @Test func `a group where a list belongs is refused`() throws {
        #expect(
            try hub.refusal("jobs.yml", "{area: ours}", to: "{area: {is: ours}}") == """
                jobs.yml:25:16: error: a group of keys stands where `area:` needs a list
                  mend: write `area: [one, two]`
                """)
    }

    @Test func `an encoding is one of a few`() throws {
        #expect(
            try hub.refusal("jobs.yml", "utf-8", to: "utf8") == """
                jobs.yml:10:11: error: "utf8" is not something that `encoding:` can be
                  mend: did you mean "utf-8"? choose one of: utf-8, utf-8 with mark, windows-1252, utf-16 with mark, utf-16 little endian, utf-16 big endian
                """)
    }

    @Test func `a basis is one of a few`() throws {
        #expect(
            try hub.refusal("jobs.yml", "basis: workplace", to: "basis: work place") == """
                jobs.yml:20:10: error: "work place" is not something that `basis:` can be
                  mend: did you mean "workplace"? choose one of: workplace, residence, provider
                """)
    }

    @Test func `a way of writing numbers is one of a few`() throws {
        #expect(
            try hub.refusal("jobs.yml", "numbers: plain", to: "numbers: european") == """
                jobs.yml:16:12: error: "european" is not something that `numbers:` can be
                  mend: choose one of: plain, with thousands commas
                """)
    }

    @Test func `a kind of period is one of a few`() throws {
        #expect(
            try hub.refusal("jobs.yml", "{as: year}", to: "{as: yearly}") == """
                jobs.yml:21:16: error: "yearly" is not something that `as:` can be
                  mend: did you mean "year"? choose one of: year, financial year, academic year, quarter, month, rolling year, rolling quarter, span of years, span of financial years, snapshot day
                """)
    }

    @Test func `a view of the sectors is one of two`() throws {
        #expect(
            try hub.refusal("hub.yml", "view: overlapping", to: "view: overlaping") == """
                hub.yml:20:13: error: "overlaping" is not something that `view:` can be
                  mend: did you mean "overlapping"? choose one of: overlapping, partition
                """)
    }

    @Test func `the status of a sector is one of a few`() throws {
        #expect(
            try hub.refusal(
                "sectors.yml", "    name: Ceramics\n    status: provisional",
                to: "    name: Ceramics\n    status: draft") == """
                    sectors.yml:5:13: error: "draft" is not something that `status:` can be
                      mend: choose one of: published, derived, provisional
                    """)
    }

    @Test func `a marker stands for a known meaning`() throws {
        #expect(
            try hub.refusal("jobs.yml", "suppressed_disclosure", to: "suppressed_disclosur") == """
                jobs.yml:17:28: error: "suppressed_disclosur" is not a meaning that a marker can have
                  mend: did you mean "suppressed_disclosure"? choose one of: break in series, definition differs, estimated, forecast, imputed, low reliability, normal, provisional, suppressed_disclosure, suppressed_quality, low, not_available, not_collected, not_applicable, missing
                """)
    }

    @Test func `yes and no are the only answers`() throws {
        #expect(
            try hub.refusal("hub.yml", "{definition: jobs.yml}", to: "{definition: jobs.yml, required: true}")
                == """
                hub.yml:13:42: error: "true" is neither yes nor no
                  mend: write `required: yes` or `required: no`
                """)
    }

    @Test func `a whole number is written in digits`() throws {
        #expect(
            try hub.refusal(
                "hub.yml", "{definition: jobs.yml}", to: "{definition: jobs.yml, max age days: two weeks}")
                    == """
                    hub.yml:13:46: error: "two weeks" is not a whole number from 1 to 9999
                      mend: write such a number after `max age days:`
                    """)
    }

    @Test func `a number with a power of ten is no whole number`() throws {
        #expect(
            try hub.refusal("hub.yml", "decimals: 1", to: "decimals: 1e0") == """
                hub.yml:23:25: error: "1e0" is not a whole number from 0 to 6
                  mend: write such a number after `decimals:`
                """)
    }

    @Test func `a number with a nought before it is no whole number`() throws {
        #expect(
            try hub.refusal("hub.yml", "decimals: 1", to: "decimals: 01") == """
                hub.yml:23:25: error: "01" is not a whole number from 0 to 6
                  mend: write such a number after `decimals:`
                """)
    }

    @Test func `a stated period says why`() throws {
        #expect(
            try hub.refusal("jobs.yml", "{as: year}", to: "{as: year, is: 2019}") == """
                jobs.yml:21:26: error: the period is stated, but not why
                  mend: add `because: …`, one sentence on how it is known
                """)
    }

    @Test func `a stated period is of its kind`() throws {
        #expect(
            try hub.refusal(
                "jobs.yml", "{as: year}", to: "{as: year, is: 2019-04, because: the title says so}") == """
                    jobs.yml:21:26: error: "2019-04" is not a year
                      mend: correct `is:` or `as:`
                    """)
    }

    @Test func `whether figures add is yes or no`() throws {
        #expect(
            try hub.refusal("jobs.yml", "adds: yes", to: "adds: maybe") == """
                jobs.yml:19:64: error: "maybe" is neither yes nor no
                  mend: write `adds: yes` or `adds: no`
                """)
    }

    @Test func `a way of rounding is one that is known`() throws {
        #expect(
            try hub.refusal("jobs.yml", "rounding: none", to: "rounding: nearest ten") == """
                jobs.yml:19:52: error: "nearest ten" is not a way of rounding that lmi knows
                  mend: write none, exact, bres, nearest 5, or nearest 5 (assumed)
                """)
    }

    @Test func `a table's name does not lead out of its folder`() throws {
        #expect(
            try hub.refusal("hub.yml", "  jobs-by-sector:", to: "  ../jobs-by-sector:") == """
                hub.yml:15:3: error: "../jobs-by-sector" cannot be the name of a file on every machine
                  mend: use 1 to 64 letters without accents, digits, - and _
                """)
    }

    @Test func `a table's name has 64 letters at most`() throws {
        #expect(
            try hub.refusal("hub.yml", "  jobs-by-sector:", to: "  \(String(repeating: "j", count: 65)):")
                == """
                hub.yml:15:3: error: "jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj" cannot be the name of a file on every machine
                  mend: use 1 to 64 letters without accents, digits, - and _
                """)
    }

    @Test func `a pipeline's name is fit for a file`() throws {
        #expect(
            try hub.refusal("hub.yml", "pipeline: hub", to: "pipeline: Stoke & Staffs") == """
                hub.yml:1:11: error: "Stoke & Staffs" cannot be the name of a file on every machine
                  mend: use 1 to 64 letters without accents, digits, - and _
                """)
    }

    @Test func `two tables that differ in capitals alone are refused`() throws {
        #expect(
            try hub.refusal(
                "hub.yml", "tables:\n",
                to: "tables:\n  Jobs-by-Sector: {title: a, description: b, from: jobs}\n") == """
                    hub.yml:16:3: error: "jobs-by-sector" and "Jobs-by-Sector" would be one file where capitals are not told apart
                      mend: rename one of the two tables
                    """)
    }

    @Test func `an input file stands inside the folder of inputs`() throws {
        #expect(
            try hub.refusal("jobs.yml", "file: jobs.csv", to: "file: ../jobs.csv") == """
                jobs.yml:9:7: error: "../jobs.csv" leads out of the folder of inputs
                  mend: write the name inside that folder, such as nomis/bres.csv
                """)
    }
}
