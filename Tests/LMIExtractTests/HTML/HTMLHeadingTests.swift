import LMIModel
import Testing

@testable import LMIExtract

/// What a definition says of the texts of a page's table.
struct HTMLHeadingTests {
    private static let jobs = """
        <table id=t><tr><td>Jobs<td><tr><th>Area [note 1]<th>Jobs (2)<tr><td>\u{2003}Stafford&emsp;<td>30\
        <tfoot><tr><td>Note<td></table>
        """
    private static let rules = HeadingRules(footnotes: [.round, .square], expect: [2: "Jobs"])

    @Test func `footnotes are taken off the headings of a page's table, which is found without them`() throws
    {
        let table = try table(Self.jobs, HTMLLayout(header: .firstCell("Area"), headings: Self.rules))
        #expect(table.headings == ["Area", "Jobs"])
        #expect(table.around == RowsAround(above: 1, below: 1))
    }

    @Test func `white space of every kind is taken off the cells of a page's table`() throws {
        let layout = HTMLLayout(header: .firstCell("Area"), headings: Self.rules, spacesTakenOff: true)
        #expect(try table(Self.jobs, layout).read(into: Rows(), threads: 1).cells == [["Stafford", "30"]])
    }

    @Test func `rules for headings of a page's table that do not hold are errors`() {
        #expect(
            refusal(
                Self.jobs,
                HTMLLayout(
                    header: .firstCell("Area"),
                    headings: HeadingRules(footnotes: [.round, .square], expect: [2: "Pay"]))) == """
                    jobs.html (table "t"):2:2: error: the heading says "Jobs", but "Pay" is expected
                      mend: look whether the column still is what it was; if only its heading changed, correct `expect headings:` under `table:`
                    """)
        #expect(
            refusal(Self.jobs, HTMLLayout(headings: HeadingRules(footnotes: [.round]))) == """
                jobs.html (table "t"): error: no heading ends with a footnote number in round brackets
                  mend: take "round brackets" out of `footnotes in headings:` under `table:`
                """)
    }
}
