import LMIModel
import Testing

@testable import LMIExtract

/// What a definition says of the texts of headings.
struct CSVHeadingTests {
    private func headings(_ text: String, _ layout: RegionLayout) throws -> [String] {
        let file = try TemporaryFile(text)
        return try CSVFile(path: file.path, name: "f.csv", encoding: .utf8).tables(layout)[0].headings
    }

    private static let both = HeadingRules(footnotes: [.round, .square])

    @Test func `footnote numbers are taken off the ends of headings`() throws {
        #expect(
            try headings(
                "Region [note 1],Pupils (7),\"All (10, 11)\",Pay\u{A0}[2] [Notes 3]\nx,1,2,3\n",
                RegionLayout(header: .row(1), headings: Self.both)) == ["Region", "Pupils", "All", "Pay"])
    }

    @Test func `a year, a word or a lone number in brackets is no footnote`() throws {
        #expect(
            try headings(
                "Jobs [1],Jobs (2019),(3),Pay (£),Rate (note),(4) more,Pay (5)\n1,2,3,4,5,6,7\n",
                RegionLayout(header: .row(1), headings: Self.both))
                == ["Jobs", "Jobs (2019)", "(3)", "Pay (£)", "Rate (note)", "(4) more", "Pay"])
    }

    @Test func `a heading is found without its footnote`() throws {
        let file = try TemporaryFile("Title,\nLocal authority [note 1],2017\nYork,10\n")
        let layout = RegionLayout(
            header: .firstCell("Local authority"), headings: HeadingRules(footnotes: [.square]))
        #expect(Outcome(file.path, layout) == .rows([3: ["York", "10"]]))
    }

    @Test func `brackets that no footnote stands in are stale`() throws {
        #expect(
            try fault("Area (1),n\nx,1\n", RegionLayout(header: .row(1), headings: Self.both)) == """
                f.csv: error: no heading ends with a footnote number in square brackets
                  mend: take "square brackets" out of `footnotes in headings:` under `table:`
                """)
    }

    private static let spanning = RegionLayout(
        header: .row(1), headerRows: 3, headings: HeadingRules(isFilled: true))

    @Test func `a spanning heading stands over all its columns`() throws {
        #expect(
            try headings(
                ",Men,,,Women,\n,Full,,Part,,Full\nArea,n,%,n,n,n\nx,1,2,3,4,5\n", Self.spanning) == [
                    "Area", "Men | Full | n", "Men | Full | %", "Men | Part | n", "Women | n",
                    "Women | Full | n",
                ])
    }

    @Test func `the last heading row is never filled`() throws {
        #expect(
            try headings(
                "Men,\nn,\n1,2\n",
                RegionLayout(header: .row(1), headerRows: 2, headings: HeadingRules(isFilled: true)))
                == ["Men | n", "Men"])
    }

    @Test func `headings that span nothing are stale`() throws {
        #expect(
            try fault("Men,Women\nn,\nx,\n1,2\n", Self.spanning) == """
                f.csv: error: no heading spans several columns: there is no empty cell to fill
                  mend: take `spanning headings:` under `table:` away, or correct `heading rows:`
                """)
    }

    @Test func `a heading that was expected must be there`() throws {
        let text = ",Total,Enterprise M3\nRow,1,2\n"
        func layout(_ expect: [Int: String]) -> RegionLayout {
            RegionLayout(header: .row(1), headings: HeadingRules(expect: expect))
        }
        let file = try TemporaryFile(text)
        #expect(Outcome(file.path, layout([2: "Total", 1: ""])) == .rows([2: ["Row", "1", "2"]]))
        #expect(
            try fault(text, layout([2: "Total", 3: "Black Country"])) == """
                f.csv:1:3: error: the heading says "Enterprise M3", but "Black Country" is expected
                  mend: look whether the column still is what it was; if only its heading changed, correct `expect headings:` under `table:`
                """)
        #expect(
            try fault(text, layout([4: "Leeds"])) == """
                f.csv:1: error: the table has 3 columns, so no heading 4 can say "Leeds"
                  mend: correct `expect headings:` under `table:`, or look what the publisher changed
                """)
    }
}
