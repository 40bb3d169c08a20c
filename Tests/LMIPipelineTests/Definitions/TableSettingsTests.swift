import LMIExtract
import LMIModel
import LMITransform
import Testing

@testable import LMIPipeline

/// What `table:` of a source's definition comes to, and how it is refused.
struct TableSettingsTests {
    private let hub: SmallHub

    init() throws { hub = try SmallHub() }

    private static let plain = "table: {header: YEAR}"

    private func source(_ table: String) throws -> SourceDefinition {
        try hub.change("jobs.yml", Self.plain, to: table)
        let use = try hub.definition().sources.first { $0.definition.id == "jobs" }
        return try #require(use).definition
    }

    private func region(_ table: String) throws -> RegionLayout {
        let form = try source(table).form
        return try #require({ if case .csv(let region, _, _) = form { region } else { nil } }())
    }

    private func refusal(_ table: String) throws -> String {
        defer { try? hub.change("jobs.yml", table, to: Self.plain) }
        return try hub.refusal("jobs.yml", Self.plain, to: table)
    }

    @Test func `a table says how its headings are to be read`() throws {
        #expect(
            try region(
                "table: {header: row 8, heading rows: 2, expect headings: {2: Total, 3: M3}, spanning headings: filled, footnotes in headings: [round brackets, square brackets]}"
            )
                == RegionLayout(
                    header: .row(8), headerRows: 2,
                    headings: HeadingRules(
                        footnotes: [.round, .square], isFilled: true, expect: [2: "Total", 3: "M3"])))
    }

    @Test func `a table says where it begins and ends`() throws {
        #expect(
            try region(
                "table: {header: none, starts after: Important notes, spaces around cells: taken off, last row is cut off: {because: it is}}"
            )
                == RegionLayout(
                    header: .noneAfter(firstCell: "Important notes"), spacesTakenOff: true, lastRowIsCut: true
                ))
    }

    @Test func `one text may be found in a lower heading row`() throws {
        #expect(
            try region(
                "table: {header: {first cell: Area, in heading row: 2}, heading rows: 3, repeats: 2, ends: at the next heading, below: other tables}"
            )
                == RegionLayout(
                    header: .firstCell("Area"), headerRows: 3, foundRow: 2, repeats: 2, ends: .nextHeading,
                    below: .otherTables))
    }

    @Test func `labels above a table and of its panels are labels of its rows`() throws {
        try hub.change(
            "jobs.yml", "keep: {area: ours}", to: "keep: {area: ours, panel: Levels, years: all, kind: Jobs}")
        let source = try source(
            "table: {header: {first cell: [Levels, Shares], says: panel}, above: {take: {kind: Kind}, lines: [\"Jobs, {years}\", Back]}}"
        )
        let region = try #require(
            {
                if case .csv(let region, _, _) = source.form { region } else { nil }
            }())
        #expect(region.header == .panels(["Levels", "Shares"], says: "panel"))
        #expect(region.aboveLines.map(\.description) == ["Jobs, {years}", "Back"])
        #expect(region.aboveTake == ["Kind"])
        #expect(source.layout?.rows.above == ["panel": "panel", "years": "years", "kind": "Kind"])
    }

    @Test func `a panel that nothing is said of is named where it is given`() throws {
        #expect(
            try refusal("table: {header: {first cell: [Levels, Shares], says: panel}}") == """
                jobs.yml:11:54: error: nothing uses the label "panel" that `says:` gives
                  mend: use one under `observations:`, such as under `broken down by:`, `keep:` or `drop:`, or take the line away
                """)
    }

    @Test func `a line above a table is checked whether its labels are used or not`() throws {
        #expect(
            try region("table: {header: YEAR, above: {lines: [\"Jobs, {years}\"]}}").aboveLines.map(\.gaps)
                == [["years"]])
    }

    @Test func `one label is not given by a line above and by a column`() throws {
        #expect(
            try refusal("table: {header: YEAR, above: {lines: [\"Jobs, {area}\"]}}") == """
                jobs.yml:13:32: error: the label "area" is said by `labels:` and by `lines:` as well
                  mend: take one of the two away, or give it a name of its own
                """)
    }

    @Test func `tables beside one another have widths and texts`() throws {
        try hub.change("jobs.yml", "keep: {area: ours}", to: "keep: {area: ours, sex: All}")
        #expect(
            try source(
                "table: {header: YEAR, side by side: {widths: [4, 3], label: sex, says: [All, Men]}}"
            ).layout?.rows.sideBySide == SideBySide(widths: [4, 3], label: "sex", says: ["All", "Men"]))
    }

    @Test func `tables beside one another are counted alike`() throws {
        func beside(_ keys: String) throws -> String {
            try refusal("table: {header: YEAR, side by side: {\(keys)}}")
        }
        #expect(
            try beside("widths: [4], label: sex, says: [All]") == """
                jobs.yml:11:46: error: one table has none beside it
                  mend: write the number of columns of each, from left to right
                """)
        #expect(
            try beside("widths: [4, 3], label: sex, says: [All]") == """
                jobs.yml:11:72: error: `says:` has 1 texts for the 2 tables of `widths:`
                  mend: write one text for each table, from left to right
                """)
        #expect(
            try beside("widths: [4, 3], label: sex, says: [All, All]") == """
                jobs.yml:11:72: error: two tables would both be "All"
                  mend: give each a text of its own
                """)
    }

    @Test(arguments: [
        (
            "header: YEAR, starts after: Notes",
            """
            jobs.yml:11:37: error: `starts after:` is for tables without headings
              mend: write `header: none`, or take `starts after:` away
            """
        ),
        (
            "header: none, starts after: Notes, starts at row: 3",
            """
            jobs.yml:11:59: error: `starts after:` says already where the data begin
              mend: take one of the two away
            """
        ),
        (
            "header: none, starts at row: 3, heading rows: 2",
            """
            jobs.yml:11:55: error: the table has no headings, as `header: none` says
              mend: take `heading rows:` away, or write where the headings stand after `header:`
            """
        ),
        (
            "header: none, starts at row: 3, expect headings: {1: a}",
            """
            jobs.yml:11:58: error: the table has no headings, as `header: none` says
              mend: take `expect headings:` away, or write where the headings stand after `header:`
            """
        ),
        (
            "header: YEAR, expect headings: {Total: 2}",
            """
            jobs.yml:11:41: error: "Total" is not the place of a column
              mend: write the column's number, counted from 1, such as `2: Total`
            """
        ),
        (
            "header: YEAR, footnotes in headings: [brackets]",
            """
            jobs.yml:11:47: error: "brackets" is not something that `footnotes in headings:` can be
              mend: choose one of: round brackets, square brackets
            """
        ),
        (
            "header: YEAR, spanning headings: filled",
            """
            jobs.yml:11:42: error: `spanning headings:` fills all heading rows but the last, and there is no other
              mend: write how many heading rows there are with `heading rows:`, or take the line away
            """
        ),
        (
            "header: {first cell: YEAR, in heading row: 2}",
            """
            jobs.yml:11:52: error: there is no heading row 2 of 1
              mend: write how many heading rows there are with `heading rows:` under `table:`
            """
        ),
        (
            "header: {first cell: [A, B]}",
            """
            jobs.yml:11:17: error: nothing says which label the texts of `first cell:` are
              mend: add a label's name, such as `says: panel`, under `header:`
            """
        ),
        (
            "header: {first cell: [A, A], says: panel}",
            """
            jobs.yml:11:30: error: `first cell:` has "A" twice
              mend: write each text once
            """
        ),
        (
            "header: {first cell: [A, B], says: panel}, repeats: 2",
            """
            jobs.yml:11:61: error: `repeats:` is for headings that are found by one text
              mend: write the first cell of the headings after `header:`, or take `repeats:` away
            """
        ),
        (
            "header: YEAR, ends: at the next heading",
            """
            jobs.yml:11:29: error: one table has no next heading
              mend: write how many there are with `repeats:`, or take the line away
            """
        ),
        (
            "header: YEAR, ends: at a blank row, last row is cut off: {because: it is}",
            """
            jobs.yml:11:66: error: the last row of the file is no row of a table that ends before it
              mend: take `ends:` away, or `last row is cut off:`
            """
        ),
        (
            "header: YEAR, last row is cut off: yes",
            """
            jobs.yml:11:44: error: "yes" stands where `last row is cut off:` needs keys of its own
              mend: write them on lines of their own below `last row is cut off:`, indented, each as `key: value`
            """
        ),
        (
            "header: YEAR, spaces around cells: kept",
            """
            jobs.yml:11:44: error: "kept" is not something that `spaces around cells:` can be
              mend: choose one of: taken off
            """
        ),
        (
            "header: YEAR, above: {lines: [\"{a}\", \"x {a}\"]}",
            """
            jobs.yml:11:46: error: two lines say the label "a"
              mend: give the gap in one of them another name
            """
        ),
        (
            "header: YEAR, above: {lines: [\"{a\"]}",
            """
            jobs.yml:11:39: error: "{a" has a brace that opens or closes no gap
              mend: write each gap as a label in braces, such as `{sex}`
            """
        ),
        (
            "header: YEAR, above: {lines: [\"\"]}",
            """
            jobs.yml:11:39: error: an empty text is no line
              mend: write the whole first cell of a line above the table
            """
        ),
        (
            "header: YEAR, above: {take: {a: Date}, lines: [\"x {Date}\"]}",
            """
            jobs.yml:11:8: error: two things above the table are called "Date"
              mend: give the gap under `lines:`, or the label of `header:`, another name
            """
        ),
        (
            "html: {only: yes}, above: {take: {a: Date}}",
            """
            jobs.yml:11:28: error: `above:` is for CSV files, and `html:` says that the table stands in a page
              mend: take the line away: the page's own tags say where its table begins and ends
            """
        ),
    ])
    func `what cannot stand together under table is refused`(keys: String, says: String) throws {
        #expect(try refusal("table: {\(keys)}") == says)
    }

    @Test func `a page's table has rules for headings and spaces`() throws {
        let source = try source(
            "table: {html: {only: yes}, footnotes in headings: [square brackets], expect headings: {1: YEAR}, spaces around cells: taken off}"
        )
        let layout = try #require(
            {
                if case .html(.only, let layout, _) = source.form { layout } else { nil }
            }())
        #expect(
            layout
                == HTMLLayout(
                    headings: HeadingRules(footnotes: [.square], expect: [1: "YEAR"]), spacesTakenOff: true))
    }
}
