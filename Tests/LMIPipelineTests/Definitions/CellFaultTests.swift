import LMIModel
import LMITransform
import Testing

@testable import LMIPipeline

/// What `cells:`, `period:` and `broken down by:` can say, and how a slip in them is told.
struct CellFaultTests {
    private let hub: SmallHub

    init() throws { hub = try SmallHub() }

    private func layout(_ old: String, to new: String) throws -> Layout {
        try hub.change("jobs.yml", old, to: new)
        return try #require(try hub.definition().source("jobs")?.definition.layout)
    }

    @Test func `numbers are described mark by mark`() throws {
        let layout = try layout(
            "numbers: plain",
            to: """
                numbers: {thousands commas: optional, sign: ["£", "\\uFFFD"], percent sign: yes, decimals: 3}
                """)
        #expect(
            layout.cells.numbers
                == NumberStyle(
                    thousandsCommas: .optional, signs: ["£", "\u{FFFD}"], percentSign: .yes, decimals: 3))
    }

    @Test func `a sign is no part of a number`() throws {
        #expect(
            try hub.refusal("jobs.yml", "numbers: plain", to: "numbers: {sign: \"-\"}") == """
                jobs.yml:16:19: error: "-" cannot stand before numbers: it could be taken for a part of one
                  mend: write a sign such as `sign: "£"`; commas, percent signs and minuses have keys of their own
                """)
    }

    @Test func `a mark in numbers is there, may be there or is not`() throws {
        #expect(
            try hub.refusal("jobs.yml", "numbers: plain", to: "numbers: {thousands commas: maybe}") == """
                jobs.yml:16:31: error: "maybe" is not something that `thousands commas:` can be
                  mend: choose one of: no, optional, yes
                """)
    }

    @Test func `a measure's cells replace what they name of the table's, and nothing else`() throws {
        let layout = try layout(
            "adds: yes}", to: "adds: yes, cells: {negative: yes, numbers: {decimals: 2}}}")
        let cells = try #require(layout.observations.measure.all.first?.cells)
        #expect(cells.isNegativeAllowed)
        #expect(cells.numbers == NumberStyle(decimals: 2))
        #expect(cells.insteadOfANumber == ["c": .withheld(.suppressedDisclosure, below: nil)])
        #expect(!layout.cells.isNegativeAllowed)
    }

    @Test func `the least figure of a measure says why`() throws {
        #expect(
            try hub.refusal("jobs.yml", "adds: yes}", to: "adds: yes, publish at least: {figure: 10}}") == """
                jobs.yml:19:87: error: `because:` is missing under `publish at least:`
                  mend: add a line such as `because: the publisher says that smaller ones are uncertain`
                """)
    }

    @Test func `the least figure of a measure is above zero`() throws {
        #expect(
            try hub.refusal(
                "jobs.yml", "adds: yes}", to: "adds: yes, publish at least: {figure: 0, because: x}}") == """
                    jobs.yml:19:96: error: "0" is not a number above zero
                      mend: write `figure: 10`
                    """)
    }

    @Test func `a measure that may be below zero has no least figure`() throws {
        #expect(
            try hub.refusal(
                "jobs.yml", "adds: yes}",
                to: "adds: yes, cells: {negative: yes}, publish at least: {figure: 10, because: x}}") == """
                    jobs.yml:19:111: error: figures of "employees" may be below zero, so that a small one need not be an uncertain one
                      mend: take `publish at least:` away, or `negative: yes`
                    """)
    }

    @Test func `texts of a few are a code list of their own`() throws {
        try hub.change(
            "hub.yml", "dimensions:\n",
            to: "dimensions:\n  cohort: {code column: cohort, name column: cohort_name, title: Pupils}\n")
        let layout = try layout(
            "industry: {of: SIC 2007}",
            to: "industry: {of: SIC 2007}\n    cohort: {texts: {cohort: All pupils, all: All pupils}}")
        let list = try #require(layout.observations.dimensions.last).list
        #expect(list.classification == Classification("cohort of jobs"))
        #expect(list.file == "jobs.yml")
        #expect(list.entries.map(\.code) == ["cohort", "all"])
        #expect(list.entries.map(\.label) == ["All pupils", "All pupils"])
        #expect(try hub.definition().lists.codeLists[list.classification]?.entries == list.entries)
    }

    @Test func `a text of a few is said once`() throws {
        let text = try hub.refusal(
            "jobs.yml", "industry: {of: SIC 2007}",
            to: "industry: {texts: {cohort: All pupils, cohort: Everyone}}")
        #expect(
            text == """
                jobs.yml:24:24: error: the key "cohort" stands here and again in line 24
                  mend: keep one of the two
                """)
    }

    @Test func `a text of a few stands for something`() throws {
        #expect(
            try hub.refusal(
                "jobs.yml", "industry: {of: SIC 2007}", to: "industry: {texts: {cohort: \"\"}}") == """
                    jobs.yml:24:32: error: a text of `texts:` and what it stands for must both be there
                      mend: write `cohort: All pupils`, the text of the file first
                    """)
    }

    @Test func `zeros are lost at one level`() throws {
        #expect(
            try hub.refusal(
                "jobs.yml", "{of: SIC 2007}", to: "{of: SIC 2007, leading zeros: lost}") == """
                    jobs.yml:24:45: error: without its leading zeros a code may be one of several levels of SIC 2007
                      mend: say with `level:` which level the codes of the file are of
                    """)
    }

    @Test func `zeros are lost at no level of which other codes are kept out`() throws {
        #expect(
            try hub.refusal(
                "jobs.yml", "{of: SIC 2007}",
                to: "{of: SIC 2007, keep level: division, leading zeros: lost}") == """
                    jobs.yml:24:67: error: without its leading zeros a code may be one of several levels of SIC 2007
                      mend: say with `level:` which level the codes of the file are of
                    """)
    }

    @Test func `zeros are lost by codes of digits`() throws {
        #expect(
            try hub.refusal(
                "jobs.yml", "{of: SIC 2007}", to: "{of: SIC 2007, level: section, leading zeros: lost}")
                    == """
                    jobs.yml:24:61: error: the codes of the level "section" of SIC 2007 are not all digits of one length, so that lost zeros cannot be put back
                      mend: take `leading zeros:` away, and write the spellings of the file under `also:`
                    """)
    }

    @Test func `zeros are lost by the length of the level's codes`() throws {
        let layout = try layout("{of: SIC 2007}", to: "{of: SIC 2007, level: division, leading zeros: lost}")
        #expect(layout.observations.dimensions.first?.digits == 2)
    }

    @Test func `one level is demanded or kept`() throws {
        #expect(
            try hub.refusal(
                "jobs.yml", "{of: SIC 2007}", to: "{of: SIC 2007, level: section, keep level: division}")
                    == """
                    jobs.yml:24:58: error: `level:` says that all codes are of one level, and `keep level:` that others are left out
                      mend: take one of the two lines away
                    """)
    }

    @Test(arguments: ["exact", "nearest 0.001"])
    func `a figure kept to a few decimals is not known more finely than that`(rounding: String) throws {
        #expect(
            try hub.refusal(
                "jobs.yml", "rounding: none, adds: yes}",
                to: "rounding: \(rounding), adds: yes, cells: {numbers: {decimals: 2}}}") == """
                    jobs.yml:19:52: error: figures kept to 2 decimals cannot be known as finely as `rounding:` says
                      mend: write `rounding: none`, or take `decimals:` under `numbers:` away
                    """)
    }

    @Test func `a figure kept to two decimals may be known to the nearest hundredth`() throws {
        let layout = try layout(
            "rounding: none, adds: yes}",
            to: "rounding: nearest 0.01, adds: yes, cells: {numbers: {decimals: 2}}}")
        let step = ExactDecimal(units: 1, scale: 2)
        #expect(layout.observations.measure.all.first?.rounding == .nearest(step: step, assumed: false))
    }

    @Test func `areas are kept of those that the file names, not of one that is stated`() throws {
        try hub.change("jobs.yml", "area: AREA, ", to: "")
        let text = try hub.refusal(
            "jobs.yml", "{are: codes}", to: "{is: E06000021, because: x}")
        #expect(
            text.hasSuffix(
                """
                error: `area:` states the area of all figures, and `keep:` would leave areas out
                  mend: take one of the two lines away
                """))
    }
}
