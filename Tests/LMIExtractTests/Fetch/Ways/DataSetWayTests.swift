import LMIModel
import Testing

@testable import LMIExtract

struct DataSetWayTests {
    private let publisher: Publisher

    init() throws { publisher = try Publisher() }

    private func plan(version: String? = nil, dataSet: String = "Key stage 4 by area") -> FetchPlan {
        FetchPlan(
            way: .dataSet(
                DataSetQuery(
                    address: "https://ees.example/v1", publication: "KS4 destinations", dataSet: dataSet,
                    version: version)), form: .csv)
    }

    /// A page of a list.
    private func list(_ entries: [String], page: Int = 1, of pages: Int = 1, total: Int? = nil) -> String {
        """
        {"paging": {"page": \(page), "pageSize": 20, "totalResults": \(total ?? entries.count), \
        "totalPages": \(pages)}, "results": [\(entries.joined(separator: ","))]}
        """
    }

    private func entry(_ id: String, _ title: String, status: String = "Published", rows: Int = 2) -> String {
        """
        {"id": "\(id)", "title": "\(title)", "slug": "x", "status": "\(status)", \
        "latestVersion": {"version": "3.0", "totalResults": \(rows), "geographicLevels": ["LA"]}}
        """
    }

    private func version(_ version: String, status: String = "Published") -> String {
        "{\"version\": \"\(version)\", \"status\": \"\(status)\", \"totalResults\": 2}"
    }

    /// An API of some lists; `file` is what it has for a data set.
    private func api(
        publications: String? = nil, dataSets: String? = nil, versions: [String] = [],
        file: String = "area,n\nA,1\nB,2\n"
    ) -> (FetchRequest) throws -> FetchAnswer {
        { request in
            let url = request.url.text
            if url.contains("/csv?") { return try publisher.answer(file, etag: "\"1\"", url: url) }
            let body =
                url.contains("/versions?")
                ? list(versions)
                : url.contains("/data-sets?")
                    ? dataSets ?? list([entry("d1", "Key stage 4 by area")])
                    : publications ?? list([entry("p1", "KS4 destinations")])
            return try publisher.answer(body, type: "application/json", url: url)
        }
    }

    @Test("A data set is found by its titles, and its newest version fetched")
    func newest() throws {
        let end = try publisher.fetch(plan(), answer: api())
        #expect(end.text == "area,n\nA,1\nB,2\n")
        let file = "https://ees.example/v1/data-sets/d1/csv?dataSetVersion=3.0"
        #expect(end.validators == Validators(url: file, etag: "\"1\"", lastModified: nil))
        #expect(
            publisher.asked == [
                "https://ees.example/v1/publications?search=KS4%20destinations&page=1&pageSize=20",
                "https://ees.example/v1/publications/p1/data-sets?page=1&pageSize=20", file,
            ])
        let kept = KeptFile(sha256: "", bytes: 15, validators: end.validators)
        #expect(
            try publisher.fetch(plan(), kept: kept) {
                try $0.validators == nil ? api()($0) : publisher.status(304)($0)
            }.isUnchanged)
    }

    @Test(
        "The newest version that fits is fetched",
        arguments: [("2.*", "2.10"), ("2.0", "2.0"), ("1", "1.0"), ("*", "4.0"), ("1.*", "1.0.1")])
    func versions(pattern: String, version: String) throws {
        let all = ["1.0", "1.0.1", "2.0", "2.9", "2.10", "4.0"].map { self.version($0) }
        _ = try publisher.fetch(
            plan(version: pattern), answer: api(versions: all + [self.version("2.11", status: "Withdrawn")]))
        #expect(
            publisher.asked.suffix(2) == [
                "https://ees.example/v1/data-sets/d1/versions?page=1&pageSize=20",
                "https://ees.example/v1/data-sets/d1/csv?dataSetVersion=\(version)",
            ])
    }

    @Test("Where no version fits, those that there are are named")
    func noVersion() {
        #expect(
            publisher.fault(plan(version: "5.*"), answer: api(versions: [version("1.0"), version("2.0")]))
                == """
                source jobs.csv: error: no version of the data set fits "5.*"; it has "1.0", "2.0"
                  mend: correct `version:` in the source's definition, or leave it out to have the newest
                """)
    }

    @Test("A list is read to its last page before anything is chosen from it")
    func pages() throws {
        let end = try publisher.fetch(plan()) { request in
            let url = request.url.text
            guard url.contains("/publications?") else { return try api()(request) }
            let isFirst = url.contains("&page=1&")
            let page = isFirst ? entry("p0", "KS5 destinations") : entry("p1", "KS4 destinations")
            return try publisher.answer(
                list([page], page: isFirst ? 1 : 2, of: 2, total: 2), type: "application/json", url: url)
        }
        #expect(end.text != nil)
        #expect(publisher.asked.count == 4)
    }

    @Test("Where no title is the one, the nearest are named")
    func noTitle() {
        let titles = ["Key stage 5 by area", "Pupil absence", "key stage 4 by area", "Key stage 4 by area "]
        let entries = titles.enumerated().map { entry("d\($0)", $1) }
        #expect(
            publisher.fault(plan(), answer: api(dataSets: list(entries))) == """
                content jobs.csv: error: none of the data sets is called "Key stage 4 by area"; of the 4 seen the nearest are "key stage 4 by area", "Key stage 4 by area ", "Key stage 5 by area", "Pupil absence"
                  mend: write the title as the publisher has it, in `title:` under `fetch: {data set: …}`
                """)
        #expect(
            publisher.fault(plan(), answer: api(publications: list([]))) == """
                content jobs.csv: error: none of the publications is called "KS4 destinations"; the list is empty
                  mend: write the title as the publisher has it, in `publication:` under `fetch: {data set: …}`
                """)
    }

    @Test("Of two data sets of one title the one is taken that is still published")
    func twoTitles() throws {
        let title = "Key stage 4 by area"
        _ = try publisher.fetch(
            plan(),
            answer: api(dataSets: list([entry("old", title, status: "Deprecated"), entry("new", title)])))
        #expect(publisher.asked.last == "https://ees.example/v1/data-sets/new/csv?dataSetVersion=3.0")
        #expect(
            publisher.fault(plan(), answer: api(dataSets: list([entry("a", title), entry("b", title)])))
                == """
                content jobs.csv: error: 2 data sets are called "Key stage 4 by area" ("a", "b"), expected one
                  mend: ask the publisher which of them is meant
                """)
        #expect(
            publisher.fault(plan(), answer: api(dataSets: list([entry("a", title, status: "Withdrawn")])))
                == """
                source jobs.csv: error: the data set "Key stage 4 by area" is "Withdrawn", so it has no file
                  mend: look on the publisher's site for what took its place, and correct `fetch:`
                """)
    }

    @Test("A file that has other rows than its publisher says is refused")
    func rows() {
        #expect(
            publisher.fault(plan(), answer: api(file: "area,n\n\"A\n\",1\n")) == """
                content jobs.csv: error: the file has 1 rows, and its publisher says that version 3.0 has 2
                  mend: run again later: the file may have been cut; if it stays so, tell the publisher
                """)
    }

    @Test("An answer that is no such list is refused, with what is wrong with it")
    func noList() {
        let mend =
            "\n  mend: the publisher's API has changed or says what is wrong: open the address in a browser"
        let start =
            "content jobs.csv: error: the list of publications that https://ees.example/v1/publications?search=KS4%20destinations&page=1&pageSize=20 sent cannot be read: "
        #expect(
            publisher.fault(plan(), answer: api(publications: "{\"results\": [{\"id\": 1}]}")).hasPrefix(
                start
                    + "what stands in \"results\", entry 1, \"id\" is of another kind than expected; it begins "
            ))
        #expect(
            publisher.fault(plan(), answer: api(publications: "{\"results\": []}")) == start
                + "it has no \"paging\"; it begins \"{\\\"results\\\": []}\"" + mend)
        #expect(
            publisher.fault(plan(), answer: api(publications: "{\"results\"")) == start
                + "it is not whole JSON; it begins \"{\\\"results\\\"\"" + mend)
        #expect(
            publisher.fault(plan(), answer: api(publications: "<html>Log in</html>")).contains(
                "sent an HTML page, expected JSON; it begins \"<html>Log in</html>\""))
    }

    @Test("A list that changes while it is read, or that never ends, is refused")
    func unsteady() {
        #expect(
            publisher.fault(
                plan(), answer: api(publications: list([entry("p1", "KS4 destinations")], total: 2)))
                    == """
                    source jobs.csv: error: the list of publications changed while it was read: it says that it has 2 entries, 1 came in 1 of 1 pages
                      mend: run again later; if it stays so, tell the publisher
                    """)
        #expect(
            publisher.fault(plan(), answer: api(publications: list([entry("p1", "x")], of: 101))) == """
                content jobs.csv: error: the list of publications says that it is page 1 of 101, expected page 1 of at most 100
                  mend: run again later; if it stays so, tell the publisher
                """)
    }

    @Test("An id that would lead elsewhere is refused")
    func id() {
        let titled = entry("../../x", "KS4 destinations")
        #expect(
            publisher.fault(plan(), answer: api(publications: list([titled]))) == """
                content jobs.csv: error: the publisher's list has the id "../../x", which cannot stand in an address
                  mend: run again later; if it stays so, tell the publisher
                """)
    }
}
