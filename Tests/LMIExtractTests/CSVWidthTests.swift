import LMIModel
import Testing

@testable import LMIExtract

/// Rows of another width than the headings: one wrong row and two files in one are told apart.
struct CSVWidthTests {
    private func fault(_ text: String, _ layout: RegionLayout = RegionLayout(header: .row(1))) throws
        -> String
    {
        let file = try TemporaryFile(text)
        let outcomes = [(1, 1), (4096, 1), (4, 3)].map {
            Outcome(file.path, layout, chunkSize: $0.0, threads: $0.1)
        }
        #expect(Set(outcomes).count == 1)
        guard case .fault(let text) = outcomes[0] else { return "none" }
        return text
    }

    @Test func `one row that is too wide among rows that fit is looked at`() throws {
        #expect(
            try fault("URN,Name\n1,a\n2,b\n3,c,d\n") == """
                f.csv:4: error: the row has 3 cells, the heading row has 2; it begins "3"; the table's 2 other rows fit
                  mend: look at the row: a cell with the delimiter in it must stand in quotes, and a row of another file must be taken out; then fetch the file again, or ask the publisher
                """)
    }

    @Test func `rows of two files under one heading row are told by their numbers`() throws {
        #expect(
            try fault("URN,Name\n1,a\n2,b\n3,c,d,e\n4,f,g,h\n") == """
                f.csv:4: error: the row has 4 cells, the heading row has 2; it begins "3"; of the table's 4 rows 2 have 2 (rows 2 to 3), 2 have 4 (rows 4 to 5)
                  mend: rows of two files seem to stand under one heading row: fetch the file again, or give each file its own heading row; else ask the publisher: a cell with the delimiter in it must stand in quotes
                """)
    }

    @Test func `a heading row that lacks cells is told from rows that have too many`() throws {
        #expect(
            try fault("URN,Name\n1,a,x\n2,b,x\n") == """
                f.csv:2: error: the row has 3 cells, the heading row has 2; it begins "1"; of the table's 2 rows 2 have 3 (rows 2 to 3)
                  mend: look at the heading row: it lacks cells that all rows have; fetch the file again, or ask the publisher
                """)
        #expect(
            try fault("URN,Name\n1,a,x\n") == """
                f.csv:2: error: the row has 3 cells, the heading row has 2; it begins "1"; it is the table's only row
                  mend: look at the row: a cell with the delimiter in it must stand in quotes, and a row of another file must be taken out; then fetch the file again, or ask the publisher
                """)
    }

    @Test func `the mend for short rows says how short they get`() throws {
        #expect(
            try fault("a,b,c,d\n1,2,3,4\n1,2,3\n1,2,3,4\n1\n1,2,3,4\n") == """
                f.csv:3: error: the row has 3 cells, the heading row has 4; it begins "1"; of the table's 5 rows 3 have 4 (the first is row 2, the last row 6), 1 has 3 (row 3), 1 has 1 (row 5)
                  mend: fetch the file again; if rows of this file may lack cells at the end, write `short rows may lack: 3` under `table:`
                """)
    }

    @Test func `rows are counted up to the next fault`() throws {
        #expect(
            try fault("a,b\n1,2\n1,2,3\n1,2\n1,x\"\n1,2\n") == """
                f.csv:3: error: the row has 3 cells, the heading row has 2; it begins "1"; of the table's first 3 rows 2 have 2 (the first is row 2, the last row 4), 1 has 3 (row 3)
                  mend: look at the row: a cell with the delimiter in it must stand in quotes, and a row of another file must be taken out; then fetch the file again, or ask the publisher
                """)
    }

    @Test func `rows of many widths are not all listed`() throws {
        #expect(
            try fault("a\n1\n1,2\n1,2,3\n1,2,3,4\n1,2,3,4,5\n1,2,3,4,5,6\n").hasPrefix(
                """
                f.csv:3: error: the row has 2 cells, the heading row has 1; it begins "1"; of the table's 6 rows 1 has 1 (row 2), 1 has 2 (row 3), 1 has 3 (row 4), 1 has 4 (row 5), the rest has 2 other widths
                """))
    }

    @Test func `rows that end before the file does are judged one by one`() throws {
        #expect(
            try fault(
                "a,b\n1,2,3\n\nNotes\n", RegionLayout(header: .row(1), ends: .blankRow, below: .notes)) == """
                    f.csv:2: error: the row has 3 cells, the heading row has 2; it begins "1"
                      mend: fetch the file again, or ask the publisher: a cell with the delimiter in it must stand in quotes
                    """)
    }

    @Test func `a file that ends inside quotes is cut`() throws {
        #expect(
            try fault("a,b\n1,2\n3,\"21,52") == """
                f.csv:3:2: error: the file ends inside this cell, before the quote that closes it: "\\"21,52"
                  mend: the file was cut off: fetch it again; if the publisher's own file is so, write `last row is cut off: {because: …}` under `table:`
                """)
    }
}
