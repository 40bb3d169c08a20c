import LMIModel
import Testing

@testable import LMIExtract

/// Tables under one another, each begun by a text of its own.
struct CSVPanelTests {
    /// As a forecaster's workbook has it: the first heading row stands above the text that begins a panel, or
    /// is blank.
    static let levels = """
        "Employment, 2015-2035, Staffordshire",,
        ,2015,2020
        Levels,,
        Engineering,7.6,6.2
        ,,
        All,7.6,6.2
        ,,
        Shares,2015,2020
        Engineering,100,100
        Continued,,
        ,,
        ,2015-2020,2020-2035
        Growth,,
        Engineering,-1.5,-2.7

        """

    static func layout(
        _ texts: [String] = ["Levels", "Shares", "Growth"],
        ends: RegionLayout.End = .before(firstCell: "Cont")
    ) -> RegionLayout {
        RegionLayout(
            header: .panels(texts, says: "panel"), headerRows: 2, foundRow: 2, ends: ends, blankRows: .skip)
    }

    @Test func `each panel is a table that says its own name`() throws {
        let tables = try tables(Self.levels, Self.layout())
        #expect(
            tables.map(\.headings) == [
                ["Levels", "2015", "2020"], ["Shares", "2015", "2020"], ["Growth", "2015-2020", "2020-2035"],
            ])
        #expect(tables.map { $0.above["panel"]?.text } == ["Levels", "Shares", "Growth"])
        #expect(
            tables.map { $0.above["panel"]?.cell.description } == ["f.csv:3:1", "f.csv:8:1", "f.csv:13:1"])
        #expect(tables.map(\.headingRecord) == [3, 8, 13])
    }

    @Test func `the rows of all panels are read, and no other`() throws {
        let file = try TemporaryFile(Self.levels)
        #expect(
            Outcome(file.path, Self.layout())
                == .rows([
                    4: ["Engineering", "7.6", "6.2"], 6: ["All", "7.6", "6.2"],
                    9: ["Engineering", "100", "100"], 14: ["Engineering", "-1.5", "-2.7"],
                ]))
    }

    @Test func `every row of the file is a heading, a figure's row, above, below or blank`() throws {
        let tables = try tables(Self.levels, Self.layout())
        #expect(
            tables.map(\.around) == [
                RowsAround(above: 1, blank: 1), RowsAround(), RowsAround(above: 1, blank: 1),
            ])
        var all = RowsAround()
        for table in tables { all.add(table.around) }
        #expect(14 == all.above + all.below + all.blank + 6 + 4)
    }

    @Test func `a line above the first panel is said of all, until it stands again`() throws {
        var layout = RegionLayout(
            header: .panels(["A", "B", "C"], says: "panel"), ends: .before(firstCell: "Table"))
        layout.aboveLines = [try Template("Title {title}")]
        let tables = try tables("Title one\nA\n1\nB\n2\nTable\nTitle two\nC\n3\n", layout)
        #expect(tables.map { $0.above["title"]?.text } == ["one", "one", "two"])
    }

    @Test func `a panel that is gone is named`() throws {
        #expect(
            try fault(Self.levels, Self.layout(["Levels", "Shares", "Growht"])) == """
                f.csv: error: no row has the first cell "Growht"; the nearest is "Growth" in row 13
                  mend: write "Growth" under `first cell:` of `header:` if the table begins so now
                """)
        #expect(
            try fault(Self.levels, Self.layout(["Levels", "Shares", "Zyx"])) == """
                f.csv: error: no row has the first cell "Zyx"; the file begins "Employment, 2015-2035, Staffordshire"
                  mend: look at the file: correct `first cell:` of `header:` under `table:`, or take a table that is gone out of it
                """)
    }

    @Test func `a panel that begins twice names both rows`() throws {
        for text in ["A\n1\nB\n2\nA\n3\n", "A\n1\nA\n3\nB\n2\n"] {
            let row = text.hasPrefix("A\n1\nB") ? 5 : 3
            #expect(
                try fault(text, RegionLayout(header: .panels(["A", "B"], says: "panel"))) == """
                    f.csv:\(row):1: error: "A" begins a table here and in row 1 already
                      mend: each text under `first cell:` of `header:` begins one table: look at both rows, or ask the publisher which counts
                    """)
        }
    }

    @Test func `a text that ends no panel is stale`() throws {
        #expect(
            try fault(Self.levels, Self.layout(ends: .before(firstCell: "Notes"))) == """
                f.csv: error: no row begins with "Notes", where a table should end
                  mend: correct `ends:` under `table:`
                """)
    }

    @Test func `a heading row above the file's first row is an error`() throws {
        #expect(
            try fault("A,1\nx,2\n", RegionLayout(header: .firstCell("A"), headerRows: 2, foundRow: 2)) == """
                f.csv:1: error: 0 rows stand above this one, which should be heading row 2
                  mend: correct `in heading row:` of `header:` under `table:`
                """)
    }

    @Test func `tables of one heading may end where the next begins`() throws {
        let layout = RegionLayout(header: .firstCell("Area"), repeats: 2, ends: .nextHeading)
        let file = try TemporaryFile("Area,n\nx,1\ny,2\nArea,n\nx,3\n")
        #expect(Outcome(file.path, layout) == .rows([2: ["x", "1"], 3: ["y", "2"], 5: ["x", "3"]]))
        #expect(
            try fault("Area,n\nx,1\nArea,n\nx,3\nArea,n\nx,3\n", layout) == """
                f.csv:5:1: error: 3 rows have the first cell "Area" (rows 1, 3, 5), but 2 heading rows are expected
                  mend: write `repeats: 3` under `table:` if all of them are wanted, or name the one by its number with `header: row 1`
                """)
    }
}
