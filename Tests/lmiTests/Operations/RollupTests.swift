import LMITestSupport
import Testing

/// `lmi rollup` on a file as small as its rules.
struct RollupTests {
    private static let definition = """
        rollup: jobs
        encoding: utf-8
        header: DATE
        group by:
          area: AREA
          sector:
            column: SIC
            crosswalk: {file: sectors.csv, from: sic, to: sector, codes it lacks: refuse}
        value: JOBS
        decimals: 0
        instead of a number: {"*": suppressed_quality}

        """
    private static let jobs = """
        DATE,AREA,SIC,JOBS
        2025,E06000021,4110,100
        2025,E06000021,4120,25
        2025,E06000021,6201,*
        2025,E07000192,4110,40

        """

    private func withFiles(_ body: (Desk) throws -> Void) throws {
        try withTemporaryFolder { folder in
            try folder.write(Self.definition, to: "rollup.yml")
            try folder.write(Self.jobs, to: "jobs.csv")
            try folder.write("sic,sector\n4110,building\n4120,building\n6201,digital\n", to: "sectors.csv")
            try body(Desk(folder: folder))
        }
    }

    @Test func `each group comes with its sum, its rows and how many are withheld`() throws {
        try withFiles { desk in
            let result = try desk.lmi("rollup", "rollup.yml", "jobs.csv")
            #expect(
                result.output == """
                    area,sector,total,n,suppressed
                    E06000021,building,125.000,2,0
                    E06000021,digital,,1,1
                    E07000192,building,40.000,1,0

                    """)
            #expect(
                result.errors == """
                    4 rows read; 4 summed in 3 groups; 1 without a number (suppressed_quality)

                    """)
            #expect(result.status == 0)
            #expect(try desk.lmi("rollup", "rollup.yml", "jobs.csv", "--into", "tidy.csv").output == "")
            #expect(try desk.folder.text(of: "tidy.csv") == result.output)
        }
    }

    @Test func `a marker that the definition does not explain stops the rollup`() throws {
        try withFiles { desk in
            try desk.replace(",40\n", with: ",x\n", in: "jobs.csv")
            let result = try desk.lmi("rollup", "rollup.yml", "jobs.csv", "--into", "tidy.csv")
            #expect(
                result.errors == """
                    jobs.csv:5:4 (JOBS): error: "x" is neither a number nor a declared text instead of one
                      mend: if the source's notes explain "x", add it under `instead of a number:`

                    """)
            #expect(result.status == 11)
            #expect(try desk.shell("ls -A").output == "jobs.csv\nrollup.yml\nsectors.csv\n")
        }
    }

    @Test func `a code that the list lacks is refused, or dropped and counted, as the definition says`()
        throws
    {
        try withFiles { desk in
            try desk.replace("4120,25", with: "4199,25", in: "jobs.csv")
            let refused = try desk.lmi("rollup", "rollup.yml", "jobs.csv")
            #expect(
                refused.errors == """
                    jobs.csv:3:3 (SIC): error: the crosswalk does not have the code "4199"
                      mend: add the code to the crosswalk, or write `codes it lacks: drop` there to leave such rows out and have them counted

                    """)
            #expect(refused.status == 11)
            try desk.replace("codes it lacks: refuse", with: "codes it lacks: drop", in: "rollup.yml")
            let dropped = try desk.lmi("rollup", "rollup.yml", "jobs.csv")
            #expect(
                dropped.errors == """
                    4 rows read; 3 summed in 3 groups; 1 left out because the crosswalk lacks their code; 1 without a number (suppressed_quality)

                    """)
            #expect(dropped.output.contains("E06000021,building,100.000,1,0"))
            #expect(dropped.status == 0)
        }
    }

    @Test(arguments: [">&-", ">/dev/full", "2>&-"])
    func `a result or a count that nobody can read is no success`(_ redirection: String) throws {
        try withFiles { desk in
            let lost = try desk.shell("\"$LMI\" rollup rollup.yml jobs.csv \(redirection)")
            #expect(lost.status == 13)
        }
    }
}
