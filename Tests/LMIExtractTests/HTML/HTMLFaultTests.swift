import LMIExtract
import LMIModel
import Testing

/// Pages that are cut, damaged or written so that two programs would read them differently.
struct HTMLFaultTests {
    private static let heads = "<tr><th>Area<th>Jobs"
    private static let again = "\n  mend: get the page again; if it is the same, tell its publisher"
    private static let look =
        "\n  mend: look at the page's source there; if it is really so, tell its publisher"

    @Test(arguments: [
        (
            "<td>Stoke<td>23",
            "jobs.html:1:1: error: the table that begins here has no </table>: the page was cut"
        ),
        (
            "<td>Stoke<td>23</td></tr></body></html>",
            "jobs.html:1:1: error: the table that begins here has no </table>: the page was cut"
        ),
        ("<td>Stoke<td cla", "jobs.html:1:46: error: the tag <td> that begins here never ends"),
        ("<!-- <td>Stoke<td>23</table>", "jobs.html:1:37: error: the comment that begins here never ends"),
        (
            "<td>Stoke<td>23</table><script>var x </table>",
            "jobs.html:1:60: error: the <script> that begins here never ends"
        ),
    ])
    func `a page cut anywhere is refused`(rest: String, message: String) {
        #expect(refusal("<table id=t>\(Self.heads)<tr>\(rest)") == message + Self.again)
    }

    @Test func `every cut of a whole page is refused`() throws {
        let html = Array(
            "<html><table id=t>\(Self.heads)<tr><td>Stoke</td><td>2345</td></tr></table></html>".utf8)
        let end = try #require(String(decoding: html, as: UTF8.self).firstRange(of: "</table>")).upperBound
        let whole = end.utf16Offset(in: String(decoding: html, as: UTF8.self))
        for length in 1..<whole {
            let cut = String(decoding: html[..<length], as: UTF8.self)
            #expect(!refusal(cut).hasPrefix("read"), "\(cut)")
            #expect(!refusal(cut + "</html>").hasPrefix("read"), "\(cut)</html>")
        }
        #expect(
            refusal(String(decoding: html.dropLast(7), as: UTF8.self), HTMLLayout(wholePage: true))
                == "jobs.html: error: the page does not end with </html>: it was cut" + Self.again)
        #expect(
            refusal(String(decoding: html, as: UTF8.self), HTMLLayout(wholePage: true))
                == "read: [[\"Stoke\", \"2345\"]]")
    }

    @Test(arguments: [
        ("<tr><td>Stoke<td><table><tr><td>1</table>", "2", "holds a table within the table"),
        ("<tr>see note<td>Stoke<td>23", "2", "has the text \"see note\" outside of its cells"),
        ("<tr><td>Stoke</td><b>2</b><td>23", "2", "has a <b> outside of its cells"),
        ("<tr><td><div><td>Stoke", "2", "has a cell that begins within a cell"),
        ("<caption>a</caption><caption>b</caption>", "1", "has two captions"),
        (
            "<tr><td colspan=abc>a<td>3", "2",
            "has a cell with the colspan \"abc\", which is not a number from 1 to 1000"
        ),
        (
            "<tr><td colspan=0>a<td>3", "2",
            "has a cell with the colspan \"0\", which is not a number from 1 to 1000"
        ),
        (
            "<tr><td rowspan=-1>a<td>3", "2",
            "has a cell with the rowspan \"-1\", which is not a number from 1 to 1000"
        ),
        (
            "<tr><td rowspan=1000000000>a<td>3", "2",
            "has a cell with the rowspan \"1000000000\", which is not a number from 1 to 1000"
        ),
    ])
    func `a table whose structure has no one reading is refused`(rest: String, row: String, message: String) {
        #expect(
            refusal("<table id=t>\(Self.heads)\(rest)</table>")
                == "jobs.html (table \"t\"):\(row): error: the table \(message)" + Self.look)
    }

    @Test func `a cell without a row is refused`() {
        #expect(
            refusal("<table id=t><td>Stoke<td>23</table>")
                == "jobs.html (table \"t\"): error: the table has a cell that stands in no row" + Self.look)
    }

    @Test(arguments: [
        (
            "<tr><td>1<td rowspan=2>2<td>3<tr><td colspan=2>4<td>5",
            ":3:2: error: the cell \"4\" spans into a place that a cell of a row above fills"
        ),
        ("<tr><td>1<td>2<td rowspan=2>3<tr><td>4", ":3:2: error: the row has no cell in this column"),
        (
            "<tr><td rowspan=3>1<td>2<td>3<tr><td>4<td>5",
            ":2:1: error: the cell \"1\" spans more rows than there are below it"
        ),
        (
            "<tr><td rowspan=2>1<td>2<td>3<tbody><tr><td>4<td>5",
            ":2:1: error: the cell \"1\" spans more rows than there are below it"
        ),
    ])
    func `spans that overlap or lead nowhere are refused`(rows: String, message: String) {
        #expect(
            refusal("<table id=t><tr><th>A<th>B<th>C\(rows)</table>")
                == "jobs.html (table \"t\")\(message)" + Self.look)
    }

    @Test(arguments: [("<td>1", 1), ("<td>1<td>2<td>3", 3), ("<td colspan=3>1", 3), ("", 0)])
    func `a row of another width than the headings is refused`(cells: String, width: Int) {
        #expect(
            refusal("<table id=t>\(Self.heads)<tr>\(cells)</tr></table>") == """
                jobs.html (table "t"):2: error: the row has \(width) of the headings' 2 columns
                  mend: look at the page's source there: a cell may be missing, or a colspan wrong; then tell its publisher
                """)
    }

    @Test func `a figure over two columns of three belongs to neither`() {
        #expect(
            refusal("<table id=t><tr><th>A<th>B<th>C<tr><td>1<td colspan=2>2</table>") == """
                jobs.html (table "t"):2:3 (C): error: the cell "2" spans some columns of the row, not all
                  mend: which column it belongs to is not said: ask the page's publisher
                """)
    }

    @Test func `a figure over two rows is not counted twice`() {
        #expect(
            refusal(
                "<table id=t>\(Self.heads)<tr><td>Stoke<td rowspan=2>30<tr><td>Leek</table>",
                HTMLLayout(values: ["Jobs"])) == """
                    jobs.html (table "t"):3:2 (Jobs): error: the figure "30" of row 2 spans into this row
                      mend: one figure cannot be counted for two rows: ask the page's publisher what it is of
                    """)
    }

    @Test func `a heading over the rows below it is refused`() {
        #expect(
            refusal("<table id=t><tr><th rowspan=2>Area<th>2022<tr><th>Jobs<tr><td>Stoke<td>2</table>") == """
                jobs.html (table "t"):2:1 (Area): error: the heading "Area" spans into the rows below the headings
                  mend: correct `heading rows:` under `table:`
                """)
        #expect(
            refusal("<table id=t><thead><tr><th>Area<tr><th>Name</thead><tr><td>Stoke</table>") == """
                jobs.html (table "t"):2: error: the row stands in the table's head and is not one of its 1 heading rows
                  mend: correct `heading rows:` under `table:`
                """)
    }

    @Test func `a heading that is not there is refused with the nearest`() {
        #expect(
            refusal(
                "<table id=t><tr><td>2023<td><tr><th>Area<th>Jobs<tr><td>Stoke<td>2</table>",
                HTMLLayout(header: .firstCell("Areas"))) == """
                    jobs.html (table "t"): error: no row begins with the heading "Areas"; the first row begins with "2023"
                      mend: the nearest is "Area"; correct `header:` under `table:`
                    """)
    }

    @Test(arguments: [
        ("<table id=t></table>", "the table has no rows"),
        ("<table id=t>\(heads)</table>", "the table has headings and no rows below them"),
    ])
    func `an empty table is refused`(html: String, message: String) {
        #expect(
            refusal(html) == """
                jobs.html (table "t"): error: \(message)
                  mend: check that this is the page that was meant; if it is, ask its publisher
                """)
    }

    @Test(arguments: ["", "  \r\n "])
    func `an empty page is refused`(html: String) {
        #expect(refusal(html) == "jobs.html: error: the page is empty" + Self.again)
    }
}
