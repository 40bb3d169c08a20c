import LMIModel
import Testing

@testable import LMIExtract

struct FetchPlanTests {
    private let day: Day

    init() throws { day = try #require(Day("2026-03-02")) }

    @Test("What will be asked is said in words, without a secret")
    func requests() throws {
        var nomis = FetchPlan.nomis
        nomis.secret = SecretUse(parameter: "code", secret: "NOMIS_UID", isOptional: true)
        #expect(
            try nomis.requests(day: day) == [
                "GET https://nomis.example/api/v01/dataset/NM_189_1.data.csv?geography=MAKE%7Chub%7C1%3B2,E06000021&date=latestMINUS4-latest&select=DATE,GEOGRAPHY_CODE,INDUSTRY_NAME,OBS_VALUE,OBS_STATUS,RECORD_OFFSET,RECORD_COUNT&recordOffset=0&code=…",
                "then the same with recordOffset= the rows had so far, until all are there that RECORD_COUNT says",
                "with the secret NOMIS_UID as code=…, if it is there",
            ])
        var plain = FetchPlan.plain
        plain.secret = SecretUse(parameter: "uid", secret: "JOBS_KEY", isOptional: false)
        #expect(
            try plain.requests(day: day) == [
                "GET https://stats.example/jobs.csv?uid=…",
                "with the secret JOBS_KEY as uid=…, which has to be there",
            ])
    }

    @Test(
        "What follows the first request is said for every way",
        arguments: [
            (
                .dataSet(
                    DataSetQuery(
                        address: "https://e.example/v1", publication: "P", dataSet: "D", version: "2.*")),
                [
                    "GET https://e.example/v1/publications?search=P&page=1&pageSize=20",
                    "then the data sets of the publication \"P\"",
                    "then the newest version 2.* of the data set \"D\", as CSV",
                ]
            ),
            (
                .link(LandingPage(page: "https://e.example/p", link: .text("Jobs {any}"))),
                ["GET https://e.example/p", "then the file that its link \"Jobs {any}\" leads to"]
            ),
            (
                .link(LandingPage(page: "https://e.example/p", link: .address("/{any}.csv"))),
                ["GET https://e.example/p", "then the file that it links to as \"/{any}.csv\""]
            ),
            (
                .dated(DatedAddress(pattern: "https://e.example/{YYYYMMDD}.csv", daysBack: 2)),
                [
                    "GET https://e.example/20260302.csv",
                    "where there is no such file, that of the day before, and so on back to https://e.example/20260228.csv",
                ]
            ),
            (.ownFile, ["no request: the hub's own file is read from the folder of own files"]),
        ] as [(FetchPlan.Way, [String])])
    func ways(way: FetchPlan.Way, lines: [String]) throws {
        #expect(try FetchPlan(way: way, form: .csv).requests(day: day) == lines)
    }

    struct Case: Sendable {
        var plan: FetchPlan
        var message: String
        var mend: String
    }

    private static func nomis(
        _ name: String, _ value: String, columns: [String] = [], address: String = "https://n.example/v01"
    ) -> FetchPlan {
        let parameter = NomisQuery.Parameter(name: name, value: value)
        return FetchPlan(
            way: .nomis(
                NomisQuery(address: address, dataset: "NM_1_1", parameters: [parameter], columns: columns)),
            form: .csv)
    }

    private static func link(_ text: String) -> FetchPlan {
        FetchPlan(way: .link(LandingPage(page: "https://e.example/p", link: .text(text))), form: .csv)
    }

    private static func dated(_ pattern: String, _ daysBack: Int = 1) -> FetchPlan {
        FetchPlan(way: .dated(DatedAddress(pattern: pattern, daysBack: daysBack)), form: .csv)
    }

    @Test(
        "A plan that cannot work is refused before anything is fetched",
        arguments: [
            Case(
                plan: nomis("ExcludeMissingValues", "true"),
                message:
                    "ExcludeMissingValues under `query:` leaves out the rows without a figure, and with them the reasons why there is none",
                mend: "take it out: what is suppressed is shown as suppressed"),
            Case(
                plan: nomis("recordLimit", "10"),
                message: "the parameter \"recordLimit\" under `query:` is written by the program itself",
                mend:
                    "take it out: columns stand under `columns:`, a key under `key:`, and pages are counted by the program"
            ),
            Case(
                plan: nomis("uid", "0x1"),
                message: "a key stands in the definition, where everybody can read it",
                mend:
                    "take `uid` out of `query:`, write `key: {parameter: uid, secret: NOMIS_UID}`, and ask for another key"
            ),
            Case(
                plan: nomis("Subscription-Key", "0x1"),
                message: "a key stands in the definition, where everybody can read it",
                mend:
                    "take `Subscription-Key` out of `query:`, write `key: {parameter: Subscription-Key, secret: NOMIS_UID}`, and ask for another key"
            ),
            Case(
                plan: FetchPlan(
                    way: .plain(url: "https://e.example/a.csv?x=1&subscription_key=0xabc"), form: .csv),
                message:
                    "a key stands in the address as the parameter \"subscription_key\", where everybody can read it",
                mend:
                    "take it out of the address, write `key: {parameter: …, secret: …}` beside it, and ask for another key"
            ),
            Case(
                plan: nomis("a b", "1"),
                message: "the parameter \"a b\" under `query:` stands there twice, or is no parameter's name",
                mend: "write each parameter once"),
            Case(
                plan: nomis("date", "latest", columns: ["RECORD_COUNT"]),
                message: "\"RECORD_COUNT\" cannot stand under `columns:`",
                mend:
                    "write the names of the columns alone; RECORD_OFFSET and RECORD_COUNT are always asked for"
            ),
            Case(
                plan: nomis("date", "latest", address: "https://n.example/v01/"),
                message:
                    "\"https://n.example/v01/\" cannot be where an API stands: it ends in a slash or holds a query",
                mend: "write the address as far as the version, such as `https://www.nomisweb.co.uk/api/v01`"),
            Case(
                plan: link("{any}{any}"),
                message: "\"{any}{any}\" under `link:` cannot be read: nothing stands between two gaps",
                mend: "write `{any}` for what changes, and give each gap a name of its own"),
            Case(
                plan: link(""), message: "no words and no address stand under `link:`",
                mend: "write `link: {text: …}` with the link's words, or `link: {address: …}`"),
            Case(
                plan: dated("https://e.example/all.csv"),
                message:
                    "\"https://e.example/all.csv\" has no day in it, or has a gap that is none of a day's",
                mend: "write `{YYYYMMDD}`, `{YYYY-MM-DD}` or `{YYYY}`, `{MM}` and `{DD}` where the day stands"
            ),
            Case(
                plan: dated("https://e.example/{YYYY}{any}.csv"),
                message:
                    "\"https://e.example/{YYYY}{any}.csv\" has no day in it, or has a gap that is none of a day's",
                mend: "write `{YYYYMMDD}`, `{YYYY-MM-DD}` or `{YYYY}`, `{MM}` and `{DD}` where the day stands"
            ),
            Case(
                plan: dated("https://e.example/{YYYY}.csv", -1), message: "-1 under `days back:` is too many",
                mend: "write a number from 0 to 366"),
            Case(
                plan: FetchPlan(way: .plain(url: FetchPlan.jobs), form: .csv, hosts: ["https://a.example"]),
                message: "\"https://a.example\" under `hosts:` is no server's name",
                mend: "write the name alone, such as `download.ons.gov.uk`"),
            Case(
                plan: FetchPlan(
                    way: .dataSet(
                        DataSetQuery(
                            address: "https://e.example/v1", publication: "P", dataSet: "D", version: "2.x")),
                    form: .csv),
                message: "\"2.x\" is no version",
                mend:
                    "write `version: \"2.*\"` for the newest of version 2, `\"2.1\"` for that one, or leave it out"
            ),
        ])
    func refused(wrong: Case) {
        let stop = #expect(throws: Diagnostic.self) { try wrong.plan.check(place: "jobs.yml") }
        #expect(stop?.fault == .configuration)
        #expect(stop?.description == "jobs.yml: error: \(wrong.message)\n  mend: \(wrong.mend)")
    }

    @Test("The parts of a day may stand side by side and twice: they are filled in, not looked for")
    func parts() throws {
        #expect(
            try Self.dated("https://e.example/{YYYY}/{MM}/{YYYY}{MM}{DD}.csv").requests(day: day) == [
                "GET https://e.example/2026/03/20260302.csv",
                "where there is no such file, that of the day before, and so on back to https://e.example/2026/03/20260301.csv",
            ])
    }

    @Test("A conversation is begun only with a plan that can work, and never for the hub's own file")
    func conversation() throws {
        let publisher = try Publisher()
        #expect(throws: Diagnostic.self) { try publisher.begin(Self.link("")) }
        let stop = #expect(throws: Diagnostic.self) {
            try publisher.begin(FetchPlan(way: .ownFile, form: .csv))
        }
        #expect(stop?.fault == .internal)
    }
}
