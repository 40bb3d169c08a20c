import LMIModel
import LMITestSupport
import LMITransform
import Testing

/// Labels that say several things, cut by templates.
struct SplitTests {
    private func layout(_ templates: String...) throws -> Layout {
        var layout = try LayoutFixture.long()
        layout.rows.columns.labels = [
            ("period", [.heading("year")]), ("area", [.heading("area")]), ("cell", [.heading("cell")]),
        ]
        layout.rows.splits = [Split(label: "cell", templates: try templates.map { try Template($0) })]
        return layout
    }

    private func table(_ cells: String...) -> TextTable {
        TextTable(
            "year | area | cell | jobs\n"
                + cells.map { "2019 | E06000021 | \($0) | 5" }.joined(separator: "\n"))
    }

    private func refusal(_ layout: Layout, _ table: TextTable) throws -> String? {
        let areas = try LayoutFixture.areas()
        return #expect(throws: Diagnostic.self) { try layout.read(table, areas: areas) }?.description
    }

    @Test func `one label says the industry among other things`() throws {
        let layout = try layout("T09a:{number} ({sex} - {industry})")
        let reading = try layout.read(
            table("T09a:1 (Males - C)", "T09a:2 (Females - F)"), areas: LayoutFixture.areas())
        #expect(reading.observations.map { $0.coordinates["industry"]?.text } == ["C", "F"])
        #expect(reading.report.isConserved)
    }

    @Test func `of several templates one fits each text`() throws {
        let layout = try layout("Industry {industry} (all)", "{industry}: total")
        let reading = try layout.read(
            table("Industry C (all)", "F: total"), areas: LayoutFixture.areas())
        #expect(reading.observations.map { $0.coordinates["industry"]?.text } == ["C", "F"])
        #expect(
            reading.report.labelUse.templates == ["cell": ["Industry {industry} (all)", "{industry}: total"]])
    }

    @Test func `what is split off may be split again`() throws {
        var layout = try layout("{who} / {when}")
        layout.rows.splits.append(Split(label: "who", templates: [try Template("{sex} in {industry}")]))
        let reading = try layout.read(table("Males in C / 2019"), areas: LayoutFixture.areas())
        #expect(reading.observations.map { $0.coordinates["industry"]?.text } == ["C"])
    }

    @Test func `a heading is split like a cell`() throws {
        var layout = try LayoutFixture.long()
        layout.rows.columns = ColumnLayout(
            labels: [("area", [.heading("Area")])],
            values: [.init(parts: [.value], selection: .rest, headingSays: "column")])
        layout.rows.splits = [Split(label: "column", templates: [try Template("{industry} in {period}")])]
        let table = TextTable("Area | C in 2018 | F in 2019\nE06000021 | 15000 | 5000")
        let reading = try layout.read(table, areas: LayoutFixture.areas())
        #expect(reading.observations.map { $0.coordinates["industry"]?.text } == ["C", "F"])
        #expect(reading.observations.map(\.period.text) == ["2018", "2019"])
        #expect(reading.report.labelUse.templates == ["column": ["{industry} in {period}"]])
    }

    @Test func `a text that no template fits is shown with the template`() throws {
        #expect(
            try refusal(layout("T09a:{number} ({industry})"), table("T10:1 (C)")) == """
                jobs.csv:2:3 (cell): error: "T10:1 (C)" does not fit "T09a:{number} ({industry})"
                  mend: correct the template of "cell" under `split:` in sources/jobs.yml, or write a list of templates there, one for each way of writing
                """)
        #expect(
            try refusal(layout("a {industry}", "b {industry}"), table("c C")) == """
                jobs.csv:2:3 (cell): error: "c C" fits none of "a {industry}", "b {industry}"
                  mend: correct the template of "cell" under `split:` in sources/jobs.yml, or write a list of templates there, one for each way of writing
                """)
    }

    @Test func `a text that two templates fit is shown with both`() throws {
        #expect(
            try refusal(layout("{sex} - {industry}", "Males - {industry}"), table("Males - C")) == """
                jobs.csv:2:3 (cell): error: "Males - C" fits "{sex} - {industry}" and "Males - {industry}"
                  mend: give the templates of "cell" under `split:` in sources/jobs.yml more of the text's own words, so that one of them fits
                """)
    }

    @Test func `a text that one template cuts in two ways is refused`() throws {
        #expect(
            try refusal(layout("{sex} - {industry}"), table("Males - C - F")) == """
                jobs.csv:2:3 (cell): error: "Males - C - F" can be cut by "{sex} - {industry}" in more than one way
                  mend: give the template of "cell" under `split:` in sources/jobs.yml more of the text's own words, so that each gap can end in one place only
                """)
    }

    @Test func `a label that the fitting template does not give is missed`() throws {
        #expect(
            try refusal(layout("{sex}: {industry}", "All {sex}"), table("All Males")) == """
                jobs.csv:2:3 (cell): error: "All Males" fits "All {sex}", which says nothing of the industry
                  mend: correct the templates of "cell" under `split:` in sources/jobs.yml
                """)
    }
}
