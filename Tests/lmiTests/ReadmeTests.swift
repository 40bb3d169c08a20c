import Foundation
import LMITestSupport
import Testing

/// What the README says is what happens.
struct ReadmeTests {
    private let readme: String

    init() throws { readme = try packageRoot.text(of: "README.md") }

    /// Generation ids depend on every definition: only their shape is compared.
    private func withoutIDs(_ text: String) -> String {
        text.replacing(/\d{4}-\d\d-\d\d-[0-9a-f]{12}/, with: "GENERATION")
    }

    @Test func `the transcript and the figures are those of the sample run`() throws {
        let start = try #require(readme.range(of: "$ lmi run --inputs SampleInputs\n"))
        let end = try #require(readme.range(of: "\n```", range: start.upperBound..<readme.endIndex))
        let shown = String(readme[start.upperBound..<end.lowerBound])
        try withTemporaryFolder { folder in
            let result = try run(
                builtProgram("lmi"), "run", "--inputs", "SampleInputs", "--output", "\(folder.path)/Output",
                "--state", "\(folder.path)/state", in: packageRoot)
            #expect(result.status == 0)
            let printed = result.output.replacing("\(folder.path)/", with: "")
            #expect(withoutIDs(shown) + "\n" == withoutIDs(printed))
            let csv = try folder.text(of: "Output/current/data/jobs-by-sector.csv")
            for (sector, indicator, cells) in [
                ("construction,Construction", "employees", "people,workplace,5000,4500,5500,rounding,A"),
                (
                    "adv_mfg,Advanced manufacturing", "employees_location_quotient",
                    "ratio,workplace,2.53,2.02,3.14,rounding,A"
                ),
                ("energy,Energy", "employees", "people,workplace,,867.5,,rounding,O"),
            ] {
                #expect(
                    csv.contains(
                        "E06000021,gss,Stoke-on-Trent,unitary,2023,2022,2022-01-01,2022-12-31,\(indicator),\(sector),\(cells)"
                    ), "\(sector) \(indicator)")
            }
            for shown in ["| 5000 | 4500 | 5500 |", "| 2.53 | 2.02 | 3.14 |", "| | 867.5 | |"] {
                #expect(readme.contains(shown))
            }
        }
    }

    @Test(arguments: [
        "README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/for-the-website.md",
        "docs/add-a-source.md",
    ])
    func `every command that a document names exists`(document: String) throws {
        let text = try packageRoot.text(of: document)
        let makefile = try packageRoot.text(of: "Makefile")
        for match in text.matches(of: /`?make ([a-z][a-z-]+)/) where match.output.0.hasPrefix("`") {
            #expect(makefile.contains("\n\(match.output.1):"), "make \(match.output.1)")
        }
        let help = try run(builtProgram("lmi"), "--help").output
        for match in text.matches(of: /`lmi ([a-z]+)/) {
            #expect(help.contains("\n  \(match.output.1) "), "lmi \(match.output.1)")
        }
    }
}
