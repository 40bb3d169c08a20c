import LMIModel
import Testing

@testable import LMIExtract

/// What stands around a table, and how a file may end.
struct CSVSurroundingTests {
    private static let series = RegionLayout(header: .noneAfter(firstCell: "Important notes"))
    private static let seriesText =
        "\"CDID\",\"LF62\"\n\"Important notes\",\n\"1992\",\"54.2\"\n\"1993\",\"5\"\n"

    @Test func `data begin under the line that they are said to start after`() throws {
        let table = try tables(Self.seriesText, Self.series)[0]
        #expect(table.headings == ["", ""] && table.headingRecord == 0)
        #expect(table.around == RowsAround(above: 2))
        let file = try TemporaryFile(Self.seriesText)
        #expect(Outcome(file.path, Self.series) == .rows([3: ["1992", "54.2"], 4: ["1993", "5"]]))
    }

    @Test func `the line that data start after must come, once, with data under it`() throws {
        #expect(
            try fault("CDID,LF62\nImportant note,\n1992,5\n", Self.series) == """
                f.csv: error: no row has the first cell "Important notes"; the nearest is "Important note" in row 2
                  mend: write `starts after: Important note` under `table:` if the data begin there now
                """)
        #expect(
            try fault(Self.seriesText + "Important notes,\n", Self.series) == """
                f.csv:5:1: error: the text "Important notes" stands again; the table starts after the one in row 2
                  mend: write `starts at row: 3` under `table:` instead of `starts after:`
                """)
        #expect(
            try fault("CDID,LF62\nImportant notes,\n", Self.series) == """
                f.csv:3: error: no row stands under the text "Important notes" after which the table starts
                  mend: look whether the file is whole, or correct `starts after:` under `table:`
                """)
    }

    private static func lines(_ templates: [String]) throws -> RegionLayout {
        RegionLayout(header: .firstCell("Area"), aboveLines: try templates.map { try Template($0) })
    }

    private static let titled = "\"Jobs by area, 2015-2020, Leeds\",\nBack to contents\nArea,n\nx,1\n"

    @Test func `a line above a table says what its template cuts out of it`() throws {
        let table = try tables(
            Self.titled, Self.lines(["Jobs by area, {years}, {area}", "Back to contents"]))[0]
        #expect(table.above.mapValues(\.text) == ["years": "2015-2020", "area": "Leeds"])
        #expect(table.above["area"]?.cell.description == "f.csv:1:1")
    }

    @Test func `a template that no line above fits is an error`() throws {
        #expect(
            try fault(Self.titled, Self.lines(["Back to content"])) == """
                f.csv:3: error: no line above the table that begins here fits "Back to content"; the nearest is "Back to contents" in row 2
                  mend: correct it under `lines:` of `above:`, or fetch the file again
                """)
    }

    @Test func `a template that two lines fit is an error`() throws {
        #expect(
            try fault("Base: all\nBase: some\nArea,n\nx,1\n", Self.lines(["Base: {base}"])) == """
                f.csv:2:1: error: "Base: some" fits "Base: {base}", and so does row 1 above the same table
                  mend: write more of the line's own words into the template, under `lines:` of `above:`
                """)
    }

    @Test func `a line that a template cuts in two ways is an error`() throws {
        #expect(
            try fault(Self.titled, Self.lines(["Jobs {what}, {area}"])) == """
                f.csv:1:1: error: "Jobs by area, 2015-2020, Leeds" can be cut into "Jobs {what}, {area}" in more than one way
                  mend: write more of the line's own words into the template, under `lines:` of `above:`
                """)
    }

    @Test func `each table needs its own lines above`() throws {
        let text = "In 2018\nArea,n\nx,1\n\nArea,n\nx,2\n"
        var layout = try Self.lines(["In {year}"])
        (layout.repeats, layout.ends) = (2, .blankRow)
        #expect(
            try fault(text, layout) == """
                f.csv:5: error: no line above the table that begins here fits "In {year}"
                  mend: correct it under `lines:` of `above:`, or fetch the file again
                """)
        let tables = try tables(text.replacing("\n\nArea", with: "\n\nIn 2019\nArea"), layout)
        #expect(tables.map { $0.above["year"]?.text } == ["2018", "2019"])
        #expect(tables.map(\.around) == [RowsAround(above: 1), RowsAround(above: 1, blank: 1)])
    }

    private static let stacked = RegionLayout(
        header: .firstCell("Area"), repeats: 2, ends: .blankRow, aboveTake: ["year"], below: .notes)

    @Test func `a blank row within a table does not make notes of the rows after it`() throws {
        let whole =
            "year,2018,\nArea,a,b\nx,1,2\ny,3,4\n\nyear,2019,\nArea,a,b\nx,5,6\ny,7,8\n\nMade 2020,,\n"
        #expect(try fault(whole, Self.stacked) == "none")
        #expect(
            try fault(whole.replacing("x,1,2\n", with: "x,1,2\n,,\n"), Self.stacked) == """
                f.csv:5:1: error: the row that begins "y" looks like a row of the table that ended at the blank row 4
                  mend: if the table goes on, write `blank rows: skip` and another `ends:` under `table:`; if it is another table, write `below: other tables` or read it with `repeats:`
                """)
        let below = whole.replacing("x,5,6\n", with: "x,5,6\n,,\n")
        #expect(
            try fault(below, Self.stacked).hasPrefix(
                "f.csv:10:1: error: the row that begins \"y\" looks like"))
        var others = Self.stacked
        others.below = .otherTables
        #expect(try fault(below, others) == "none")
    }

    @Test func `rows above and below a table and blank rows are counted`() throws {
        let text = "Title\n\nArea,n\n,\nx,1\ny,2\nNotes,\n1. one\n\n2. two\n"
        let layout = RegionLayout(
            header: .firstCell("Area"), ends: .before(firstCell: "Notes"), blankRows: .skip, below: .notes)
        #expect(try tables(text, layout).map(\.around) == [RowsAround(above: 1, below: 3, blank: 3)])
    }

    @Test func `spaces at both ends of cells are taken off before anything else`() throws {
        let text =
            " Area , n\nStafford \u{A0},\" 1,000 \"\n\"\"\" x \"\" \",\t2\n  ,\u{2003}\nEnd\u{A0},\"\"\n"
        let layout = RegionLayout(header: .firstCell("Area"), blankRows: .skip, spacesTakenOff: true)
        let file = try TemporaryFile(text)
        #expect(
            Outcome(file.path, layout)
                == .rows([2: ["Stafford", "1,000"], 3: ["\" x \"", "2"], 5: ["End", ""]]))
        #expect(try tables(text, layout)[0].headings == ["Area", "n"])
    }

    private static let cut = RegionLayout(header: .row(1), lastRowIsCut: true)

    @Test(arguments: ["a,b\n1,\"£2\"\n3,\"£4,0", "a,b\n1,\"£2\"\n3", "a,b\n1,\"£2\"\n\""])
    func `a file's last row that is cut off is left out and named`(text: String) throws {
        let file = try TemporaryFile(text)
        #expect(Outcome(file.path, Self.cut) == .rows([2: ["1", "£2"]]))
        #expect(try tables(text, Self.cut)[0].around.cutOff?.description == "f.csv:3")
    }

    @Test func `a file that is declared to be cut off and is whole is an error`() throws {
        #expect(
            try fault("a,b\n1,2\n", Self.cut) == """
                f.csv:2: error: the file is whole: its last row has 2 cells and a line end
                  mend: take `last row is cut off:` under `table:` away; if a cell of the row lacks its end all the same, leave the row out with `drop:`
                """)
        #expect(
            try fault("a,b\n1,2\n3,4", Self.cut) == """
                f.csv:3: error: the file is whole: its last row has 2 cells
                  mend: take `last row is cut off:` under `table:` away; if a cell of the row lacks its end all the same, leave the row out with `drop:`
                """)
    }

    @Test func `a quote left open far above the end does not make good rows part of a cut one`() throws {
        #expect(
            try fault("a,b\n1,\"2\n3,4\n", Self.cut) == """
                f.csv:2:2: error: the quote that opens here is never closed: "\\"2\\n3,4\\n"
                  mend: fetch the file again in case it was cut; else close the quote in row 2 or ask the publisher
                """)
    }

    @Test func `a short row in the middle is not the one that is cut`() throws {
        #expect(
            try fault("a,b\n1\n3,4\n5", Self.cut) == """
                f.csv:2: error: the row has 1 cell, the heading row has 2; it begins "1"; of the table's 3 rows 2 have 1 (the first is row 2, the last row 4), 1 has 2 (row 3)
                  mend: fetch the file again; if rows of this file may lack cells at the end, write `short rows may lack: 1` under `table:`
                """)
    }
}
