import LMIExtract
import LMIModel
import Testing

struct HTMLTableTests {
    private func cells(_ html: String, _ layout: HTMLLayout = HTMLLayout()) throws -> [[String]] {
        try table(html, layout).read(into: Rows(), threads: 1).cells
    }

    @Test func `headings of two rows are joined, and a spanning one stands over each of its columns`() throws
    {
        let jobs = try table(
            """
            <table id="t"><caption>Jobs</caption>
            <thead><tr><th rowspan="2">Area</th><th colspan="2">Workplace</th></tr>
            <tr><th>Median</th><th>Mean</th></tr></thead>
            <tbody><tr><td>Stoke-on-Trent</td><td>480</td><td>510</td></tr></tbody></table>
            """, HTMLLayout(headerRows: 2))
        #expect(jobs.headings == ["Area", "Workplace | Median", "Workplace | Mean"])
        #expect(jobs.headingRecord == 2)
        let rows = try jobs.read(into: Rows(), threads: 1)
        #expect(rows.cells == [["Stoke-on-Trent", "480", "510"]])
        #expect(rows.numbers == [3])
    }

    @Test func `a label that spans rows is repeated in each`() throws {
        #expect(
            try cells(
                """
                <table id=t><tr><th>Area<th>Sex<th>Jobs
                <tr><td rowspan=2>Stafford<td>Men<td>30
                <tr><td>Women<td>31</table>
                """) == [["Stafford", "Men", "30"], ["Stafford", "Women", "31"]])
    }

    @Test func `a cell over all columns is a section, in the first column only`() throws {
        let schools = try table(
            """
            <table id=t><tr><td></td><th>2012</th></tr><tr><th colspan=2>Special schools</th></tr>
            <tr><td>Absence</td><td>9.6</td></tr></table>
            """)
        #expect(schools.headings == ["", "2012"])
        #expect(schools.sections == [2])
        #expect(
            try schools.read(into: Rows(), threads: 1).cells == [
                ["Special schools", ""], ["Absence", "9.6"],
            ])
    }

    @Test func `rows of the table's foot are notes and keep their numbers`() throws {
        let jobs = try table(
            """
            <table id=t><thead><tr><th>Area</th><th>Jobs</th></tr></thead>
            <tfoot><tr><td colspan=2><sup>1</sup>Rounded to <b>five</b></td></tr></tfoot>
            <tbody><tr><td>Stafford <sup>1</sup></td><td>30</td></tr></tbody></table>
            """)
        #expect(jobs.notes == ["Rounded to five"])
        let rows = try jobs.read(into: Rows(), threads: 1)
        #expect(rows.numbers == [3])
        #expect(rows.cells == [["Stafford", "30"]])
        #expect(jobs.marks.map(\.text) == ["1"])
        #expect(jobs.marks.map(\.cell.row) == [3])
    }

    @Test func `rows of the table's foot are rows where the definition says so`() throws {
        #expect(
            try cells(
                "<table id=t><tr><th>Area<th>Jobs<tfoot><tr><td>Total<td>30</table>",
                HTMLLayout(footer: .rows)) == [["Total", "30"]])
    }

    @Test func `rows above the heading are labelled lines`() throws {
        let jobs = try table(
            """
            <table id=t><tr><td colspan=2>Employee jobs</td></tr><tr><td>Date:</td><td>2023</td></tr>
            <tr><th>Area</th><th>Jobs</th></tr><tr><td>Stafford</td><td>30</td></tr></table>
            """, HTMLLayout(header: .firstCell("Area")))
        #expect(jobs.headingRecord == 3)
        #expect(jobs.above["Date"]?.text == "2023")
        #expect(jobs.above["Employee jobs"]?.text == "")
        #expect(jobs.above["Date"]?.cell == CellReference(file: "jobs.html (table \"t\")", row: 2, column: 2))
    }

    @Test func `a table without headings has empty ones`() throws {
        let jobs = try table("<table id=t><tr><td>Stafford<td>30</table>", HTMLLayout(header: .none))
        #expect(jobs.headings == ["", ""])
        #expect(jobs.headingRecord == 0)
    }

    @Test(arguments: [
        (" a\n\t b ", "a b"), ("a<br>b", "a b"), ("<p>12</p><p>34</p>", "12 34"), ("1<b>2</b>3", "123"),
        ("<!-- 1 -->2", "2"), ("2<script>if (1 < 2) 3</script>", "2"), ("&pound;5 &amp; more", "£5 & more"),
        ("&nbsp;12&nbsp;345&nbsp; ", "12\u{A0}345"), ("say \"yes\"", "say \"yes\""), ("\"\"", "\"\""),
        ("\"", "\""), ("", ""),
    ])
    func `a cell's text is what a reader sees, white space folded`(html: String, text: String) throws {
        #expect(
            try cells("<table id=t><tr><th>A<th>B<tr><td>x<td>\(html)</td></table>") == [["x", text]])
    }

    @Test func `windows-1252 is read as declared`() throws {
        let bytes =
            Array("<table id=t><tr><th>Pay<tr><td>".utf8) + [0xA3, 0x35, 0x80] + Array("</table>".utf8)
        let file = try HTMLFile(bytes, name: "pay.html", encoding: .windows1252)
        let rows = try file.table(.id("t"), layout: HTMLLayout()).read(into: Rows(), threads: 1)
        #expect(rows.cells == [["£5€"]])
    }

    @Test func `a table is found by its caption or by the heading before it`() throws {
        let jobs = try page(
            """
            <h2>Jobs  <em>by area</em></h2><table><caption> Employee
            jobs</caption><tr><th>Area<tr><td>Stafford</table>
            <h2>Pay</h2><p>All</p><table><tr><th>Area<tr><td>Stoke</table>
            """)
        let byCaption = try jobs.table(.caption("Employee jobs"), layout: HTMLLayout())
        #expect(byCaption.file == "jobs.html (table \"Employee jobs\")")
        #expect(try byCaption.read(into: Rows(), threads: 1).cells == [["Stafford"]])
        let byHeading = try jobs.table(.heading("Pay"), layout: HTMLLayout())
        #expect(byHeading.file == "jobs.html (table 2)")
        #expect(try byHeading.read(into: Rows(), threads: 1).cells == [["Stoke"]])
    }

    @Test func `more rows than one batch holds come in their order`() throws {
        let rows = (1...5000).map { "<tr><td>\($0)" }.joined()
        let read = try table("<table id=t><tr><th>N\(rows)</table>").read(into: Rows(), threads: 2)
        #expect(read.cells == (1...5000).map { ["\($0)"] })
        #expect(read.numbers == Array(2...5001))
    }
}
