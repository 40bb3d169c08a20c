import LMIModel
import LMITestSupport
import LMITransform
import Testing

/// What the cells of one measure mean, where they differ from the rest of the table.
struct MeasureCellsTests {
    private static let change = ObservationLayout.Measure(
        id: "change", unit: "percentage_points", adds: false,
        cells: CellLayout(
            insteadOfANumber: ["z": .withheld(.notApplicable, below: nil)], isNegativeAllowed: true))

    private func layout(
        _ measures: [String: ObservationLayout.Measure], instead: [String: CellLayout.Meaning] = [:]
    ) throws -> Layout {
        var layout = try LayoutFixture.long()
        layout.rows.columns.labels[2] = ("item", [.heading("industry")])
        layout.cells.insteadOfANumber = instead
        layout.observations.dimensions = []
        layout.observations.measure = .labels(["item"], measures)
        return layout
    }

    private func read(_ rows: String, _ layout: Layout) throws -> [Observation] {
        try layout.read(LayoutFixture.table(rows), areas: LayoutFixture.areas()).observations
    }

    @Test func `minus one is a figure of one measure and a marker of another`() throws {
        let people = ObservationLayout.Measure(id: "people", unit: "people")
        let layout = try layout(
            ["Change": Self.change, "People": people],
            instead: ["-1": .withheld(.suppressedDisclosure, below: nil)])
        let found = try read("2019 | E06000021 | Change | -1\n2019 | E06000021 | People | -1", layout)
        #expect(
            found.map(\.figure) == [.published(ExactDecimal(units: -1)), .withheld(.suppressedDisclosure)])
    }

    @Test func `a marker of the table is none of a measure that has markers of its own`() throws {
        let layout = try layout(
            ["Change": Self.change], instead: ["c": .withheld(.suppressedDisclosure, below: nil)])
        let areas = try LayoutFixture.areas()
        let table = LayoutFixture.table("2019 | E06000021 | Change | c")
        #expect(
            #expect(throws: Diagnostic.self) { try layout.read(table, areas: areas) }?.description == """
                jobs.csv:2:4 (jobs): error: "c" is not a number or a marker that the definition explains
                  mend: look up "c" in the source's notes, then add it under `instead of a number:` in sources/jobs.yml, for example `"c": suppressed_disclosure`
                """)
    }

    @Test func `bounds of one measure are not those of another that may be below zero`() throws {
        let step = RoundingRule.nearest(step: ExactDecimal(units: 10), assumed: false)
        let change = ObservationLayout.Measure(
            id: "change", unit: "people", rounding: step, cells: CellLayout(isNegativeAllowed: true))
        let people = ObservationLayout.Measure(id: "people", unit: "people", rounding: step)
        let found = try read(
            "2019 | E06000021 | Change | 0\n2019 | E06000021 | People | 0",
            layout(["Change": change, "People": people]))
        #expect(found.map(\.bounds.lower) == [ExactDecimal(units: -5), .zero])
    }

    @Test func `a number of another style than its measure's is refused with that style in words`() throws {
        let money = ObservationLayout.Measure(
            id: "money", unit: "pounds",
            cells: CellLayout(numbers: .init(thousandsCommas: .yes, signs: ["£", "\u{FFFD}"])))
        let layout = try layout(["Money": money])
        #expect(
            try read("2019 | E06000021 | Money | \u{FFFD}44,385", layout).map(\.figure)
                == [.published(ExactDecimal(units: 44_385))])
        let areas = try LayoutFixture.areas()
        let table = LayoutFixture.table("2019 | E06000021 | Money | 44385")
        #expect(
            #expect(throws: Diagnostic.self) { try layout.read(table, areas: areas) }?.description == """
                jobs.csv:2:4 (jobs): error: "44385" is not a number with "£" or "\u{FFFD}" before it and thousands commas or a marker that the definition explains
                  mend: look at the cell: if all numbers are written so, correct `numbers:` under `cells:` in sources/jobs.yml; if only this one is, ask the publisher
                """)
    }

    @Test func `a figure below the least is withheld with the reason in words, and bounded by the least`()
        throws
    {
        let jobs = ObservationLayout.Measure(
            id: "jobs", unit: "thousand_jobs",
            cells: CellLayout(numbers: .init(decimals: 3)),
            least: .init(figure: ExactDecimal(units: 10), because: "the workbook warns of smaller cells"))
        let found = try read(
            "2019 | E06000021 | Jobs | 9.9994999\n2019 | E06000021 | Jobs | 9.9999999\n2019 | E07000197 | Jobs | 10",
            layout(["Jobs": jobs]))
        #expect(
            found.map(\.figure) == [
                .withheld(.suppressedQuality), .published(ExactDecimal(units: 10_000, scale: 3)),
                .published(ExactDecimal(units: 10_000, scale: 3)),
            ])
        #expect(found[0].bounds == .below(ExactDecimal(units: 10)))
        #expect(
            found.map(\.note) == [
                "figures below 10 are not shown: the workbook warns of smaller cells", "", "",
            ])
    }

    @Test func `the confidence of a number in thousands commas is written like it`() throws {
        var layout = try LayoutFixture.long()
        layout.rows.columns.values[0].parts = [.value, .confidence]
        layout.cells.numbers = .withThousandsCommas
        layout.cells.confidence = .halfWidth95
        let table = TextTable("year | area | industry | jobs | conf\n2019 | E06000021 | C | 12,500 | 1,200")
        let found = try layout.read(table, areas: LayoutFixture.areas()).observations
        #expect(found.map(\.bounds.lower) == [ExactDecimal(units: 11_300)])
        #expect(found.map(\.bounds.upper) == [ExactDecimal(units: 13_700)])
    }

    @Test func `a number that may not be shown stands in no account as a marker`() throws {
        let jobs = ObservationLayout.Measure(
            id: "jobs", unit: "people",
            least: .init(figure: ExactDecimal(units: 10), because: "too uncertain"))
        let layout = try layout(
            ["Jobs": jobs], instead: ["*": .withheld(.suppressedQuality, below: nil)])
        let table = LayoutFixture.table("2019 | E06000021 | Jobs | 7\n2019 | E07000197 | Jobs | *")
        let report = try layout.read(table, areas: LayoutFixture.areas()).report
        #expect(report.withheld == [.suppressedQuality: 2])
        #expect(report.markers == [.suppressedQuality: ["*": 1]])
    }

    @Test func `a confidence written otherwise is not taken for a marker to be declared`() throws {
        var layout = try LayoutFixture.long()
        layout.rows.columns.values[0].parts = [.value, .confidence]
        layout.cells.confidence = .halfWidth95
        let table = TextTable("year | area | industry | jobs | conf\n2019 | E06000021 | C | 12500 | 1,200")
        let areas = try LayoutFixture.areas()
        #expect(
            #expect(throws: Diagnostic.self) { try layout.read(table, areas: areas) }?.description == """
                jobs.csv:2:5 (conf): error: "1,200" is not a confidence or a marker that the definition explains
                  mend: look at the cell: if all numbers are written so, correct `numbers:` under `cells:` in sources/jobs.yml; if only this one is, ask the publisher
                """)
    }

    @Test func `a rounded figure below the least may have been larger than it`() throws {
        let jobs = ObservationLayout.Measure(
            id: "jobs", unit: "people", rounding: .nearest(step: ExactDecimal(units: 10), assumed: false),
            least: .init(figure: ExactDecimal(units: 12), because: "too uncertain"))
        let found = try read(
            "2019 | E06000021 | Jobs | 10\n2018 | E06000021 | Jobs | 0", layout(["Jobs": jobs]))
        #expect(found.map(\.bounds) == [.below(ExactDecimal(units: 15)), .below(ExactDecimal(units: 12))])
    }

    @Test func `below five is not above zero where figures may be below it`() throws {
        let low: [String: CellLayout.Meaning] = ["low": .withheld(.low, below: ExactDecimal(units: 5))]
        let change = ObservationLayout.Measure(
            id: "change", unit: "people", cells: CellLayout(insteadOfANumber: low, isNegativeAllowed: true))
        let found = try read(
            "2019 | E06000021 | Change | low\n2019 | E06000021 | People | low",
            layout(["Change": change, "People": .init(id: "people", unit: "people")], instead: low))
        #expect(found.map(\.bounds) == [.unknown, .below(ExactDecimal(units: 5))])
    }

    @Test func `the confidence of a figure that is not shown is read as strictly as any other`() throws {
        var layout = try LayoutFixture.long()
        layout.rows.columns.values[0].parts = [.value, .confidence]
        layout.cells.confidence = .halfWidth95
        layout.observations.measure = .stated(
            .init(
                id: "jobs", unit: "people",
                least: .init(figure: ExactDecimal(units: 10), because: "too uncertain")))
        let table = TextTable("year | area | industry | jobs | conf\n2019 | E06000021 | C | 7 | ?")
        let areas = try LayoutFixture.areas()
        #expect(
            #expect(throws: Diagnostic.self) { try layout.read(table, areas: areas) }?.description == """
                jobs.csv:2:5 (conf): error: "?" is not a confidence or a marker that the definition explains
                  mend: look up "?" in the source's notes, then add it under `instead of a confidence:` in sources/jobs.yml, for example `"?": suppressed_disclosure`
                """)
    }
}
