import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// Tables whose sources, areas or columns cannot stand together.
struct TableFaultTests {
    private let night: SmallNight
    private var hub: SmallHub { night.hub }
    private let claimants = "    from: claimants"

    init() throws { night = try SmallNight() }

    @Test func `a table has a source`() throws {
        #expect(
            try hub.refusal("hub.yml", claimants, to: "    from: []") == """
                hub.yml:32:11: error: `from:` names no source
                  mend: write the source's name, such as `from: bres`
                """)
    }

    @Test func `a table names each source once`() throws {
        #expect(
            try hub.refusal("hub.yml", claimants, to: "    from: [claimants, claimants]") == """
                hub.yml:32:23: error: `from:` names "claimants" twice
                  mend: name it once
                """)
    }

    @Test func `a table names each area to add up for once`() throws {
        #expect(
            try hub.refusal(
                "hub.yml", claimants, to: "\(claimants)\n    sums for areas: [E06000021, E06000021]") == """
                    hub.yml:33:33: error: `sums for areas:` names "E06000021" twice
                      mend: name it once
                    """)
    }

    @Test func `the sources of a table are broken down alike`() throws {
        #expect(
            try hub.refusal("hub.yml", claimants, to: "    from: [claimants, jobs]") == """
                hub.yml:32:11: error: the sources of "claimants" are not broken down alike: claimants by nothing, jobs by industry
                  mend: make a table of each
                """)
    }

    /// Makes a second source of jobs, changed, and a table of both.
    private func twin(_ old: String, _ new: String) throws -> String {
        let text = try hub.pipelines.text(of: "jobs.yml").replacing("source: jobs", with: "source: jobs-old")
        try hub.pipelines.write(text.replacing(old, with: new), to: "jobs-old.yml")
        try hub.change(
            "hub.yml", "  jobs: {definition: jobs.yml}\n",
            to: "  jobs: {definition: jobs.yml}\n  jobs-old: {definition: jobs-old.yml}\n")
        return try hub.refusal("hub.yml", claimants, to: "    from: [jobs, jobs-old]")
    }

    @Test func `one dimension of a table is of one code list`() throws {
        try hub.change("hub.yml", "  SIC 2007: sic.csv\n", to: "  SIC 2007: sic.csv\n  SIC 2026: sic.csv\n")
        #expect(
            try twin("{of: SIC 2007}", "{of: SIC 2026}") == """
                hub.yml:34:11: error: "industry" of "claimants" has codes of SIC 2007 (jobs) and of SIC 2026 (jobs-old): one code would have two meanings
                  mend: make a table of each, or give the dimension another name in one of the two sources
                """)
    }

    @Test func `one indicator of a table has one unit`() throws {
        #expect(
            try twin("unit: people", "unit: thousands") == """
                hub.yml:33:11: error: the indicator "employees" stands for two things in "claimants": "people" by workplace, may be added up (jobs); "thousands" by workplace, may be added up (jobs-old)
                  mend: give one of the two another name after `is:`, or correct its `unit:`, `basis:` or `adds:`
                """)
    }

    @Test func `one indicator of a table is counted in one place`() throws {
        #expect(
            try twin("basis: workplace", "basis: residence") == """
                hub.yml:33:11: error: the indicator "employees" stands for two things in "claimants": "people" by workplace, may be added up (jobs); "people" by residence, may be added up (jobs-old)
                  mend: give one of the two another name after `is:`, or correct its `unit:`, `basis:` or `adds:`
                """)
    }

    @Test func `no dimension takes the name of a column that every table has`() throws {
        try night.run()
        let heading = try night.published("data/claimants.csv").prefix { !$0.isNewline }
        let columns = heading.split(separator: ",").map(String.init)
        #expect(Set(columns) == DimensionSettings.fixedColumns)
        #expect(
            try hub.refusal("hub.yml", "sic_code", to: "obs_value") == """
                hub.yml:10:27: error: every table has a column "obs_value" already
                  mend: give the column of "industry" another name
                """)
    }

    @Test func `two dimensions do not share a column`() throws {
        #expect(
            try hub.refusal("hub.yml", "sector_name", to: "sic_name") == """
                hub.yml:11:49: error: "sic_name" is a column of "industry" already
                  mend: give each column of "sector" a name of its own
                """)
    }
}
