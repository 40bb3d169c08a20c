import LMIModel
import Testing

@testable import LMIExtract

/// What a definition says about the place of tables is held against the file.
struct CSVRegionTests {
    static let stacked = "date,2018\nArea,n\nx,1\n,\ndate,2019\nArea,n\ny,2\n"

    @Test func `a heading that stands twice is an error where one is expected`() throws {
        #expect(
            try fault(Self.stacked, RegionLayout(header: .firstCell("Area"), ends: .blankRow, below: .notes))
                == """
                f.csv:6:1: error: 2 rows have the first cell "Area" (rows 2, 6), but one heading row is expected
                  mend: write `repeats: 2` under `table:` if all of them are wanted, or name the one by its number with `header: row 2`
                """)
    }

    @Test func `fewer tables than the definition says are an error`() throws {
        #expect(
            try fault(
                Self.stacked,
                RegionLayout(header: .firstCell("Area"), repeats: 3, ends: .blankRow, below: .notes)) == """
                    f.csv:2:1: error: 2 rows have the first cell "Area" (rows 2, 6), but 3 heading rows are expected
                      mend: write `repeats: 2` under `table:` if all of them are wanted, or name the one by its number with `header: row 2`
                    """)
    }

    @Test func `a heading within a table that runs to the end of the file is an error`() throws {
        #expect(
            try fault("Area,n\nx,1\nArea,n\ny,2\n", RegionLayout(header: .firstCell("Area"))) == """
                f.csv:3:1: error: the heading row's first cell, "Area", stands again within the table that begins in row 1
                  mend: say where each table ends and how often the heading repeats, under `table:`
                """)
    }

    @Test func `text under a table is an error unless it is declared`() throws {
        #expect(
            try fault(
                "Area,n\nx,1\n\nSource: us\n", RegionLayout(header: .firstCell("Area"), ends: .blankRow))
                    == """
                    f.csv:4:1: error: text stands under the table: "Source: us"
                      mend: write `below: notes` under `table:` if it is no figure, or `below: other tables` if it is not what this definition is about; else correct `ends:`
                    """)
    }

    @Test func `a line above that says something else is an error`() throws {
        #expect(
            try fault(
                Self.stacked,
                RegionLayout(header: .firstCell("Area"), ends: .blankRow, aboveExpect: ["date": "2020"]))
                    == """
                    f.csv:1:2 (date): error: the line "date" says "2018", but "2020" is expected
                      mend: fetch the file with "2020" chosen, or correct `expect:` under `above:`
                    """)
    }

    @Test func `a line above that is not there is an error`() throws {
        #expect(
            try fault(
                Self.stacked, RegionLayout(header: .firstCell("Area"), ends: .blankRow, aboveTake: ["sex"]))
                    == """
                    f.csv:2: error: no line above the table that begins here has the label "sex"
                      mend: correct the label under `above:`, or fetch the file again
                    """)
    }

    @Test func `a line above that stands twice is an error`() throws {
        #expect(
            try fault(
                "date,1\ndate :,2\nArea,n\n", RegionLayout(header: .firstCell("Area"), aboveTake: ["date"]))
                    == """
                    f.csv:2:2 (date): error: the line "date" stands twice above the table; the other is in row 1
                      mend: take "date" out of `above:`, or ask the publisher which line counts
                    """)
    }

    @Test func `a row that should end the table must come`() throws {
        #expect(
            try fault(
                "Area,n\nx,1\n", RegionLayout(header: .firstCell("Area"), ends: .before(firstCell: "Notes")))
                    == """
                    f.csv: error: no row under row 1 begins with "Notes", where the table should end
                      mend: correct `ends:` under `table:`
                    """)
    }

    @Test func `a heading row past the end of the file is an error`() throws {
        #expect(
            try fault("Area,n\nx,1\n", RegionLayout(header: .row(9))) == """
                f.csv: error: the file has 2 rows, so row 9 cannot begin the table
                  mend: correct the row's number under `table:`, or fetch the file again
                """)
    }

    @Test func `heading rows of two widths are an error`() throws {
        #expect(
            try fault("Area,n\nx,y,z\n", RegionLayout(header: .row(1), headerRows: 2)) == """
                f.csv:2: error: the heading row has 3 cells, the one above it has 2
                  mend: correct `heading rows:` under `table:`
                """)
    }

    @Test func `tables one under the other must say where each ends`() throws {
        #expect(
            try fault(Self.stacked, RegionLayout(header: .firstCell("Area"), repeats: 2)) == """
                f.csv: error: the layout has 2 tables one under the other, but says that the first runs to the end of the file
                  mend: write `ends: at a blank row`, `ends: at the next heading` or `ends: {before: …}` under `table:`
                """)
    }
}
