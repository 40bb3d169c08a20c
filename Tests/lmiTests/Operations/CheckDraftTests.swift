import LMITestSupport
import Testing

/// What `lmi check --definition` says of a source, and writes of it.
struct CheckDraftTests {
    private static let origin = """
        title: Small
        origin:
          publisher: Somebody
          title: Small
          url: https://example.org/
          licence: {name: Open Government Licence v3.0, url: "https://example.org/licence"}
          attribution: Contains public sector information
        encoding: utf-8

        """

    private static let jobs = """
        source: jobs
        \(origin)file: jobs.csv
        table: {header: item}
        columns:
          labels: {item: item, period: year}
          values: [jobs]
        cells: {numbers: plain}
        observations:
          measure: {is: jobs, unit: people, rounding: none, adds: yes}
          period: {as: year}
          area: {is: E06000021, because: the title says so}
          broken down by: {item: {texts: {A: Farming, B: Baking}}}

        """

    @Test func `two figures that the definition cannot tell apart are refused before any run`() throws {
        try Desk.withSamples { desk in
            try desk.folder.write(Self.jobs, to: "jobs.yml")
            try desk.folder.write(
                "item,year,jobs\nA,2019,1\nB,2019,2\nA,2019,3\n", to: "SampleInputs/jobs.csv")
            let result = try desk.lmi("check", "--definition", "jobs.yml", "--inputs", "SampleInputs")
            #expect(
                result.errors == """
                    jobs.csv:4:3 (jobs): error: the source "jobs" has "jobs" twice for Stoke-on-Trent, 2019, Farming (the other stands at jobs.csv:2:3 (jobs))
                      mend: if the publisher's file has the row twice, ask the publisher; else name what tells the two apart under `broken down by:`, or leave one out under `drop:`

                    """)
            #expect(result.status == 11)
        }
    }

    @Test func `a number of a record stays a number where it is below zero`() throws {
        try Desk.withSamples { desk in
            try desk.folder.write(
                """
                source: pupils
                \(Self.origin)file: pupils.csv
                table: {header: code}
                columns: {labels: {code: code, change: change}}
                register:
                  key: code
                  columns: {code: {as: text}, change: {as: whole number}}

                """, to: "pupils.yml")
            try desk.folder.write("code,change\n007,-3\n=1,4\n", to: "SampleInputs/pupils.csv")
            let result = try desk.lmi(
                "check", "--definition", "pupils.yml", "--inputs", "SampleInputs", "--into", "pupils.csv")
            #expect(result.status == 0)
            #expect(
                try desk.folder.text(of: "pupils.csv") == """
                    code,change,row
                    007,-3,2
                    '=1,4,3

                    """)
        }
    }
}
