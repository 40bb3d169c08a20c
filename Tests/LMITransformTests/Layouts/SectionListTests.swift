import LMIModel
import LMITestSupport
import LMITransform
import Testing

/// Section rows within section rows, and section rows that are written in one way.
struct SectionListTests {
    private func layout() throws -> Layout {
        var layout = try LayoutFixture.long()
        layout.rows.columns.labels = [("code", [.heading("Code")]), ("title", [.heading("Description")])]
        layout.rows.sections = [
            SectionLayout(
                column: "code", mark: .written(try Template("Section {section}")),
                with: ["section title": "title"]),
            SectionLayout(column: "code", mark: .written(try Template("Year {period}"))),
        ]
        layout.observations.area.isStated = "E06000021"
        layout.observations.dimensions = [.init(id: "section", list: try LayoutFixture.industries())]
        layout.observations.measure = .labels(
            ["section title"],
            ["Making": .init(id: "a", unit: "jobs"), "Building": .init(id: "b", unit: "jobs")])
        return layout
    }

    private func refusal(_ rows: String) throws -> String? {
        let (layout, areas) = (try layout(), try LayoutFixture.areas())
        return #expect(throws: Diagnostic.self) {
            try layout.read(TextTable("Code | Description | jobs\n" + rows), areas: areas)
        }?.description
    }

    @Test func `a section row gives what its template and its other labels say`() throws {
        let table = TextTable(
            """
            Code | Description | jobs
            Section C | Making |
            Year 2018 | |
            01110 | Cereals | 5
            Year 2019 | |
            01110 | Cereals | 6
            Section F | Building |
            Year 2018 | |
            41100 | Houses | 7
            """)
        let reading = try layout().read(table, areas: LayoutFixture.areas())
        #expect(reading.observations.map { $0.coordinates["section"]?.text } == ["C", "C", "F"])
        #expect(reading.observations.map(\.period.text) == ["2018", "2019", "2018"])
        #expect(reading.observations.map(\.indicator) == ["a", "a", "b"])
        #expect(reading.report.dropped == ["section rows": 5])
        #expect(reading.report.isConserved)
    }

    @Test func `an outer section ends the inner ones`() throws {
        #expect(
            try refusal("Section C | Making |\nYear 2018 | |\nSection F | Building |\n41100 | Houses | 7")
                == """
                jobs.csv:5: error: no section row that says the period stands above this row
                  mend: correct `section:` under `rows:` in sources/jobs.yml, or ask the publisher
                """)
    }

    @Test func `a section row has nothing that nothing takes`() throws {
        #expect(
            try refusal("Section C | Making | 90") == """
                jobs.csv:2:3 (jobs): error: "90" stands in a section row, where nothing takes it
                  mend: name its label after `with:` under `section:` in sources/jobs.yml, or correct `written:` there
                """)
        #expect(
            try refusal("Section C | Making |\nYear 2018 | provisional |") == """
                jobs.csv:3:2 (Description): error: "provisional" stands in a section row, where nothing takes it
                  mend: name its label after `with:` under `section:` in sources/jobs.yml, or correct `written:` there
                """)
    }
}
