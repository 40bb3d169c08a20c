import LMIModel
import LMITestSupport
import LMITransform
import Testing

/// How rows become records.
struct RegisterReaderTests {
    /// Every kind of column, in the order of the table's headings.
    private static func layout(_ change: (inout RegisterLayout) throws -> Void = { _ in }) throws
        -> RegisterLayout
    {
        func column(_ id: String, _ rule: RegisterLayout.Rule, mayBeEmpty: Bool = false)
            -> RegisterLayout.Column
        {
            .init(id: id, rule: rule, mayBeEmpty: mayBeEmpty, title: id, meaning: id)
        }
        let labels = ["code", "name", "opened", "pupils", "share", "status", "industry", "area", "head"]
        var layout = RegisterLayout(
            source: "schools",
            rows: RowLayout(
                definition: "sources/schools.yml",
                columns: ColumnLayout(labels: labels.map { ($0, [.heading($0)]) }, values: [])),
            columns: [
                column("code", .text), column("name", .text),
                column(
                    "opened", .date([PeriodStyle(kind: .snapshotDay, writing: .dayFirst)]), mayBeEmpty: true),
                column("pupils", .wholeNumber(.plain)), column("share", .number(.plain)),
                column("status", .oneOf(["Open", "Closed"])),
                column(
                    "industry", .code(.init(id: "industry", list: try LayoutFixture.industries()))),
                column("area", .area(.init())),
            ],
            key: ["code"], keptOut: ["head"])
        try change(&layout)
        return layout
    }

    private static func table(_ rows: String...) -> TextTable {
        TextTable(
            "code | name | opened | pupils | share | status | industry | area | head\n"
                + rows.joined(separator: "\n"), file: "schools.csv")
    }

    private static let one = "1 | Kilnbrook | 01-09-2013 | 812 | 12.5 | Open | C | E06000021 | Quillfeather"

    private func read(
        _ layout: RegisterLayout, _ rows: String...
    ) throws -> RegisterReading {
        try layout.read(
            TextTable(
                "code | name | opened | pupils | share | status | industry | area | head\n"
                    + rows.joined(separator: "\n"), file: "schools.csv"), areas: LayoutFixture.areas())
    }

    private func refusal(_ layout: RegisterLayout, _ row: String) throws -> String {
        do {
            _ = try read(layout, row)
            return "not refused"
        } catch let error as Diagnostic {
            return "\(error)"
        }
    }

    @Test func `every cell of a record is what its column holds`() throws {
        let register = try read(Self.layout(), Self.one).register
        let record = try #require(register.records.first)
        #expect(
            record.values.map(\.plain) == [
                "1", "Kilnbrook", "2013-09-01", "812", "12.5", "Open", "C", "E06000021",
            ])
        #expect(
            record.values[6]
                == .code(try #require(LayoutFixture.industries().code("C")), label: "Manufacturing"))
        #expect(record.cell == CellReference(file: "schools.csv", row: 2))
        #expect(register.key(of: record) == ["1"])
    }

    @Test func `what is kept out is in no record`() throws {
        let register = try read(Self.layout(), Self.one).register
        #expect(!"\(register)".contains("Quillfeather"))
        #expect(!register.columns.contains { $0.id == "head" })
    }

    @Test func `every row is a record or left out by a named rule, and is known by its key`() throws {
        let layout = try Self.layout { layout in
            layout.keepAreas = .ours
            layout.dropsUnknownAreas = true
            layout.drop = [.init(texts: ["status": ["Closed"]], because: "closed schools teach nobody")]
        }
        let reading = try read(
            layout, Self.one, "2 | Otterlea |  | 5 | 1 | Closed | C | E06000021 | -",
            "3 | Farhome |  | 5 | 1 | Open | C | E08000021 | -",
            "4 | Nowhere |  | 5 | 1 | Open | C | E99999999 | -")
        #expect(reading.register.records.count == 1)
        #expect(
            reading.register.leftOut == [
                .init(
                    key: ["2"], rule: "drop status: closed schools teach nobody",
                    cell: CellReference(file: "schools.csv", row: 3)),
                .init(
                    key: ["3"], rule: "keep area: ours", cell: CellReference(file: "schools.csv", row: 4)),
                .init(
                    key: ["4"], rule: "unknown areas: drop", cell: CellReference(file: "schools.csv", row: 5)),
            ])
        #expect(reading.report.isConserved)
        #expect(reading.report.rows == 4)
    }

    @Test(
        arguments: [
            (
                "1 |  |  | 5 | 1 | Open | C | E06000021 | -",
                """
                schools.csv:2:2 (name): error: the cell is empty, and the definition does not say that it may be
                  mend: if that is all right, add `may be empty: yes` to "name" under `register:` in sources/schools.yml; else ask the publisher
                """
            ),
            (
                "1 | K | 2013-09-01 | 5 | 1 | Open | C | E06000021 | -",
                """
                schools.csv:2:3 (opened): error: "2013-09-01" is not a day written like "14-03-2025"
                  mend: correct `written:` of "opened" under `register:` in sources/schools.yml; else ask the publisher
                """
            ),
            (
                "1 | K |  | 5.5 | 1 | Open | C | E06000021 | -",
                """
                schools.csv:2:4 (pupils): error: "5.5" is not a whole number
                  mend: if all such cells are written so, correct `numbers:` of "pupils", or read it `as: text` under `register:` in sources/schools.yml; else ask the publisher
                """
            ),
            (
                "1 | K |  | 5 | few | Open | C | E06000021 | -",
                """
                schools.csv:2:5 (share): error: "few" is not a plain number
                  mend: if all such cells are written so, correct `numbers:` of "share", or read it `as: text` under `register:` in sources/schools.yml; else ask the publisher
                """
            ),
            (
                "1 | K |  | 5 | 1 | Opened | C | E06000021 | -",
                """
                schools.csv:2:6 (status): error: "Opened" is not one of the texts that the definition lists; the nearest is "Open"
                  mend: add "Opened" under `one of:` of "status" under `register:` in sources/schools.yml; else ask the publisher
                """
            ),
            (
                "1 | K |  | 5 | 1 | Open | 42 | E06000021 | -",
                """
                schools.csv:2:7 (industry): error: "42" is not a code of SIC 2007
                  mend: the nearest is "41" (Construction of buildings); if the publisher uses a new code, add it to codelists/sic2007.csv; else correct the definition's `of:`
                """
            ),
            (
                "1 | K |  | 5 | 1 | Open | C | E06000022 | -",
                """
                schools.csv:2:8 (area): error: "E06000022" is not an area of areas.csv; the nearest is "E06000021"
                  mend: add a line for it to areas.csv, or `unknown areas: drop` under `register:` in sources/schools.yml if such areas are to be left out
                """
            ),
        ])
    func `a cell that is not what its column holds is refused`(row: String, message: String) throws {
        #expect(try refusal(Self.layout(), row) == message)
    }

    @Test func `two records of one key are refused, naming both rows`() throws {
        let layout = try Self.layout()
        let reading = try read(layout, Self.one, Self.one)
        #expect {
            try layout.check(reading.register, rows: 2, file: "schools.csv")
        } throws: { error in
            "\(error)" == """
                schools.csv:3: error: code "1" stands in row 2 already
                  mend: if one of the two is to go, leave it out with `drop:`; if both are wanted, name under `key:` in sources/schools.yml what else tells them apart
                """
        }
    }

    @Test func `a register of other length than the definition expects is refused`() throws {
        let layout = try Self.layout { $0.expectedRows = 731 }
        let reading = try read(layout, Self.one)
        #expect {
            try layout.check(reading.register, rows: 1, file: "schools.csv")
        } throws: { error in
            "\(error)" == """
                schools.csv: error: the table has 1 rows, and the definition expects 731
                  mend: look at the publisher's page; if the list has really changed, correct `expect rows:` in sources/schools.yml
                """
        }
    }

    @Test func `a section row is no record, and says something of the records under it`() throws {
        let layout = RegisterLayout(
            source: "sic",
            rows: RowLayout(
                definition: "sources/sic.yml",
                columns: ColumnLayout(
                    labels: [("code", [.heading("code")]), ("title", [.heading("title")])], values: []),
                sections: [
                    SectionLayout(
                        column: "code", mark: .written(try Template("Section {section}")),
                        with: ["section title": "title"])
                ]),
            columns: ["section", "section title", "code", "title"].map {
                .init(id: $0, rule: .text, title: $0, meaning: $0)
            }, key: ["code"])
        let reading = try layout.read(
            TextTable("code | title\nSection A | Farming\n01110 | Growing of cereals"),
            areas: LayoutFixture.areas())
        #expect(
            reading.register.records.map { $0.values.map(\.plain) } == [
                ["A", "Farming", "01110", "Growing of cereals"]
            ])
        #expect(reading.report.dropped == ["section rows": 1])
        #expect(reading.report.isConserved)
    }

    @Test func `a record holds from its first day to its last, and without a first day never`() throws {
        let day = PeriodStyle(kind: .snapshotDay, writing: .isoDay)
        let layout = RegisterLayout(
            source: "employers",
            rows: RowLayout(
                definition: "sources/employers.yml",
                columns: ColumnLayout(
                    labels: ["name", "consent", "valid to"].map { ($0, [.heading($0)]) }, values: [])),
            columns: [
                .init(id: "name", rule: .text, title: "", meaning: ""),
                .init(id: "consent", rule: .date([day]), mayBeEmpty: true, title: "", meaning: ""),
                .init(id: "valid to", rule: .date([day]), title: "", meaning: ""),
            ], key: ["name"], validity: .init(from: "consent", until: "valid to"))
        let table = TextTable(
            """
            name | consent | valid to
            first | 2026-11-22 | 2027-01-01
            last | 2024-01-01 | 2026-11-22
            later | 2026-11-23 | 2027-01-01
            over | 2024-01-01 | 2026-11-21
            silent |  | 2027-01-01
            """)
        let register = try layout.read(table, areas: LayoutFixture.areas()).register
        let held = register.holding(on: try #require(Day(2026, 11, 22)))
        #expect(held.records.map { $0.values[0].plain } == ["first", "last"])
        #expect(held.leftOutByRule == ["valid from consent": 2, "valid until valid to": 1])
    }
}
