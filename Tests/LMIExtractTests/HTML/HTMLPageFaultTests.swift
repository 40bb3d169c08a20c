import LMIExtract
import LMIModel
import Testing

/// Pages as a whole: their bytes, their tags, and which of their tables is meant.
struct HTMLPageFaultTests {
    private static let again = "\n  mend: get the page again; if it is the same, tell its publisher"
    private static let jobs = "<table id=t><tr><th>Area<th>Jobs<tr><td>Stoke<td>23</table>"

    private func refusal(_ html: String, _ choice: HTMLChoice) -> String {
        do { return try page(html).table(choice, layout: HTMLLayout()).file } catch { return "\(error)" }
    }

    private func refusal(_ bytes: [UInt8], _ encoding: HTMLEncoding) -> String {
        do {
            return try HTMLFile(bytes, name: "jobs.html", encoding: encoding).name
        } catch {
            return "\(error)"
        }
    }

    @Test func `two tables of one name are not chosen between`() {
        let pay = "<h2>Pay</h2><table id=t><caption>Weekly</caption><tr><td colspan=3>1</table>"
        #expect(
            refusal(Self.jobs + pay, .id("t")) == """
                jobs.html: error: 2 tables have the id "t": table 1 (id "t", 2 rows × 2 columns); \
                table 2 (id "t", caption "Weekly", heading "Pay", 1 row × 3 columns)
                  mend: under `html:`, choose the table by something it alone has: `id:`, `caption:` or `heading before:`
                """)
        #expect(
            refusal(Self.jobs + pay, .only) == """
                jobs.html: error: the page has 2 tables: table 1 (id "t", 2 rows × 2 columns); \
                table 2 (id "t", caption "Weekly", heading "Pay", 1 row × 3 columns)
                  mend: under `html:`, choose the table by something it alone has: `id:`, `caption:` or `heading before:`
                """)
    }

    @Test func `a table that is not there is refused with the nearest name`() {
        #expect(
            refusal("<h2>Employee jobs</h2>" + Self.jobs, .heading("Employees jobs")) == """
                jobs.html: error: no table has the heading "Employees jobs"; \
                the page has table 1 (id "t", heading "Employee jobs", 2 rows × 2 columns)
                  mend: the nearest is "Employee jobs"; correct `heading before:` under `html:`
                """)
        #expect(
            refusal("<p>This page has moved.</p>", .id("t")) == """
                jobs.html: error: the page has no table
                  mend: check that this is the page that was meant: it may say that it has moved
                """)
    }

    @Test func `a byte of another encoding is refused where it stands`() {
        #expect(
            refusal(Array("<p>\n <b>".utf8) + [0xA3], .utf8) == """
                jobs.html:2:5: error: the byte 0xA3 is not UTF-8 text
                  mend: if the publisher writes windows-1252, say `encoding: windows-1252`; else get the page again
                """)
        #expect(
            refusal([0x3C, 0x70, 0x3E, 0x81], .windows1252) == """
                jobs.html:1:4: error: the byte 0x81 is no letter of windows-1252
                  mend: if the publisher writes UTF-8, say `encoding: utf-8`; else get the page again
                """)
        #expect(
            refusal(Array("<p>12\u{0}34".utf8), .utf8) == """
                jobs.html:1:6: error: the page holds a zero byte, which no text has
                  mend: get the page again; if it is a UTF-16 page, ask its publisher for UTF-8
                """)
    }

    @Test(arguments: [
        "<meta charset=\"utf-8\">", "<META http-equiv=Content-Type content='text/html; charset=UTF-8'>",
    ])
    func `a page that says another encoding than the definition is refused`(meta: String) {
        #expect(
            refusal(Array("\(meta)<p>£5".utf8), .windows1252).lowercased() == """
                jobs.html: error: the page says its encoding is "utf-8", the definition says windows-1252
                  mend: correct the `encoding:`; if the page itself is wrong, tell its publisher
                """)
        #expect(refusal(Array("\(meta)<p>£5".utf8), .utf8) == "jobs.html")
        #expect(refusal(Array("\(meta)<p>5".utf8), .windows1252) == "jobs.html")
    }

    @Test(arguments: [
        (
            "<p>a</p>", "<td>12&#0;3",
            "1:44: error: not proper HTML: \"htmlParseCharRef: invalid xmlChar value 0\" (libxml2's error 9)"
        ),
        ("", "<td a=1 a=2>3", "1:37: error: not proper HTML: \"Attribute a redefined\" (libxml2's error 42)"),
        (
            "", "<td>3</p>",
            "1:35: error: not proper HTML within table \"t\": \"Unexpected end tag : p\" (libxml2's error 76)"
        ),
        (
            "<!DOCTYPE html [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>", "<td>&x;",
            "1:16: error: not proper HTML: \"DOCTYPE improperly terminated\" (libxml2's error 61)"
        ),
    ])
    func `what the parser would mend in silence is refused`(before: String, cell: String, message: String) {
        #expect(
            refusal("\(before)<table id=t><tr><th>A<tr>\(cell)</table>", .id("t")) == "jobs.html:\(message)"
                + Self.again)
    }

    @Test func `slips outside of the table to be read do no harm`() {
        #expect(
            refusal(
                "<p>a</div></p><foo>x</foo><p>a & b</p><script>if (a </b) x</script>" + Self.jobs, .id("t"))
                == "jobs.html (table \"t\")")
    }

    @Test func `a tag of 100,000 attributes is refused before it costs the parser minutes`() {
        let attributes = (0..<100_000).map { "a\($0)=1" }.joined(separator: " ")
        #expect(
            refusal("<p>\n<p \(attributes)>" + Self.jobs, .id("t"))
                == "jobs.html:2:1: error: the tag <p> has more than 100 attributes" + Self.again)
    }

    @Test func `a tag without end is refused at its limit`() {
        #expect(
            refusal("<p title='" + String(repeating: "x", count: 1_100_000) + "'>" + Self.jobs, .id("t"))
                == "jobs.html:1:1: error: the tag <p> is longer than 1048576 bytes" + Self.again)
    }

    @Test(arguments: [("div", 300), ("b", 100_000)])
    func `nesting deeper than any page is refused`(tag: String, depth: Int) {
        #expect(
            refusal(String(repeating: "<\(tag)>", count: depth) + Self.jobs, .id("t"))
                == "jobs.html: error: tags stand in one another more than 256 deep" + Self.again)
    }

    @Test func `a cell as long as a book is refused`() {
        #expect(
            refusal("<table id=t><tr><td>" + String(repeating: "word ", count: 20_000) + "</table>", .id("t"))
                == """
                jobs.html (table "t"):1: error: the table has a cell of more than 65536 bytes
                  mend: look at the page's source there; if it is really so, tell its publisher
                """)
    }

    @Test func `cells that span down count in every row that they cover`() {
        let row = "<tr>" + String(repeating: "<td colspan=1000 rowspan=1000>", count: 100)
        #expect(
            refusal("<table id=t>" + row + String(repeating: "<tr>", count: 999) + "</table>", .id("t"))
                == """
                jobs.html (table "t"):11: error: the table has more than 1000000 cells when its spans are laid out
                  mend: look at the page's source there; if it is really so, tell its publisher
                """)
    }

    @Test func `a table that spans blow up is refused`() {
        let row = "<tr>" + String(repeating: "<td colspan=1000>", count: 10)
        #expect(
            refusal("<table id=t>" + String(repeating: row, count: 101) + "</table>", .id("t")) == """
                jobs.html (table "t"):101: error: the table has more than 1000000 cells when its spans are laid out
                  mend: look at the page's source there; if it is really so, tell its publisher
                """)
    }

    @Test func `a page beyond the limit is refused unread`() {
        #expect(
            refusal([UInt8](repeating: 0x20, count: HTMLFile.sizeLimit + 1), .utf8) == """
                jobs.html: error: the page has 16777217 bytes, more than the 16777216 a page may have
                  mend: check that this is the page that was meant
                """)
    }

    @Test(arguments: ["<!-->", "<!--->"])
    func `a comment that programs read differently is refused`(comment: String) {
        #expect(
            refusal(comment + Self.jobs, .id("t"))
                == "jobs.html:1:1: error: a comment that ends where it begins is read differently by different programs"
                + Self.again)
    }
}
