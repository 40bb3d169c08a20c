import LMIModel
import LMITestSupport
import LMITransform
import Testing

/// Tables that stand beside one another in the same rows.
struct SideBySideTests {
    /// Three tables; an empty column parts each from the next, and the last has none.
    private let table = TextTable(
        """
        Levels | 2019 | 2020 |  | Levels | 2019 | 2020 |  | Levels | 2019 | 2020
        C | 15 | 16 |  | C | 10 | 11 |  | C | 5 | 5
         |  |  |  |  |  |  |  | F | 4 | 3
        F | 8 | 8 |  | F | 4 | 5 |  |  |  |
        """)

    private func layout() throws -> Layout {
        var layout = try LayoutFixture.long()
        layout.rows.columns = ColumnLayout(
            labels: [("industry", [.heading("Levels")])],
            values: [
                .init(
                    parts: [.value], selection: .named([.heading("2019"), .heading("2020")]),
                    headingSays: "period")
            ], ignore: [.named([.position(4)])])
        layout.rows.sideBySide = SideBySide(
            widths: [4, 4, 3], label: "sex", says: ["All", "Males", "Females"])
        layout.observations.area.isStated = "E37000032"
        layout.observations.keep = [.init(label: "sex", texts: ["All", "Males", "Females"])]
        return layout
    }

    @Test func `each is a table of its own with the label that sets it apart`() throws {
        var layout = try layout()
        layout.observations.measure = .labels(
            ["sex"],
            [
                "All": .init(id: "all", unit: "people"), "Males": .init(id: "men", unit: "people"),
                "Females": .init(id: "women", unit: "people"),
            ])
        let reading = try layout.read(table, areas: LayoutFixture.areas())
        let figures = reading.observations.map { observation in
            guard case .published(let number, _) = observation.figure else { return "" }
            return
                "\(observation.indicator) \(observation.coordinates["industry"]?.text ?? "") \(observation.period.text) \(number)"
        }
        #expect(
            figures == [
                "all C 2019 15", "all C 2020 16", "men C 2019 10", "men C 2020 11", "women C 2019 5",
                "women C 2020 5", "women F 2019 4", "women F 2020 3", "all F 2019 8", "all F 2020 8",
                "men F 2019 4", "men F 2020 5",
            ])
        #expect(reading.observations[3].cell?.description == "jobs.csv:2:7 (2020)")
    }

    @Test func `a row that is blank in one of them is counted there`() throws {
        let report = try layout().read(table, areas: LayoutFixture.areas()).report
        #expect(report.cells == 18)
        #expect(report.published == 12)
        #expect(report.dropped == ["blank rows of a table beside others": 6])
        #expect(report.labelUse.blankRows == 3)
        #expect(report.isConserved)
    }

    @Test func `a column of one of them that nothing speaks for is refused`() throws {
        var layout = try layout()
        layout.rows.columns.ignore = []
        let areas = try LayoutFixture.areas()
        #expect(
            #expect(throws: Diagnostic.self) { try layout.read(table, areas: areas) }?.description == """
                jobs.csv:1:4: error: no line of the definition speaks for column 4, headed ""
                  mend: say what it holds under `columns:` in sources/jobs.yml, or add it to `ignore:` there
                """)
    }

    @Test func `their widths are those of the file`() throws {
        var layout = try layout()
        layout.rows.sideBySide?.widths = [4, 4, 4]
        let areas = try LayoutFixture.areas()
        #expect(
            #expect(throws: Diagnostic.self) { try layout.read(table, areas: areas) }?.description == """
                jobs.csv:1: error: the tables side by side have 12 columns together, but the file has 11
                  mend: correct `widths:` under `side by side:` in sources/jobs.yml
                """)
    }
}
