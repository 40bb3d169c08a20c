import LMITestSupport
import Testing

@testable import LMIPipeline

/// Labels: each is said in one place and used by something.
struct LabelFaultTests {
    private let hub: SmallHub

    init() throws { hub = try SmallHub() }

    @Test func `a label is not said by a column and by the headings`() throws {
        #expect(
            try hub.refusal(
                "jobs.yml", "values: [VALUE]", to: "values: {of: [VALUE], heading says: industry}")
                    == """
                    jobs.yml:14:39: error: the label "industry" is said by `heading says:` and by `labels:` as well
                      mend: take one of the two away, or give it a name of its own
                    """)
    }

    @Test func `a label is not said by a line above the table and by a column`() throws {
        #expect(
            try hub.refusal("jobs.yml", "{header: YEAR}", to: "{header: YEAR, above: {take: {period: Date}}}")
                == """
                jobs.yml:13:20: error: the label "period" is said by `labels:` and by `take:` as well
                  mend: take one of the two away, or give it a name of its own
                """)
    }

    @Test func `a label that nothing uses is not lost`() throws {
        #expect(
            try hub.refusal("jobs.yml", "industry: INDUSTRY}", to: "industry: INDUSTRY, age: AGE}") == """
                jobs.yml:13:63: error: nothing uses the label "age" that `labels:` gives
                  mend: use it under `observations:`, such as under `broken down by:`, `keep:` or `drop:`; if it says nothing of the figures, move its column to `ignore:` or `expect:`
                """)
    }

    @Test func `the label that tells values from confidences says nothing else`() throws {
        try hub.change("jobs.yml", "numbers: plain", to: "numbers: plain\n  confidence: 95 % half width")
        #expect(
            try hub.refusal(
                "jobs.yml", "cells:",
                to: "rows: {pairs: {label: industry, value: Value, confidence: Confidence}}\ncells:") == """
                    jobs.yml:15:23: error: the label "industry" tells values from confidences, and is used under `observations:` or `section:` as well
                      mend: take it away there: rows are put together in pairs before anything else is read from them
                    """)
    }

    @Test func `a confidence is said to be what it is`() throws {
        #expect(
            try hub.refusal("jobs.yml", "[VALUE]", to: "{each: [value, confidence], of: [VALUE]}") == """
                jobs.yml:16:3: error: figures come with a confidence, and `cells:` does not say what it is
                  mend: add a line such as `confidence: coefficient of variation, percent` or `confidence: 95 % half width`
                """)
    }

    @Test func `a confidence that is explained is somewhere`() throws {
        #expect(
            try hub.refusal("jobs.yml", "numbers: plain", to: "numbers: plain\n  confidence: 95 % half width")
                == """
                jobs.yml:16:3: error: `cells:` says what a confidence is, and no row or column holds one
                  mend: name it with `pairs:` under `rows:` or `each:` under `values:`, or take the line away
                """)
    }

    @Test func `a level of parts is one of the code list's`() throws {
        try hub.pipelines.write(
            hub.pipelines.text(of: "jobs.yml") + "checks: [{of: industry, total: Total, parts: secton}]\n",
            to: "jobs.yml")
        #expect(
            hub.refusal() == """
                jobs.yml:26:46: error: SIC 2007 has no level "secton"
                  mend: its levels are: division, section, total
                """)
    }

    @Test func `a spelling stands for a code of the list`() throws {
        #expect(
            try hub.refusal("jobs.yml", "{of: SIC 2007}", to: "{of: SIC 2007, also: {Making things: 25}}")
                == """
                jobs.yml:24:52: error: "25" is not a code of SIC 2007
                  mend: the nearest is "23"; the codes stand in sic.csv
                """)
    }

    @Test func `a spelling stands for a code of the declared level`() throws {
        #expect(
            try hub.refusal(
                "jobs.yml", "{of: SIC 2007}", to: "{of: SIC 2007, level: division, also: {Making: C}}") == """
                    jobs.yml:24:62: error: "C" is not a division of SIC 2007
                      mend: the nearest is "01"; the codes stand in sic.csv
                    """)
    }

    @Test func `a spelling stands for an area of the list`() throws {
        #expect(
            try hub.refusal("jobs.yml", "{are: codes}", to: "{are: names, also: {Stoke: E06000012}}") == """
                jobs.yml:22:36: error: "E06000012" is not an area of areas.csv
                  mend: the nearest is "E06000021"; correct the code, or add it to that file
                """)
    }
}
