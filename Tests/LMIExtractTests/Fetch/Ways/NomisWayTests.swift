import LMIModel
import LMITestSupport
import Testing

@testable import LMIExtract

struct NomisWayTests {
    private let publisher: Publisher
    private static let later = "\n  mend: run again later; if it stays so, tell the publisher"

    init() throws { publisher = try Publisher() }

    @Test("A query is asked page after page, with the columns that count its rows, and joined")
    func pages() throws {
        let table = NomisTable(rows: 7)
        let end = try publisher.fetch(.nomis, answer: publisher.pages(of: table, size: 3))
        #expect(end.text == table.whole)
        #expect(end.validators == nil)
        let address =
            "https://nomis.example/api/v01/dataset/NM_189_1.data.csv?geography=MAKE%7Chub%7C1%3B2,E06000021&date=latestMINUS4-latest&select=DATE,GEOGRAPHY_CODE,INDUSTRY_NAME,OBS_VALUE,OBS_STATUS,RECORD_OFFSET,RECORD_COUNT&recordOffset="
        #expect(publisher.asked == [0, 3, 6].map { "\(address)\($0)" })
        guard case .whole(let file, _) = end else { return }
        #expect(file.path.hasPrefix(publisher.scratch.path))
        #expect(file.bytes == table.whole.utf8.count)
        #expect(try file.sha256 == publisher.file(Array(table.whole.utf8)).sha256)
    }

    @Test("A query of one page can be asked for on condition the next time, one of several cannot")
    func conditional() throws {
        let table = NomisTable(rows: 2)
        let end = try publisher.fetch(.nomis, answer: publisher.pages(of: table, size: 5))
        let validators = try #require(end.validators)
        #expect(validators.etag == "\"0\"")
        let kept = KeptFile(sha256: "", bytes: 100, validators: validators)
        #expect(try publisher.fetch(.nomis, kept: kept, answer: publisher.status(304)).isUnchanged)
        // The file grew to two pages since.
        _ = try publisher.fetch(
            .nomis, kept: kept, answer: publisher.pages(of: NomisTable(rows: 6), size: 5))
        #expect(publisher.requests.map { $0.validators != nil } == [false, true, true, false])
    }

    @Test("All columns are asked for where none are named")
    func allColumns() throws {
        let query = NomisQuery(
            address: "https://nomis.example/api/v01", dataset: "NM_1_1", parameters: [], columns: [])
        let table = NomisTable(rows: 1)
        _ = try publisher.fetch(
            FetchPlan(way: .nomis(query), form: .csv), answer: publisher.pages(of: table, size: 5))
        #expect(
            publisher.asked == ["https://nomis.example/api/v01/dataset/NM_1_1.data.csv?recordOffset=0"])
    }

    @Test("A page may lack its last line end, which the joined file then has", arguments: ["\n", "\r\n"])
    func lastLineEnd(lineEnd: String) throws {
        var table = NomisTable(rows: 4)
        table.lineEnd = lineEnd
        let end = try publisher.fetch(
            .nomis, answer: publisher.pages(of: table, size: 2) { String($1.dropLast()) })
        #expect(end.text == String(table.whole.dropLast()))
    }

    @Test("A page that may have been cut within its last row is refused")
    func cutRow() {
        var table = NomisTable(rows: 2)
        table.headings = "RECORD_OFFSET,RECORD_COUNT,DATE,OBS_VALUE"
        table.rows = ["0,2,2024,10", "1,2,2025,10"]
        #expect(
            publisher.fault(.nomis, answer: publisher.pages(of: table, size: 5) { String($1.dropLast(2)) })
                == "content jobs.csv (page 1): error: the page does not end with a line end, so it may have been cut within its last row"
                + Self.later)
    }

    @Test("A page that has other headings is refused")
    func headings() {
        #expect(
            publisher.fault(
                .nomis,
                answer: publisher.pages(of: NomisTable(rows: 4), size: 2) { first, page in
                    first == 0 ? page : page.replacing("OBS_VALUE", with: "obs_value")
                })
                == "content jobs.csv (page 2):1: error: the headings are \"DATE,GEOGRAPHY_CODE,INDUSTRY_NAME,obs_value,OBS_STATUS,RECORD_OFFSET,RECORD_COUN…\", those of page 1 \"DATE,GEOGRAPHY_CODE,INDUSTRY_NAME,OBS_VALUE,OBS_STATUS,RECORD_OFFSET,RECORD_COUN…\": two pages of one query have the same"
                + Self.later)
    }

    @Test("A page whose rows are not counted is refused")
    func uncounted() {
        #expect(
            publisher.fault(.nomis, answer: publisher.text("DATE,RECORD_OFFSET\n2024,0\n")) == """
                content jobs.csv (page 1):1: error: the page has 0 columns RECORD_COUNT, which counts the rows of the query, expected one; the headings are "DATE,RECORD_OFFSET"
                  mend: open the source's query in a browser: it may say there what is wrong with it
                """)
        #expect(
            publisher.fault(.nomis, answer: publisher.text("DATE,RECORD_OFFSET,RECORD_COUNT\n2024,0,1.0\n"))
                == "content jobs.csv (page 1):2:3 (RECORD_COUNT): error: \"1.0\" is no whole number, which the rows are counted by"
                + Self.later)
    }

    @Test("A count that changes between rows is refused")
    func changedCount() {
        #expect(
            publisher.fault(
                .nomis,
                answer: publisher.pages(of: NomisTable(rows: 4), size: 2) { first, page in
                    first == 0 ? page : page.replacing(",4\n", with: ",5\n")
                })
                == "content jobs.csv (page 2):2:7 (RECORD_COUNT): error: RECORD_COUNT is 5 here, and 4 in the rows before: the table changed while it was fetched, or the rows are of two queries"
                + Self.later)
    }

    @Test("A row that is missing or too many is known by the numbers of the rows")
    func offsets() {
        let table = NomisTable(rows: 4)
        #expect(
            publisher.fault(.nomis, answer: publisher.text(table.page(0..<2) + "2024,X,,5,A,3,4\n"))
                == "content jobs.csv (page 1):4:6 (RECORD_OFFSET): error: RECORD_OFFSET is 3, expected 2: a row is missing, or one came twice"
                + Self.later)
        #expect(
            publisher.fault(.nomis, answer: publisher.text(table.whole + "2024,X,,5,A,4,4\n"))
                == "content jobs.csv (page 1):6:6 (RECORD_OFFSET): error: RECORD_OFFSET is 4, expected no more rows than the 4 of RECORD_COUNT: a row is missing, or one came twice"
                + Self.later)
        #expect(
            publisher.fault(.nomis, answer: publisher.text(table.page(0..<1) + "2024,X,,5,A,1\n")) == """
                content jobs.csv (page 1):3: error: the row has 6 cells, its headings 7
                  mend: run again later: the page may have been cut; if it stays so, tell the publisher
                """)
    }

    @Test("A row that comes again under another number is refused, and both are named")
    func twice() {
        var table = NomisTable(rows: 0)
        table.rows = (0..<5).map { "2024,E0600\($0),Retail,\($0),A,\($0),5" }
        let mend =
            "\n  mend: if the rows are of different things, add the column that tells them apart to the query's `columns:`; else run again later"
        table.rows[4] = "2024,\"E06001\",Retail,7,A,4,5"
        #expect(
            publisher.fault(.nomis, answer: publisher.pages(of: table, size: 3))
                == "content jobs.csv (page 2):3: error: the row is that of row 3 of page 1 once more, but for its figure: \"DATE 2024, GEOGRAPHY_CODE E06001, INDUSTRY_NAME Retail\""
                + mend)
        table.rows[4] = "2024,E06003,Retail,7,A,4,5"
        #expect(
            publisher.fault(.nomis, answer: publisher.pages(of: table, size: 3))
                == "content jobs.csv (page 2):3: error: the row is that of row 2 of page 2 once more, but for its figure: \"DATE 2024, GEOGRAPHY_CODE E06003, INDUSTRY_NAME Retail\""
                + mend)
    }

    @Test("A query without rows is refused", arguments: ["", "\n"])
    func noRows(after: String) {
        #expect(
            publisher.fault(.nomis, answer: publisher.text("DATE,RECORD_OFFSET,RECORD_COUNT" + after)) == """
                content jobs.csv (page 1): error: the query has no rows
                  mend: open the source's query in a browser: an area, date or code in it may have been renumbered
                """)
    }

    @Test("A query that is cut without a word is refused, and where it is cut at the known cap that is said")
    func cap() {
        #expect(
            publisher.fault(.nomis, answer: publisher.pages(of: table(3, of: 9), size: 2)) == """
                content jobs.csv (page 3): error: only 3 of the 9 rows came, and the page after them is empty
                  mend: run again later; if it stays so, ask for fewer rows in the source's `query:`
                """)
        #expect(
            publisher.fault(.nomis, answer: publisher.pages(of: table(25_000, of: 40_000), size: 25_000))
                == """
                content jobs.csv (page 2): error: only 25000 of the 40000 rows came: the publisher cuts answers at 25000 rows and says nothing of it
                  mend: give the source a key (`key: {parameter: uid, secret: …}`), or ask for fewer rows in its `query:`
                """)
    }

    private func table(_ rows: Int, of count: Int) -> NomisTable {
        var table = NomisTable(rows: 0)
        table.rows = (0..<rows).map { "2024,\($0),,5,A,\($0),\(count)" }
        return table
    }

    @Test("A query of more pages or rows than any source needs is refused after its first page")
    func tooMany() {
        let mend = "\n  mend: ask for less in the source's `query:`: fewer areas, dates or codes"
        #expect(
            publisher.fault(.nomis, answer: publisher.pages(of: table(3, of: 802), size: 2))
                == "content jobs.csv: error: the query has 802 rows, which would be 401 pages of 2 rows; at most 400 are fetched"
                + mend)
        #expect(publisher.asked.count == 1)
        #expect(
            publisher.fault(.nomis, answer: publisher.pages(of: table(1, of: 5_000_001), size: 2))
                == "content jobs.csv (page 1):2:7 (RECORD_COUNT): error: the query has 5000001 rows, more than the 5000000 it may have"
                + mend)
    }

    @Test("The pages together may not have more bytes than the file")
    func bytes() {
        var plan = FetchPlan.nomis
        plan.mostBytes = 300
        #expect(
            publisher.fault(plan, answer: publisher.pages(of: table(20, of: 20), size: 10)) == """
                content jobs.csv: error: the pages together have more than the 300 bytes that the file may have
                  mend: ask for fewer rows in the source's `query:`, or raise `most megabytes:` under `fetch:`
                """)
    }

    @Test("An error in place of any page is refused")
    func errorPage() {
        #expect(
            publisher.fault(
                .nomis,
                answer: publisher.pages(of: NomisTable(rows: 4), size: 2) {
                    $0 == 0 ? $1 : "Too many requests"
                }
            )
            .hasPrefix("content jobs.csv: error: https://nomis.example/api/v01/dataset/NM_189_1.data.csv?"))
    }
}
