import LMIModel
import LMITestSupport
import LMITransform
import Testing

struct LayoutTests {
    @Test func `one row of a long table is one observation with its cell`() throws {
        let table = LayoutFixture.table("2019 | E06000021 | C | 15000")
        let reading = try LayoutFixture.long().read(table, areas: LayoutFixture.areas())
        let observation = try #require(reading.observations.first)
        #expect(observation.area.name == "Stoke-on-Trent")
        #expect(observation.period == .year(2019))
        #expect(observation.coordinates["industry"]?.text == "C")
        #expect(observation.figure == .published(ExactDecimal(units: 15000)))
        #expect(observation.cell?.description == "jobs.csv:2:4 (jobs)")
    }

    @Test func `a withheld figure stays an observation and never has a number`() throws {
        let table = LayoutFixture.table("2019 | E06000021 | C | c")
        let reading = try LayoutFixture.long().read(table, areas: LayoutFixture.areas())
        #expect(reading.observations.map(\.figure) == [.withheld(.suppressedDisclosure)])
        #expect(reading.report.withheld == [.suppressedDisclosure: 1])
    }

    @Test func `a zero is a number`() throws {
        let table = LayoutFixture.table("2019 | E06000021 | C | 0")
        let reading = try LayoutFixture.long().read(table, areas: LayoutFixture.areas())
        #expect(reading.observations.map(\.figure) == [.published(.zero)])
    }

    @Test func `a BRES figure carries the range its rounding leaves`() throws {
        var layout = try LayoutFixture.long()
        layout.observations.measure = .stated(.init(id: "employees", unit: "people", rounding: .bres))
        let reading = try layout.read(
            LayoutFixture.table("2019 | E06000021 | C | 60000"), areas: LayoutFixture.areas())
        let bounds = try #require(reading.observations.first?.bounds)
        #expect(bounds.lower == ExactDecimal(units: 59000))
        #expect(bounds.upper == ExactDecimal(units: 61000))
        #expect(bounds.kind == .rounding)
    }

    @Test func `only a marker that means below a threshold gives a withheld figure bounds`() throws {
        var layout = try LayoutFixture.long()
        layout.cells.insteadOfANumber["low"] = .withheld(.low, below: ExactDecimal(units: 5))
        let table = LayoutFixture.table("2019 | E06000021 | C | low\n2019 | E06000021 | F | c")
        let reading = try layout.read(table, areas: LayoutFixture.areas())
        #expect(
            reading.observations[0].bounds
                == Bounds(lower: .zero, upper: ExactDecimal(units: 5), kind: .threshold))
        #expect(reading.observations[1].bounds == .unknown)
    }

    @Test func `a flag beside a number leaves the number and becomes its status`() throws {
        var layout = try LayoutFixture.long()
        layout.rows.columns.rowFlag = .heading("flag")
        layout.cells.flags = ["*": .status(.definitionDiffers)]
        let table = TextTable("year | area | industry | jobs | flag\n2017 | E06000021 | C | 5 | *")
        let reading = try layout.read(table, areas: LayoutFixture.areas())
        #expect(
            reading.observations.map(\.figure) == [.published(ExactDecimal(units: 5), [.definitionDiffers])])
        #expect(reading.observations.first?.figure.letter == "D")
    }

    @Test func `a row flag that means withheld gives the reason of an empty cell`() throws {
        var layout = try LayoutFixture.long()
        layout.rows.columns.rowFlag = .heading("status")
        layout.cells.flags = ["A": .status(.normal), "Q": .withheld(.suppressedQuality, below: nil)]
        let table = TextTable("year | area | industry | jobs | status\n2019 | E06000021 | C |  | Q")
        let reading = try layout.read(table, areas: LayoutFixture.areas())
        #expect(reading.observations.map(\.figure) == [.withheld(.suppressedQuality)])
    }

    @Test func `headings across give one observation a column, and its heading the code`() throws {
        var layout = try LayoutFixture.long()
        layout.rows.columns = ColumnLayout(
            labels: [("area", [.heading("Area")])],
            values: [.init(parts: [.value, .flag], selection: .rest, headingSays: "industry")])
        layout.observations.period = .stated(.year(2019))
        layout.observations.dimensions[0].codeBefore = " : "
        let table = TextTable(
            "Area | C : Manufacturing | Flags | F : Construction | Flags\nE06000021 | 15000 |  | 5000 | ")
        let reading = try layout.read(table, areas: LayoutFixture.areas())
        #expect(reading.observations.map { $0.coordinates["industry"]?.text } == ["C", "F"])
        #expect(
            reading.observations.map(\.figure) == [15000, 5000].map { .published(ExactDecimal(units: $0)) })
    }

    @Test func `a value and its coefficient of variation in two rows are one figure with bounds`() throws {
        var layout = try LayoutFixture.long()
        layout.rows.columns.labels.append(("kind", [.heading("kind")]))
        layout.pairs = PairLayout(label: "kind", value: "Value", confidence: "Confidence")
        layout.cells.confidence = .coefficientOfVariation
        let table = TextTable(
            """
            year | area | industry | jobs | kind
            2019 | E06000021 | C | 37000 | Value
            2019 | E06000021 | C | 9.9 | Confidence
            """)
        let reading = try layout.read(table, areas: LayoutFixture.areas())
        #expect(reading.observations.count == 1)
        let bounds = reading.observations.first?.bounds
        #expect(
            bounds == Bounds(lower: ExactDecimal(units: 29674), upper: ExactDecimal(units: 44326), kind: .cv))
        #expect(reading.report.isConserved)
    }

    @Test(arguments: [("20.0", "A"), ("20.1", "U")])
    func `a coefficient of variation over 20 marks low reliability, one of exactly 20 does not`(
        confidence: String, letter: String
    ) throws {
        var layout = try LayoutFixture.long()
        layout.rows.columns.values = [
            .init(parts: [.value, .confidence], selection: .named([.heading("jobs")]), headingSays: nil)
        ]
        layout.cells.confidence = .coefficientOfVariation
        let table = TextTable(
            "year | area | industry | jobs | cv\n2019 | E06000021 | C | 500 | \(confidence)")
        let reading = try layout.read(table, areas: LayoutFixture.areas())
        #expect(reading.observations.first?.figure.letter == letter)
    }

    @Test func `every cell is an observation or dropped by a named rule`() throws {
        var layout = try LayoutFixture.long()
        layout.observations.keepAreas = .ours
        layout.observations.drop = [.init(texts: ["industry": ["41"]], because: "part of F")]
        let table = LayoutFixture.table(
            """
            2019 | E06000021 | C | 15000
            2019 | E06000021 | F | c
            2019 | E06000021 | 41 | 700
            2019 | E08000021 | C | 9000
            """)
        let report = try layout.read(table, areas: LayoutFixture.areas()).report
        #expect(report.cells == 4)
        #expect(report.published == 1)
        #expect(report.withheld == [.suppressedDisclosure: 1])
        #expect(report.dropped == ["drop industry: part of F": 1, "keep area: ours": 1])
        #expect(report.isConserved)
    }

    @Test func `a prefix says which of two areas of one name is meant`() throws {
        var layout = try LayoutFixture.long()
        layout.observations.area = .init(
            areNames: true,
            prefixes: [.init(text: "lep:", types: ["lep"]), .init(text: "lsip:", types: ["lsip"])])
        let table = LayoutFixture.table(
            "2019 | lep:Stoke-on-Trent and Staffordshire | C | 5\n2019 | lsip:Stoke-on-Trent and Staffordshire | C | 5"
        )
        let reading = try layout.read(table, areas: LayoutFixture.areas())
        #expect(reading.observations.map(\.area.code) == ["E37000032", "E69000029"])
    }

    @Test func `a person who writes a definition is told of every kind of fault at once`() throws {
        var layout = try LayoutFixture.long()
        layout.observations.keepAreas = .ours
        let table = LayoutFixture.table(
            """
            2019 | E06000021 | C | :
            2019 | E06000021 | X | 5
            2019 | E06000021 | F | :
            2019 | E08000021 | C | 9
            2019 | E06000021 | C | 7
            """)
        let reading = try layout.read(table, areas: LayoutFixture.areas(), goesOn: true)
        #expect(
            reading.faults.entries.map { "\($0.count): \($0.first)" } == [
                """
                2: jobs.csv:2:4 (jobs): error: ":" is not a number or a marker that the definition explains
                  mend: look up ":" in the source's notes, then add it under `instead of a number:` in sources/jobs.yml, for example `":": suppressed_disclosure`
                """,
                """
                1: jobs.csv:3:3 (industry): error: "X" is not a code of SIC 2007
                  mend: the nearest is "C" (Manufacturing); if the publisher uses a new code, add it to codelists/sic2007.csv; else correct the definition's `of:`
                """,
            ])
        #expect(reading.report.unread == 3)
        #expect(reading.report.published == 1)
        #expect(reading.report.dropped == ["keep area: ours": 1])
        #expect(reading.report.isConserved)
    }
}
