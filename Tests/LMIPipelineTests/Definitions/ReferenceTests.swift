import Testing

@testable import LMIPipeline

/// Names in one definition that another must know.
struct ReferenceTests {
    private let hub: SmallHub

    init() throws { hub = try SmallHub() }

    @Test func `a breakdown names a code list of the pipeline`() throws {
        #expect(
            try hub.refusal("jobs.yml", "{of: SIC 2007}", to: "{of: SIC 2003}") == """
                jobs.yml:24:20: error: "SIC 2003" is not a code list of the pipeline
                  mend: did you mean "SIC 2007"? the lists are: SIC 2007; add others under `code lists:` in the pipeline's file, or write the few texts there are under `texts:`
                """)
    }

    @Test func `a level is one of its code list's`() throws {
        #expect(
            try hub.refusal("jobs.yml", "{of: SIC 2007}", to: "{of: SIC 2007, level: clas}") == """
                jobs.yml:24:37: error: SIC 2007 has no level "clas"
                  mend: its levels are: division, section, total
                """)
    }

    @Test func `areas to keep are areas of the list`() throws {
        #expect(
            try hub.refusal("jobs.yml", "{area: ours}", to: "{area: [E06000012]}") == """
                jobs.yml:25:17: error: "E06000012" is not an area of areas.csv
                  mend: the nearest is "E06000021"; correct the code, or add it to that file
                """)
    }

    @Test func `areas that must be there are areas of the list`() throws {
        #expect(
            try hub.refusal("jobs.yml", "keep: {area: ours}", to: "must have areas: [E06000012]") == """
                jobs.yml:25:21: error: "E06000012" is not an area of areas.csv
                  mend: the nearest is "E06000021"; correct the code, or add it to that file
                """)
    }

    @Test func `a quotient compares with an area of the list`() throws {
        #expect(
            try hub.refusal(
                "hub.yml", "share: {decimals: 1}", to: "location quotient: {against: E92000001, decimals: 2}")
                    == """
                    hub.yml:23:36: error: "E92000001" is not an area of areas.csv
                      mend: correct the code
                    """)
    }

    @Test func `the sectors' classification is a code list of the pipeline`() throws {
        #expect(
            try hub.refusal("sectors.yml", "classification: SIC 2007", to: "classification: SIC 2003") == """
                sectors.yml:1:17: error: "SIC 2003" is not a code list of the pipeline
                  mend: add it under `code lists:` in the pipeline's file
                """)
    }

    @Test func `a table is made from sources of the pipeline`() throws {
        #expect(
            try hub.refusal("hub.yml", "from: jobs", to: "from: job") == """
                hub.yml:18:11: error: "job" is not a source of this pipeline
                  mend: did you mean "jobs"? the sources are: jobs
                """)
    }

    @Test func `a source has one name in both files`() throws {
        #expect(
            try hub.refusal("jobs.yml", "source: jobs", to: "source: job") == """
                hub.yml:13:3: error: the source is called "jobs" here and "job" in jobs.yml
                  mend: use one name in both files
                """)
    }

    @Test func `sums by sector are of something the source is broken down by`() throws {
        #expect(
            try hub.refusal("hub.yml", "of: industry", to: "of: industri") == """
                hub.yml:21:11: error: "industri" is nothing that the source "jobs" is broken down by
                  mend: did you mean "industry"? choose one of: industry
                """)
    }

    @Test func `a published total is a code of the list`() throws {
        #expect(
            try hub.refusal("hub.yml", "{published as: Total}", to: "{published as: Totl}") == """
                hub.yml:22:29: error: "Totl" is not a code of SIC 2007
                  mend: did you mean "Total"? the codes stand in sic.csv
                """)
    }

    @Test func `a total that is summed is of a level of the list`() throws {
        #expect(
            try hub.refusal("hub.yml", "{published as: Total}", to: "{sum of every: sectoin}") == """
                hub.yml:22:29: error: "sectoin" is not a level of SIC 2007
                  mend: did you mean "section"? choose one of: division, section, total
                """)
    }

    @Test func `sums by sector need the sector's columns`() throws {
        #expect(
            try hub.refusal(
                "hub.yml", "  sector: {code column: sector_id, name column: sector_name, title: Sector}\n",
                to: "") == """
                    hub.yml:19:7: error: `sector` has no columns, and this table needs them
                      mend: add `sector: {code column: sector_id, name column: sector_name, title: Sector}` under `dimensions:`
                    """)
    }

    @Test func `a breakdown needs its columns`() throws {
        #expect(
            try hub.refusal(
                "hub.yml", "  industry: {code column: sic_code, name column: sic_name, title: Industry}\n",
                to: "") == """
                    hub.yml:15:5: error: the dimension "industry" of "jobs-by-sector" has no columns
                      mend: add `industry: {code column: …, name column: …, title: …}` under `dimensions:`
                    """)
    }

    @Test func `a share needs a total`() throws {
        #expect(
            try hub.refusal("hub.yml", "      total: {published as: Total}\n", to: "") == """
                hub.yml:20:7: error: a share or quotient needs the total it is of
                  mend: add `total: {published as: Total}` or `total: {sum of every: section}`
                """)
    }

    @Test func `a total says where it comes from`() throws {
        #expect(
            try hub.refusal("hub.yml", "{published as: Total}", to: "{}") == """
                hub.yml:22:14: error: `total:` says neither where it is published nor what adds up to it
                  mend: write `total: {published as: Total}` or `total: {sum of every: section}`
                """)
    }

    @Test func `a definition that is not there is missed`() throws {
        #expect(
            try hub.refusal("hub.yml", "definition: jobs.yml", to: "definition: job.yml") == """
                hub.yml:13:22: error: there is no file "/Pipelines/job.yml"
                  mend: correct the name, or put the file there
                """)
    }

    @Test func `a list of areas that is not there is missed`() throws {
        #expect(
            try hub.refusal("hub.yml", "areas: areas.csv", to: "areas: area.csv") == """
                hub.yml:5:8: error: there is no file "/Pipelines/area.csv"
                  mend: correct the name, or put the file there
                """)
    }

    @Test func `a code list that is not there is missed`() throws {
        #expect(
            try hub.refusal("hub.yml", "SIC 2007: sic.csv", to: "SIC 2007: lists/sic.csv") == """
                hub.yml:8:13: error: there is no file "/Pipelines/lists/sic.csv"
                  mend: correct the name, or put the file there
                """)
    }

    @Test func `a file of sectors that is not there is missed`() throws {
        #expect(
            try hub.refusal("hub.yml", "sectors: sectors.yml", to: "sectors: sector.yml") == """
                hub.yml:6:10: error: there is no file "/Pipelines/sector.yml"
                  mend: correct the name, or put the file there
                """)
    }
}
