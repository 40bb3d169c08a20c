import LMIModel
import Testing

@testable import LMIExtract

/// Every fault of a file has one text, compared whole.
struct CSVDiagnosticTests {
    private func fault(
        _ bytes: [UInt8], _ layout: RegionLayout = RegionLayout(header: .row(1)),
        encoding: TextEncoding = .utf8,
        longestRecord: Int = 8 << 20
    ) throws -> String {
        let file = try TemporaryFile(bytes)
        let outcomes = [1, 4096].map {
            Outcome(file.path, layout, encoding: encoding, chunkSize: $0, longestRecord: longestRecord)
        }
        #expect(outcomes[0] == outcomes[1])
        guard case .fault(let text) = outcomes[1] else { return "none" }
        return text
    }

    private func fault(_ text: String, _ layout: RegionLayout = RegionLayout(header: .row(1))) throws
        -> String
    {
        try fault(Array(text.utf8), layout)
    }

    @Test func `a missing file is the source's fault`() {
        #expect(
            Outcome("/nowhere/at/all.csv")
                == .fault(
                    """
                    f.csv: error: the file cannot be opened: No such file or directory
                      mend: put the file there, or correct its name in the definition
                    """))
    }

    @Test(arguments: ["", "\u{FEFF}"])
    func `an empty file is refused, be it with a mark`(text: String) throws {
        #expect(
            try fault(text) == """
                f.csv: error: the file is empty
                  mend: fetch the file again, or ask the publisher
                """)
    }

    @Test func `a file of headings alone is a table without rows`() throws {
        let file = try TemporaryFile("a,b\n")
        #expect(Outcome(file.path) == .rows([:]))
    }

    @Test func `a heading that is gone is named with the nearest that is there`() throws {
        #expect(
            try fault("About\n\nAera,n\nx,1\n", RegionLayout(header: .firstCell("Area"))) == """
                f.csv: error: no row has the first cell "Area"; the nearest is "Aera" in row 3
                  mend: write `header: Aera` under `table:` if that is the heading row now
                """)
    }

    @Test func `a row of another width is named with both widths`() throws {
        #expect(
            try fault("a,b,c\n1,2,3\n4,5,6,7\n") == """
                f.csv:3: error: the row has 4 cells, the heading row has 3; it begins "4"; the table's other row fits
                  mend: look at the row: a cell with the delimiter in it must stand in quotes, and a row of another file must be taken out; then fetch the file again, or ask the publisher
                """)
    }

    @Test func `a blank row within a table is an error unless the definition says otherwise`() throws {
        #expect(
            try fault("a,b\n1,2\n\n3,4\n") == """
                f.csv:3: error: the row is blank: the row has 1 cell, the heading row has 2
                  mend: write `ends: at a blank row` or `blank rows: skip` under `table:`, as the file means it
                """)
    }

    @Test func `a file that ends within a row looks cut`() throws {
        #expect(
            try fault("a,b,c\n1,2,3\n4,5") == """
                f.csv:3: error: the row has 2 cells, the heading row has 3, and the file ends after "5"
                  mend: the file looks cut: fetch it again; if the publisher's own file is so, write `last row is cut off: {because: …}` under `table:`
                """)
    }

    @Test func `a quote that is never closed is named where it opens`() throws {
        #expect(
            try fault("a,b\n1,2\n3,\"four\n5,6\n7,8\n") == """
                f.csv:3:2: error: the quote that opens here is never closed: "\\"four\\n5,6\\n7,8\\n"
                  mend: fetch the file again in case it was cut; else close the quote in row 3 or ask the publisher
                """)
    }

    @Test func `a quote in the middle of a plain cell is refused`() throws {
        #expect(
            try fault("a,b\n1,6\" pipe\n") == """
                f.csv:2:2: error: a quote stands in the middle of a cell that does not begin with one, after "6"
                  mend: put the whole cell in quotes and double the quotes within it, or correct `delimiter:`
                """)
    }

    @Test func `text after a closing quote is refused`() throws {
        #expect(
            try fault("a,b\n\"1\"x,2\n") == """
                f.csv:2:1: error: text follows the closing quote of the cell "\\"1\\""
                  mend: look at the quotes of this cell: one is missing or one too many (a quote within a cell is written twice); if every row is so, correct `delimiter:`
                """)
    }

    @Test func `a carriage return alone is no line end`() throws {
        #expect(
            try fault("a,b\n1,2\r3,4\n") == """
                f.csv:2:2: error: a carriage return without a line feed stands outside quotes, after "2\\r"
                  mend: save the file with line feeds, or with carriage return and line feed, at the ends of its lines
                """)
    }

    @Test func `a row without an end in sight is refused before it fills the memory`() throws {
        let text = "a,b\n1,\"" + String(repeating: "long ", count: 60)
        #expect(
            try fault(Array(text.utf8), longestRecord: 200).hasPrefix(
                "f.csv:2:2: error: the row is longer than 200 bytes; the cell begins \"\\\"long long long "))
    }

    @Test func `a null byte is refused as the mark of another encoding`() throws {
        #expect(
            try fault("a,b\n1,\u{0}2\n") == """
                f.csv:2:2: error: the cell holds the control character 0x00, which is no text
                  mend: write `encoding: utf-16 little endian` if the file is UTF-16 (or `utf-16 big endian`); else take the character out
                """)
    }

    @Test func `another control character is refused`() throws {
        #expect(
            try fault("a,b\n1,\u{1B}2\n") == """
                f.csv:2:2: error: the cell holds the control character 0x1B, which is no text
                  mend: take the character out, or check that `encoding:` names the file's encoding
                """)
    }

    @Test func `a byte that is not UTF-8 is named with its offset`() throws {
        #expect(
            try fault(Array("a,b\n1,2\n3,".utf8) + [0xA3, 0x35, 0x0A]) == """
                f.csv:3:2: error: byte 0xA3 at offset 10 is not text in utf-8, which the definition declares
                  mend: write `encoding: windows-1252` in the source's definition if the file was saved so; else fetch it again
                """)
    }

    @Test func `a UTF-16 file declared as UTF-8 is told by its mark`() throws {
        #expect(
            try fault([0xFF, 0xFE, 0x61, 0]) == """
                f.csv: error: the file starts with the byte-order mark of UTF-16, but is declared as "utf-8"
                  mend: write `encoding: utf-16 with mark` in the source's definition
                """)
    }

    @Test func `a mark that was declared must be there`() throws {
        #expect(
            try fault(Array("a,b\n".utf8), encoding: .utf8WithMark) == """
                f.csv: error: the file does not start with a byte-order mark, but is declared as "utf-8 with mark"
                  mend: write `encoding: utf-8` in the source's definition, or whichever encoding the file has
                """)
    }

    @Test func `one of the five bytes that Windows-1252 leaves empty is refused`() throws {
        #expect(
            try fault(Array("a,b\n1,".utf8) + [0x81, 0x0A], encoding: .windows1252) == """
                f.csv:2:2: error: byte 0x81 at offset 6 is not text in windows-1252, which the definition declares
                  mend: correct `encoding:` in the source's definition, or fetch the file again
                """)
    }

    @Test func `half of a surrogate pair is refused`() throws {
        #expect(
            try fault([0xFF, 0xFE, 0x61, 0, 0x0A, 0, 0x00, 0xD8, 0x62, 0, 0x0A, 0], encoding: .utf16WithMark)
                == """
                f.csv:2:1: error: half of a UTF-16 surrogate pair, 0xD800, at offset 6 is not text in utf-16 with mark, which the definition declares
                  mend: correct `encoding:` in the source's definition, or fetch the file again
                """)
    }

    @Test func `a UTF-16 file of an odd number of bytes is cut`() throws {
        #expect(
            try fault([0x61, 0, 0x0A, 0, 0x62], encoding: .utf16LittleEndian) == """
                f.csv:2:1: error: half of a UTF-16 pair of bytes at offset 4 is not text in utf-16 little endian, which the definition declares
                  mend: correct `encoding:` in the source's definition, or fetch the file again
                """)
    }
}
