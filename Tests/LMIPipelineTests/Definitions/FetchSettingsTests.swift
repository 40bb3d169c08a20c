import LMIExtract
import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// `fetch:`, and what is said of it where it cannot be right.
struct FetchSettingsTests {
    private let hub: SmallHub

    init() throws { hub = try SmallHub() }

    private func plan(_ text: String) throws -> FetchPlan? {
        try hub.change("jobs.yml", "file: jobs.csv", to: "\(text)\nfile: jobs.csv")
        return try hub.definition().sources.first?.definition.fetch
    }

    /// The message without the file's name, which the test of one shows.
    private func refusal(_ fetch: String) throws -> String {
        try hub.refusal("jobs.yml", "file: jobs.csv", to: "fetch: \(fetch)\nfile: jobs.csv")
    }

    @Test func `an address`() throws {
        let plan = try plan("fetch: {url: \"https://example.org/jobs.csv?format=csv\"}")
        #expect(plan == FetchPlan(way: .plain(url: "https://example.org/jobs.csv?format=csv"), form: .csv))
    }

    @Test func `a query of Nomis with a key that it can do without`() throws {
        let plan = try plan(
            """
            fetch:
              nomis: {dataset: NM_1_1, query: {geography: "E06000021,MAKE|Two places|E1;E2", date: latest}, columns: [DATE, OBS_VALUE]}
              key: {parameter: uid, secret: NOMIS_UID, optional: yes}
            """)
        let query = NomisQuery(
            address: "https://www.nomisweb.co.uk/api/v01", dataset: "NM_1_1",
            parameters: [
                .init(name: "geography", value: "E06000021,MAKE|Two places|E1;E2"),
                .init(name: "date", value: "latest"),
            ], columns: ["DATE", "OBS_VALUE"])
        #expect(
            plan
                == FetchPlan(
                    way: .nomis(query), form: .csv,
                    secret: SecretUse(parameter: "uid", secret: "NOMIS_UID", isOptional: true)))
    }

    @Test func `a data set by its titles`() throws {
        let plan = try plan("fetch: {data set: {publication: Jobs, title: Jobs by place, version: \"2.*\"}}")
        let query = DataSetQuery(
            address: "https://api.education.gov.uk/statistics/v1", publication: "Jobs",
            dataSet: "Jobs by place", version: "2.*")
        #expect(plan == FetchPlan(way: .dataSet(query), form: .csv))
    }

    @Test func `a page that links to the file, on another server too`() throws {
        let plan = try plan(
            "fetch: {page: \"https://example.org/jobs\", link: {text: \"Jobs {any}\"}, hosts: [Files.example.org], most megabytes: 5, at least percent: 0}"
        )
        let page = LandingPage(page: "https://example.org/jobs", link: .text("Jobs {any}"))
        #expect(
            plan
                == FetchPlan(
                    way: .link(page), form: .csv, hosts: ["files.example.org"], mostBytes: 5_000_000,
                    leastPercent: 0))
    }

    @Test func `an address with a day in it, and a file of the hub's own`() throws {
        let dated = try plan("fetch: {dated: \"https://example.org/jobs{YYYY-MM-DD}.csv\", days back: 3}")
        let address = DatedAddress(pattern: "https://example.org/jobs{YYYY-MM-DD}.csv", daysBack: 3)
        #expect(dated == FetchPlan(way: .dated(address), form: .csv))
        let other = try SmallHub()
        try other.change("jobs.yml", "file: jobs.csv", to: "fetch: {own file: yes}\nfile: jobs.csv")
        #expect(
            try other.definition().sources.first?.definition.fetch == FetchPlan(way: .ownFile, form: .csv))
    }

    @Test func `the parts of a day side by side, and one of them twice`() throws {
        let plan = try plan("fetch: {dated: \"https://example.org/{YYYY}/jobs{YYYY}{MM}{DD}.csv\"}")
        let address = DatedAddress(pattern: "https://example.org/{YYYY}/jobs{YYYY}{MM}{DD}.csv", daysBack: 0)
        #expect(plan == FetchPlan(way: .dated(address), form: .csv))
        // What a run would ask is known before any publisher is.
        #expect(
            try plan?.requests(day: #require(Day("2026-03-02"))) == [
                "GET https://example.org/2026/jobs20260302.csv"
            ])
    }

    @Test func `a key of fetch`() throws {
        #expect(
            try refusal("{url: \"https://example.org/\", host: [a.org]}") == """
                jobs.yml:9:38: error: `host:` is not a key of `fetch:`
                  mend: did you mean `hosts:`? the keys there are: url, nomis, data set, page, dated, own file, link, days back, hosts, most megabytes, at least percent, key
                """)
    }

    @Test(arguments: [
        (
            "{hosts: [a.org]}", "9:8", "nothing says how the file is fetched",
            "write one of these under `fetch:`: url, nomis, data set, page, dated, own file"
        ),
        (
            "{url: \"https://a.org/\", own file: yes}", "9:42",
            "`fetch:` says two ways to the file, `url:` and `own file:`", "take one of them away"
        ),
        (
            "{url: \"https://a.org/\", link: {text: a}}", "9:38",
            "`link:` is for a file that a page links to",
            "write `page:` beside it, or take it away"
        ),
        (
            "{url: \"https://a.org/\", days back: 2}", "9:43",
            "`days back:` is for an address with a day in it", "write `dated:` beside it, or take it away"
        ),
        (
            "{own file: yes, hosts: [a.org]}", "9:31", "the hub's own file is not fetched from anywhere",
            "take this away beside `own file:`"
        ),
        (
            "{own file: no}", "9:19", "`own file: no` says no way to the file",
            "write how it is fetched instead"
        ),
        (
            "{page: \"https://a.org/\"}", "9:15", "nothing says which link of the page leads to the file",
            "add `link: {text: …}` with the link's words, or `link: {address: …}`"
        ),
        (
            "{page: \"https://a.org/\", link: {}}", "9:39", "nothing says which link is meant",
            "write its words as `text: …`, or where it leads as `address: …`"
        ),
        (
            "{page: \"https://a.org/\", link: {text: a, address: b}}", "9:58",
            "`link:` says both the words and the address of the link", "take one of them away"
        ),
        (
            "{dated: \"https://a.org/b.csv\"}", "9:16", "the address has no place for the day",
            "write one of these where the day stands in it: {YYYYMMDD}, {YYYY-MM-DD}, {YYYY}, {MM}, {DD}"
        ),
        (
            "{dated: \"https://a.org/{YYYYMMDD}{x}.csv\"}", "9:16",
            "the address has a brace that is no place for the day",
            "the places for the day are: {YYYYMMDD}, {YYYY-MM-DD}, {YYYY}, {MM}, {DD}"
        ),
        (
            "{data set: {publication: a, title: b, version: newest}}", "9:55",
            "\"newest\" is no version of a data set",
            "write a version such as 2.1, or 2.* for the newest of version 2"
        ),
        (
            "{data set: {publication: a, title: b, version: \"+2\"}}", "9:55",
            "\"+2\" is no version of a data set",
            "write a version such as 2.1, or 2.* for the newest of version 2"
        ),
        (
            "{data set: {publication: a, title: b, version: \"2.9999999\"}}", "9:55",
            "\"2.9999999\" is no version of a data set",
            "write a version such as 2.1, or 2.* for the newest of version 2"
        ),
        (
            "{data set: {publication: \" \", title: b}}", "9:19",
            "the publication or the data set has no title",
            "write `publication:` and `title:`"
        ),
        (
            "{url: \"https://a.org/\", key: {parameter: uid, secret: 0xABC123}}", "9:62",
            "what stands after `secret:` is not the name of a secret",
            "write a name in capitals, such as NOMIS_UID; the secret itself goes into the environment or the file of secrets"
        ),
    ])
    func `a way that cannot be gone`(_ fetch: String, _ place: String, _ message: String, _ mend: String)
        throws
    {
        #expect(try refusal(fetch) == "jobs.yml:\(place): error: \(message)\n  mend: \(mend)")
    }

    @Test(arguments: [
        (
            "{dataset: BRES, query: {date: latest}}", "\"BRES\" is not the name of a Nomis dataset",
            "write it like NM_189_1"
        ),
        (
            "{dataset: NM_1_1, query: {}}", "the query asks for nothing",
            "write at least `geography:` and `date:` under `query:`"
        ),
        (
            "{dataset: NM_1_1, query: {recordLimit: 5}}",
            "`recordLimit:` is not for a definition to say under `query:`",
            "take it away: lmi asks for all pages"
        ),
        (
            "{dataset: NM_1_1, query: {uid: \"0xABC\"}}",
            "`uid:` is not for a definition to say under `query:`",
            "write `key: {parameter: uid, secret: NOMIS_UID}` beside `nomis:`"
        ),
        (
            "{dataset: NM_1_1, query: {subscription_key: \"0xABC\"}}",
            "`subscription_key:` under `query:` is the name of a secret, and everybody can read a definition",
            "take it out and write `key: {parameter: subscription_key, secret: NAME_OF_THE_SECRET}` beside `nomis:`; whoever has read it may use it, so ask for another"
        ),
        (
            "{dataset: NM_1_1, query: {date: latest, DATE: latest}}",
            "the parameter \"DATE\" under `query:` stands there twice, or is no parameter's name",
            "write each parameter once"
        ),
        (
            "{dataset: NM_1_1, query: {ExcludeMissingValues: true}}",
            "`ExcludeMissingValues:` is not for a definition to say under `query:`",
            "take it away: it would hide which figures are withheld"
        ),
        (
            "{dataset: NM_1_1, query: {date: \"latest&uid=1\"}}",
            "\"latest&uid=1\" is not something that Nomis can be asked for",
            "write codes with commas between them, such as `date: 1,2`"
        ),
        (
            "{dataset: NM_1_1, query: {date: latest}, columns: [obs_value]}",
            "\"obs_value\" is not the name of a column of Nomis",
            "write it in capitals, such as GEOGRAPHY_CODE"
        ),
        (
            "{dataset: NM_1_1, query: {date: latest}, columns: [RECORD_COUNT]}",
            "RECORD_COUNT is asked for in any case, since rows are counted by it",
            "take RECORD_COUNT away under `columns:`"
        ),
        (
            "{dataset: NM_1_1, query: {date: latest}, columns: [DATE, DATE]}", "DATE is asked for twice",
            "take it away once"
        ),
    ])
    func `a query that Nomis would not understand`(_ nomis: String, _ message: String, _ mend: String) throws
    {
        let words = try refusal("{nomis: \(nomis)}")
        #expect(words.hasPrefix("jobs.yml:9:"))
        #expect(words.hasSuffix(" error: \(message)\n  mend: \(mend)"), "\(words)")
    }
}
