import LMIModel
import LMITestSupport
import LMITransform
import Testing

/// Rows that say one thing for all rows under them.
struct SectionRowTests {
    private func layout() throws -> Layout {
        var layout = try LayoutFixture.long()
        layout.rows.columns.labels = [
            ("period", [.heading("year")]), ("area", [.heading("area")]), ("item", [.heading("item")]),
        ]
        layout.rows.sections = [SectionLayout(column: "item", says: "industry")]
        return layout
    }

    @Test func `rows under a section row are of that section until the next`() throws {
        let table = TextTable(
            """
            year | area | item | jobs
             |  | C |
            2019 | E06000021 | all | 5
             |  | F |
            2019 | E06000021 | all | 7
            """)
        let reading = try layout().read(table, areas: LayoutFixture.areas())
        #expect(reading.observations.map { $0.coordinates["industry"]?.text } == ["C", "F"])
        #expect(reading.observations.map(\.figure) == [5, 7].map { .published(ExactDecimal(units: $0)) })
        #expect(reading.report.dropped == ["section rows": 2])
        #expect(reading.report.isConserved)
    }

    @Test func `a row before the first section row belongs to none and is refused`() throws {
        let table = TextTable("year | area | item | jobs\n2019 | E06000021 | all | 5")
        let fault = #expect(throws: Diagnostic.self) {
            try layout().read(table, areas: LayoutFixture.areas())
        }
        #expect(
            fault?.description == """
                jobs.csv:2: error: no section row that says the industry stands above this row
                  mend: correct `section:` under `rows:` in sources/jobs.yml, or ask the publisher
                """)
    }

    @Test func `a row without its figure is no section row when it has labels of its own`() throws {
        let table = TextTable("year | area | item | jobs\n | | C | \n2019 | E06000021 | all | ")
        #expect(throws: Diagnostic.self) { try layout().read(table, areas: LayoutFixture.areas()) }
    }

    @Test func `a row of figures that are all blank is no section row`() throws {
        var layout = try layout()
        layout.cells.insteadOfANumber = ["": .withheld(.notAvailable, below: nil)]
        layout.rows.columns.labels = [("item", [.heading("item")])]
        layout.observations.period = .stated(.year(2019))
        layout.observations.area.isStated = "E06000021"
        layout.observations.measure = .labels(["item"], ["jobs of men": .init(id: "men", unit: "people")])
        let table = TextTable("item | jobs\nC | \njobs of men | 5\nF | \njobs of men | ")
        let reading = try layout.read(table, areas: LayoutFixture.areas())
        #expect(reading.observations.map { $0.coordinates["industry"]?.text } == ["C", "F"])
        #expect(
            reading.observations.map(\.figure) == [
                .published(ExactDecimal(units: 5), []), .withheld(.notAvailable),
            ])
        #expect(reading.report.dropped == ["section rows": 2])
    }

    @Test func `a text alone in its row that the definition does not know is refused`() throws {
        let table = TextTable("year | area | item | jobs\n | | Making | \n2019 | E06000021 | all | 5")
        let fault = #expect(throws: Diagnostic.self) {
            try layout().read(table, areas: LayoutFixture.areas())
        }
        #expect(
            fault?.description == """
                jobs.csv:2:3 (item): error: "Making" stands alone in its row, and the definition knows it neither as the industry of the rows below nor as what a row of figures says
                  mend: if it is a heading of rows, add "Making" to the texts of "industry" in sources/jobs.yml, with `also:` or in its code list
                """)
    }

    @Test func `a measure may be said by two labels together`() throws {
        var layout = try LayoutFixture.long()
        layout.rows.columns.labels.append(("pay", [.heading("pay")]))
        layout.observations.measure = .labels(
            ["pay", "industry"],
            [
                "Annual / C": .init(id: "annual", unit: "pounds", adds: false),
                "Weekly / C": .init(id: "weekly", unit: "pounds", adds: false),
            ])
        let rows = "year | area | industry | jobs | pay\n2019 | E06000021 | C | 5 | "
        let reading = try layout.read(TextTable(rows + "Weekly"), areas: LayoutFixture.areas())
        #expect(reading.observations.map(\.indicator) == ["weekly"])
        #expect(reading.observations.map(\.adds) == [false])
        let fault = #expect(throws: Diagnostic.self) {
            try layout.read(TextTable(rows + "Weekl"), areas: LayoutFixture.areas())
        }
        #expect(
            fault?.description == """
                jobs.csv:2:5 (pay): error: "Weekl / C" is not a measure of the definition; the nearest is "Weekly / C"
                  mend: add "Weekl / C" under `measure:` in sources/jobs.yml, or leave its rows out with `drop:`
                """)
    }

    @Test func `nothing is carried down from the rows of one section to those of the next`() throws {
        var layout = try layout()
        layout.rows.carryDown = [CarryDown(label: "area")]
        let table = TextTable(
            """
            year | area | item | jobs
             |  | C |
            2018 | E06000021 | all | 5
            2019 |  | all | 6
             |  | F |
            2019 |  | all | 7
            """)
        let areas = try LayoutFixture.areas()
        let fault = #expect(throws: Diagnostic.self) { try layout.read(table, areas: areas) }
        #expect(
            fault?.description == """
                jobs.csv:6:2 (area): error: the cell is empty, and no row above it says the area to be carried down
                  mend: look at the rows up to the section row above; or correct `carry down:` in sources/jobs.yml
                """)
    }

    @Test func `a row whose flag says why it has no number is a figure, and no section row`() throws {
        var layout = try layout()
        layout.rows.columns.labels = [("item", [.heading("item")])]
        layout.rows.columns.values[0].parts = [.value, .flag]
        layout.cells.flags = ["c": .withheld(.suppressedDisclosure, below: nil)]
        layout.observations.period = .stated(.year(2019))
        layout.observations.area.isStated = "E06000021"
        layout.observations.measure = .labels(["item"], ["F": .init(id: "fathers", unit: "people")])
        let table = TextTable("item | jobs | flag\nC |  | \nF |  | c")
        let reading = try layout.read(table, areas: LayoutFixture.areas())
        #expect(reading.observations.map(\.figure) == [.withheld(.suppressedDisclosure)])
        #expect(reading.report.dropped == ["section rows": 1])
    }

    @Test func `the flag of a section row is not lost`() throws {
        var layout = try layout()
        layout.rows.columns.values[0].parts = [.value, .flag]
        layout.rows.sections = [
            SectionLayout(column: "item", mark: .written(try Template("Sector {industry}")))
        ]
        let table = TextTable("year | area | item | jobs | flag\n |  | Sector C |  | c")
        let areas = try LayoutFixture.areas()
        let fault = #expect(throws: Diagnostic.self) { try layout.read(table, areas: areas) }
        #expect(
            fault?.description == """
                jobs.csv:2:5 (flag): error: "c" stands in a section row, where nothing takes it
                  mend: name its label after `with:` under `section:` in sources/jobs.yml, or correct `written:` there
                """)
    }

    @Test func `a column that always says one thing may be empty in a section row`() throws {
        var layout = try layout()
        layout.rows.columns.expect = [(.heading("unit"), "jobs")]
        let rows = "2019 | E06000021 | all | jobs | 5"
        let table = TextTable("year | area | item | unit | jobs\n |  | C |  | \n\(rows)")
        let reading = try layout.read(table, areas: LayoutFixture.areas())
        #expect(reading.observations.map { $0.coordinates["industry"]?.text } == ["C"])
        let other = TextTable("year | area | item | unit | jobs\n |  | C | hours | \n\(rows)")
        let areas = try LayoutFixture.areas()
        #expect(
            #expect(throws: Diagnostic.self) { try layout.read(other, areas: areas) }?.description == """
                jobs.csv:2:4 (unit): error: "hours" stands where the definition expects "jobs"
                  mend: if both are wanted, make the column a label in sources/jobs.yml; else ask for "jobs" alone when fetching
                """)
    }
}
