import LMIModel
import LMITestSupport
import LMITransform
import Testing

/// What a layout and a file say twice, or say of each other: refused, with the whole text.
struct ContradictionTests {
    private func message(_ table: TextTable, _ change: (inout Layout) -> Void) throws -> String? {
        var layout = try LayoutFixture.long()
        change(&layout)
        let areas = try LayoutFixture.areas()
        return #expect(throws: Diagnostic.self) { try layout.read(table, areas: areas) }?.description
    }

    private static let paired =
        "year | area | industry | jobs | kind | status\n2019 | E06000021 | C | 5 | Value | A\n"

    private func pair(_ layout: inout Layout) {
        layout.rows.columns.labels.append(("kind", [.heading("kind")]))
        layout.rows.columns.rowFlag = .heading("status")
        layout.pairs = PairLayout(label: "kind", value: "Value", confidence: "Confidence")
        layout.cells.flags = ["A": .status(.normal), "Q": .withheld(.suppressedQuality, below: nil)]
        layout.cells.confidence = .coefficientOfVariation
        layout.cells.insteadOfAConfidence = ["": .status(.lowReliability)]
    }

    @Test func `a flag on a confidence row is known to the definition like any other`() throws {
        let table = TextTable(Self.paired + "2019 | E06000021 | C | 3 | Confidence | ZZ")
        #expect(
            try message(table, pair) == """
                jobs.csv:3:6 (status): error: "ZZ" is not a flag that the definition explains
                  mend: look up "ZZ" in the source's notes, then add it under `flag:` in sources/jobs.yml, for example `"ZZ": suppressed_disclosure`
                """)
    }

    @Test func `a confidence that is withheld has no number`() throws {
        let table = TextTable(Self.paired + "2019 | E06000021 | C | 3 | Confidence | Q")
        #expect(
            try message(table, pair) == """
                jobs.csv:3:6 (status): error: the confidence "3" stands beside the flag "Q", which means suppressed_quality: a withheld figure has no number
                  mend: ask the publisher which of the two holds; or correct `flag:` in sources/jobs.yml
                """)
    }

    @Test func `a confidence that is withheld and empty leaves its figure standing`() throws {
        var layout = try LayoutFixture.long()
        pair(&layout)
        let table = TextTable(Self.paired + "2019 | E06000021 | C |  | Confidence | Q")
        let reading = try layout.read(table, areas: LayoutFixture.areas())
        #expect(reading.observations.map(\.figure) == [.published(ExactDecimal(units: 5), [.lowReliability])])
    }

    @Test func `a confidence beside a withheld figure is known to the definition like any other`() throws {
        let withheld = Self.paired.replacing("C | 5 | Value | A", with: "C |  | Value | Q")
        #expect(
            try message(TextTable(withheld + "2019 | E06000021 | C | ? | Confidence | A"), pair) == """
                jobs.csv:3:4 (jobs): error: "?" is not a confidence or a marker that the definition explains
                  mend: look up "?" in the source's notes, then add it under `instead of a confidence:` in sources/jobs.yml, for example `"?": suppressed_disclosure`
                """)
        var layout = try LayoutFixture.long()
        pair(&layout)
        let table = TextTable(withheld + "2019 | E06000021 | C |  | Confidence | Q")
        let reading = try layout.read(table, areas: LayoutFixture.areas())
        #expect(reading.observations.map(\.figure) == [.withheld(.suppressedQuality)])
    }

    @Test func `a column of labels is not a column of figures as well`() throws {
        let table = TextTable("year | area | industry | jobs\n2019 | E06000021 | C | 5")
        #expect(
            try message(table) {
                $0.rows.columns.values = [
                    .init(parts: [.value], selection: .named([.heading("year")]), headingSays: nil)
                ]
                $0.rows.columns.ignore = [.rest]
            } == """
                jobs.csv:1:1 (year): error: column 1, headed "year", stands under `values:` and in another line of the definition as well
                  mend: name it once under `columns:` in sources/jobs.yml
                """)
    }

    @Test func `an ignored column is not a column of figures as well`() throws {
        let table = TextTable("year | area | industry | jobs\n2019 | E06000021 | C | 5")
        #expect(
            try message(table) { $0.rows.columns.ignore = [.named([.heading("jobs")])] } == """
                jobs.csv:1:4 (jobs): error: column 4, headed "jobs", stands under `values:` and in another line of the definition as well
                  mend: name it once under `columns:` in sources/jobs.yml
                """)
    }

    @Test func `an ignored column says nothing`() throws {
        let table = TextTable("year | area | industry | jobs\n2019 | E06000021 | C | 5")
        #expect(
            try message(table) { $0.rows.columns.ignore = [.named([.position(3)])] } == """
                jobs.csv:1:3 (industry): error: column 3, headed "industry", stands under `ignore:` and in another line of the definition as well
                  mend: name it once under `columns:` in sources/jobs.yml
                """)
    }
}
