import LMIModel
import LMITestSupport
import LMITransform
import Testing

/// What a layout says when a file is not as it describes: whole texts.
struct LayoutDiagnosticTests {
    private func message(_ rows: String, _ change: (inout Layout) -> Void = { _ in }) throws -> String? {
        try message(LayoutFixture.table(rows), change)
    }

    private func message(_ table: TextTable, _ change: (inout Layout) -> Void = { _ in }) throws -> String? {
        var layout = try LayoutFixture.long()
        change(&layout)
        let areas = try LayoutFixture.areas()
        return #expect(throws: Diagnostic.self) { try layout.read(table, areas: areas) }?.description
    }

    @Test func `a renamed column is named, with the nearest heading`() throws {
        let table = TextTable("year | area | industry | job\n2019 | E06000021 | C | 5")
        #expect(
            try message(table) == """
                jobs.csv:1: error: no column is headed "jobs"; the nearest is "job"
                  mend: if the publisher renamed the column, write the new heading under `values:` in sources/jobs.yml
                """)
    }

    @Test func `a heading that stands twice is not chosen by chance`() throws {
        let table = TextTable("year | area | industry | jobs | jobs\n2019 | E06000021 | C | 5 | 6")
        #expect(
            try message(table) == """
                jobs.csv:1:5 (jobs): error: 2 columns are headed "jobs"
                  mend: name the column by its number under `values:` in sources/jobs.yml
                """)
    }

    @Test func `a new column is not passed over`() throws {
        let table = TextTable("year | area | industry | jobs | note\n2019 | E06000021 | C | 5 | x")
        #expect(
            try message(table) == """
                jobs.csv:1:5 (note): error: no line of the definition speaks for column 5, headed "note"
                  mend: say what it holds under `columns:` in sources/jobs.yml, or add it to `ignore:` there
                """)
    }

    @Test func `an unknown marker is shown where it stands, with the line to add`() throws {
        #expect(
            try message("2019 | E06000021 | C | 1.2O4") == """
                jobs.csv:2:4 (jobs): error: "1.2O4" is not a number or a marker that the definition explains
                  mend: look at the cell: if all numbers are written so, correct `numbers:` under `cells:` in sources/jobs.yml; if only this one is, ask the publisher
                """)
    }

    @Test func `an empty cell is not a zero`() throws {
        #expect(
            try message("2019 | E06000021 | C | ") == """
                jobs.csv:2:4 (jobs): error: the cell is empty, and the definition does not say what an empty cell means
                  mend: look in the source's notes, then add `"": not_available` (or another reason) under `instead of a number:` in sources/jobs.yml
                """)
    }

    @Test(arguments: ["1e3", "1,234", "+5", " 5", "١٢", "0x1F", "NaN", "5.", ".5", "12 34"])
    func `what only a programmer or another country would call a number is refused`(text: String) throws {
        var layout = try LayoutFixture.long()
        layout.cells = CellLayout()
        let table = LayoutFixture.table("2019 | E06000021 | C | \(text == " 5" ? "\u{A0}5" : text)")
        let areas = try LayoutFixture.areas()
        #expect(throws: Diagnostic.self) { try layout.read(table, areas: areas) }
    }

    @Test func `a number below zero is refused where the measure cannot be`() throws {
        #expect(
            try message("2019 | E06000021 | C | -1") == """
                jobs.csv:2:4 (jobs): error: "-1" is below zero, and this measure cannot be
                  mend: if negative figures are real here, add `negative: yes` under `cells:` in sources/jobs.yml
                """)
    }

    @Test func `a number too long to hold exactly is refused`() throws {
        #expect(
            try message("2019 | E06000021 | C | 99999999999999999999") == """
                jobs.csv:2:4 (jobs): error: "99999999999999999999" has more digits than lmi can hold exactly (18)
                  mend: if the figures are unrounded, say with `decimals:` under `numbers:` in sources/jobs.yml how many decimals to keep; else ask the publisher
                """)
    }

    @Test func `a number on no rounding grid of its publisher is refused`() throws {
        let text = try message("2019 | E06000021 | C | 275") {
            $0.observations.measure = .stated(.init(id: "employees", unit: "people", rounding: .bres))
        }
        #expect(text?.hasPrefix("jobs.csv:2:4 (jobs): error: \"275\" ") == true)
    }

    @Test func `an unknown area names the nearest and the list`() throws {
        #expect(
            try message("2019 | E06000012 | C | 5") == """
                jobs.csv:2:2 (area): error: "E06000012" is not an area of areas.csv; the nearest is "E06000021"
                  mend: add a line for it to areas.csv, or `unknown areas: drop` under `observations:` in sources/jobs.yml if such areas are to be left out
                """)
    }

    @Test func `a name that two areas share is not chosen by chance`() throws {
        #expect(
            try message("2019 | Stoke-on-Trent and Staffordshire | C | 5") {
                $0.observations.area.areNames = true
            } == """
                jobs.csv:2:2 (area): error: "Stoke-on-Trent and Staffordshire" may be several areas: E37000032 (lep), E69000029 (lsip)
                  mend: say which type is meant with `type:` under `area:` in sources/jobs.yml, or which area under `also:` there
                """)
    }

    @Test func `an unknown industry names the nearest code and the list`() throws {
        #expect(
            try message("2019 | E06000021 | 42 | 5") == """
                jobs.csv:2:3 (industry): error: "42" is not a code of SIC 2007
                  mend: the nearest is "41" (Construction of buildings); if the publisher uses a new code, add it to codelists/sic2007.csv; else correct the definition's `of:`
                """)
    }

    @Test func `a code of another level is not one of the declared level`() throws {
        #expect(
            try message("2019 | E06000021 | 41 | 5") { $0.observations.dimensions[0].level = "section" }
                == """
                jobs.csv:2:3 (industry): error: "41" is not a section of SIC 2007
                  mend: the nearest is "C" (Manufacturing); if the publisher uses a new code, add it to codelists/sic2007.csv; else correct the definition's `of:`
                """)
    }

    @Test func `a period of another style is refused`() throws {
        #expect(
            try message("201920 | E06000021 | C | 5") == """
                jobs.csv:2:1 (year): error: "201920" is not a year written like "2019"
                  mend: correct `as:` and `written:` under `period:` in sources/jobs.yml
                """)
    }

    @Test func `a column that always says one thing is held to it`() throws {
        let table = TextTable("year | area | industry | jobs | sex\n2019 | E06000021 | C | 5 | Male")
        #expect(
            try message(table) { $0.rows.columns.expect = [(.heading("sex"), "Total")] } == """
                jobs.csv:2:5 (sex): error: "Male" stands where the definition expects "Total"
                  mend: if both are wanted, make the column a label in sources/jobs.yml; else ask for "Total" alone when fetching
                """)
    }

    @Test func `a number beside a flag that means withheld is a contradiction`() throws {
        let table = TextTable("year | area | industry | jobs | status\n2019 | E06000021 | C | 5 | Q")
        #expect(
            try message(table) {
                $0.rows.columns.rowFlag = .heading("status")
                $0.cells.flags = ["Q": .withheld(.suppressedQuality, below: nil)]
            } == """
                jobs.csv:2:4 (jobs): error: "5" stands beside the flag "Q", which means suppressed_quality: a withheld figure has no number
                  mend: if the number stays, declare the flag as a status under `flag:` in sources/jobs.yml
                """)
    }

    @Test func `a value without its confidence row is refused`() throws {
        let table = TextTable("year | area | industry | jobs | kind\n2019 | E06000021 | C | 5 | Value")
        #expect(
            try message(table) {
                $0.rows.columns.labels.append(("kind", [.heading("kind")]))
                $0.pairs = PairLayout(label: "kind", value: "Value", confidence: "Confidence")
            } == """
                jobs.csv:2:4 (jobs): error: this row has no partner: the row that says "Confidence" for the same figure is missing
                  mend: fetch the file again with both; or correct `pairs:` under `rows:` in sources/jobs.yml
                """)
    }

    @Test func `a label that the table does not give is a fault of the definition`() throws {
        #expect(
            try message("2019 | E06000021 | C | 5") {
                $0.rows.columns.labels.removeFirst()
                $0.rows.columns.ignore = [.named([.heading("year")])]
            } == """
                jobs.csv:1: error: nothing says the period of a figure; the labels of this table are "area", "industry"
                  mend: name the column that says it under `labels:` in sources/jobs.yml, or state it with `is:`
                """)
    }
}
