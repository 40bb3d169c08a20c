import LMIModel
import LMITestSupport
import LMITransform
import Testing

/// Labels whose text does not simply stand in one cell of their row.
struct RowLabelTests {
    private func refusal(_ layout: Layout, _ table: TextTable) throws -> String? {
        let areas = try LayoutFixture.areas()
        return #expect(throws: Diagnostic.self) { try layout.read(table, areas: areas) }?.description
    }

    @Test func `of several columns the first that is not empty says the area`() throws {
        var layout = try LayoutFixture.long()
        layout.rows.columns.labels[1] = ("area", [.heading("la"), .heading("lep")])
        let table = TextTable(
            """
            year | la | lep | industry | jobs
            2019 | E06000021 | E37000032 | C | 5
            2019 |  | E37000032 | C | 7
            2019 |  |  | C | 9
            """)
        #expect(
            try refusal(layout, table) == """
                jobs.csv:4:2 (la): error: "" is not an area of areas.csv
                  mend: add a line for it to areas.csv, or `unknown areas: drop` under `observations:` in sources/jobs.yml if such areas are to be left out
                """)
        layout.observations.dropsUnknownAreas = true
        let reading = try layout.read(table, areas: LayoutFixture.areas())
        #expect(reading.observations.map(\.area.code) == ["E06000021", "E37000032"])
        #expect(reading.report.dropped == ["unknown areas: drop": 1])
        #expect(reading.report.isConserved)
    }

    @Test func `an empty cell of a merged column means the text above it`() throws {
        var layout = try LayoutFixture.long()
        layout.rows.carryDown = [CarryDown(label: "period"), CarryDown(label: "area")]
        let table = LayoutFixture.table(
            "2018 | E06000021 | C | 5\n | | F | 7\n2019 | | C | 9\n | E07000197 | C | 11")
        let reading = try layout.read(table, areas: LayoutFixture.areas())
        #expect(reading.observations.map(\.period.text) == ["2018", "2018", "2019", "2019"])
        #expect(
            reading.observations.map(\.area.name)
                == ["Stoke-on-Trent", "Stoke-on-Trent", "Stoke-on-Trent", "Stafford"])
        #expect(reading.report.labelUse.carriedDown == ["period": 2, "area": 2])
        #expect(reading.report.isConserved)
    }

    @Test func `a percentage under its count is told by the empty cell beside it`() throws {
        var layout = try LayoutFixture.long()
        layout.rows.columns.labels = [("item", [.position(1)])]
        layout.rows.columns.values = [
            .init(parts: [.value], selection: .rest, headingSays: "area")
        ]
        layout.rows.carryDown = [
            CarryDown(label: "item", says: .init(label: "kind", filled: "count", empty: "percent"))
        ]
        layout.observations.area.areNames = true
        layout.observations.period = .stated(.year(2017))
        layout.observations.dimensions = []
        layout.observations.measure = .labels(
            ["item", "kind"],
            [
                "Have a vacancy / count": .init(id: "with_vacancies", unit: "establishments"),
                "Have a vacancy / percent": .init(id: "with_vacancies", unit: "percent", adds: false),
            ])
        let table = TextTable(" | Stafford | Stoke-on-Trent\nHave a vacancy | 4737 | **\n | 19 | **")
        layout.cells.insteadOfANumber = ["**": .withheld(.suppressedQuality, below: nil)]
        let reading = try layout.read(table, areas: LayoutFixture.areas())
        #expect(
            reading.observations.map(\.unit) == ["establishments", "establishments", "percent", "percent"])
        #expect(
            reading.observations.map(\.figure) == [
                .published(ExactDecimal(units: 4737)), .withheld(.suppressedQuality),
                .published(ExactDecimal(units: 19)), .withheld(.suppressedQuality),
            ])
        #expect(reading.report.isConserved)
    }

    @Test func `nothing is carried down to the first rows`() throws {
        var layout = try LayoutFixture.long()
        layout.rows.carryDown = [CarryDown(label: "area")]
        #expect(
            try refusal(layout, LayoutFixture.table("2019 | | C | 5")) == """
                jobs.csv:2:2 (area): error: the cell is empty, and no row above it says the area to be carried down
                  mend: look at the file's first rows; or correct `carry down:` in sources/jobs.yml
                """)
    }

    @Test func `only a label of a column is carried down`() throws {
        var layout = try LayoutFixture.long()
        layout.rows.carryDown = [CarryDown(label: "place")]
        #expect(
            try refusal(layout, LayoutFixture.table("2019 | | C | 5")) == """
                sources/jobs.yml: error: `carry down:` names "place", which is not a label of the table's columns; those are "area", "industry", "period"
                  mend: name one of them there, or name its column under `labels:`
                """)
    }

    @Test func `rows that agree in several labels are left out together`() throws {
        var layout = try LayoutFixture.long()
        layout.observations.drop = [
            .init(texts: ["industry": ["F"], "period": ["2019"]], because: "counted twice")
        ]
        let table = LayoutFixture.table(
            "2018 | E06000021 | F | 5\n2019 | E06000021 | F | 7\n2019 | E06000021 | C | 9")
        let reading = try layout.read(table, areas: LayoutFixture.areas())
        #expect(reading.observations.map(\.figure) == [5, 9].map { .published(ExactDecimal(units: $0)) })
        #expect(reading.report.dropped == ["drop industry, period: counted twice": 1])
        #expect(reading.report.isConserved)
    }

    @Test func `a number that is a place and another column's heading is not chosen by chance`() throws {
        var layout = try LayoutFixture.long()
        layout.rows.columns.values[0].selection = .named([.position(4)])
        layout.rows.columns.ignore = [.rest]
        let table = TextTable("year | area | industry | 16 | 4\n2019 | E06000021 | C | 5 | 6")
        #expect(
            try refusal(layout, table) == """
                jobs.csv:1:5 (4): error: 4 may be column 4, headed "16", or the column headed "4"
                  mend: say under `values:` in sources/jobs.yml which is meant in another way, such as `rest`, or from one column to another
                """)
        let alike = TextTable("year | area | industry | 4 | 16\n2019 | E06000021 | C | 5 | 6")
        let found = try layout.read(alike, areas: LayoutFixture.areas()).observations
        #expect(found.map(\.figure) == [.published(ExactDecimal(units: 5))])
    }
}
