import LMITestSupport
import Testing

@testable import LMIPipeline

/// `rows:` and `split:`, and labels that they give.
struct RowFaultTests {
    private let hub: SmallHub

    init() throws { hub = try SmallHub() }

    private func refusal(_ rows: String, labels: String = "industry: INDUSTRY}") throws -> String {
        try hub.change("jobs.yml", "industry: INDUSTRY}", to: labels)
        return try hub.refusal("jobs.yml", "cells:", to: rows + "\ncells:")
    }

    @Test func `a label that only tells filled cells from empty ones is used`() throws {
        #expect(
            try refusal(
                """
                rows:
                  carry down: [area, {cell: {says: kind, filled: count, empty: percent}}]
                  section:
                    - {in: cell, written: "Section {section}", with: {section title: title}}
                    - {in: cell, says: group}
                split: {cell: ["{number} ({industry})", "{industry} (all)"]}
                """, labels: "cell: [INDUSTRY, 5], title: TITLE}")
                    == """
                    jobs.yml:16:15: error: nothing uses the label "kind" that `carry down:` gives
                      mend: use one under `observations:`, such as under `broken down by:`, `keep:` or `drop:`, or take the line away
                    """)
    }

    @Test func `of all that a template gives something is used`() throws {
        #expect(
            try refusal("split: {industry: \"{sex} in {trade}\"}") == """
                jobs.yml:15:19: error: nothing uses the labels "sex", "trade" that `split:` gives
                  mend: use one under `observations:`, such as under `broken down by:`, `keep:` or `drop:`, or take the line away
                """)
    }

    @Test func `a gap that nobody needs may stand in a template`() throws {
        #expect(
            try refusal("split: {cell: \"{number} {industry}\"}", labels: "cell: INDUSTRY}") == "not refused")
    }

    @Test func `a template gives no label that a column gives`() throws {
        #expect(
            try refusal("split: {cell: \"{area} {industry}\"}", labels: "cell: INDUSTRY}") == """
                jobs.yml:15:15: error: the label "area" is said by `split:` and by `labels:` as well
                  mend: take one of the two away, or give it a name of its own
                """)
    }

    @Test(arguments: [
        (
            "{sex", "has a brace that opens or closes no gap",
            "write each gap as a label in braces, such as `{sex}`"
        ),
        ("{} a", "has a gap without a name", "write each gap as a label in braces, such as `{sex}`"),
        ("{a} {a}", "has two gaps named \"a\"", "give each gap a name of its own"),
        (
            "{a}{b}", "has two gaps with nothing between them: nobody can tell where the first ends",
            "write between them what stands between them in the file, such as ` - `"
        ),
        (
            "a b", "has no gap, so it says nothing", "write each gap as a label in braces, such as `{sex}`"
        ),
        (
            "{a} {b} {c} {d} {e} {f} {g} {h} {i} {j} {k} {l} {m}", "has more than 12 gaps",
            "let one gap take several things, and cut it by a line of its own under `split:`"
        ),
    ])
    func `a template that cannot be is refused`(template: String, words: String, mend: String) throws {
        #expect(
            try refusal("split: {industry: \"\(template)\"}") == """
                jobs.yml:15:19: error: "\(template)" \(words)
                  mend: \(mend)
                """)
    }

    @Test func `what is left out is said of some label`() throws {
        #expect(
            try hub.refusal(
                "jobs.yml", "keep: {area: ours}", to: "drop: [{where: {}, because: not wanted}]")
                    == """
                    jobs.yml:25:18: error: `where:` names no label
                      mend: write `where: {size: Total}`
                    """)
    }
}
