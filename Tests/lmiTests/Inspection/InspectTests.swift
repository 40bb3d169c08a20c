import Foundation
import LMITestSupport
import Testing

/// What somebody sees of a file that no definition speaks of.
struct InspectTests {
    @Test(arguments: [
        ("SampleInputs/nomis/claimant-count.csv", "claimant-count.txt"),
        ("Tests/lmiTests/Inspection/Golden/business-counts.csv", "business-counts.txt"),
    ])
    func `a file is described, and a definition drafted`(_ file: String, _ golden: String) throws {
        let result = try run(builtProgram("lmi"), "inspect", file, in: packageRoot)
        try expectGolden(result.output, golden)
        #expect(result.errors == "")
        #expect(result.status == 0)
    }

    @Test func `the tables of a page are listed, and the largest that can be read is drafted`() throws {
        let file = "SampleInputs/nomis/labour-market-profile.html"
        let result = try run(builtProgram("lmi"), "inspect", file, in: packageRoot)
        try expectGolden(result.output, "labour-market-profile.txt")
        #expect(result.status == 0)
    }

    @Test func `the draft alone is the end of what is said of the file`() throws {
        let file = "SampleInputs/nomis/claimant-count.csv"
        let all = try run(builtProgram("lmi"), "inspect", file, in: packageRoot).output
        let draft = try run(builtProgram("lmi"), "inspect", file, "--draft", in: packageRoot).output
        #expect(draft.hasPrefix("# A draft by `lmi inspect`"))
        #expect(all.hasSuffix("\n\n\(draft)"))
    }

    @Test func `a draft is refused until it is filled in, and then reads the file it was made of`() throws {
        try Desk.withSamples { desk in
            let draft = try desk.lmi("inspect", "SampleInputs/nomis/claimant-count.csv", "--draft").output
            try desk.folder.write(draft, to: "draft.yml")
            let before = try desk.lmi("check", "--definition", "draft.yml", "--inputs", "SampleInputs")
            #expect(
                before.errors == """
                    draft.yml:3:8: error: 7 lines are still to be filled in: `title:` in line 3, `publisher:` in line 5, `title:` in line 6, `url:` in line 7, `name:` in line 8, `url:` in line 8, `attribution:` in line 9
                      mend: write what each asks for in place of its words FILL IN

                    """)
            #expect(before.status == 12)
            try desk.change("draft.yml") { $0.replacing(/"FILL IN[^"]*"/, with: "said") }
            let after = try desk.lmi(
                "check", "--definition", "draft.yml", "--inputs", "SampleInputs", "--into", "figures.csv")
            #expect(after.errors == "")
            #expect(
                after.output.contains("\n    858 published\n    572 withheld: not_available (\"Q\" 572)\n"))
            #expect(try desk.folder.text(of: "figures.csv").split(separator: "\n").count == 1431)
        }
    }

    @Test func `a source that no pipeline names needs no origin to be checked`() throws {
        try Desk.withSamples { desk in
            try FileManager.default.removeItem(
                at: desk.folder.appending(path: "SampleInputs/nomis/ubc-local-units.csv.origin.yml"))
            let result = try desk.lmi(
                "check", "--definition", "Pipelines/sources/local-units.yml", "--inputs", "SampleInputs")
            #expect(result.errors == "")
            #expect(
                result.output.hasSuffix(
                    "  before a run, write nomis/ubc-local-units.csv.origin.yml beside the file, with `kind: live` and `retrieved:`\n"
                ))
        }
    }
}

/// Bytes that no table was ever written in.
struct InspectAnythingTests {
    private static func noise(_ count: Int) -> Data {
        var state: UInt64 = 88_172_645_463_325_252
        return Data(
            (0..<count).map { _ in
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                return UInt8(truncatingIfNeeded: state >> 32)
            })
    }

    private static let files: [(name: String, bytes: Data)] = [
        ("empty", Data()), ("noise", noise(200_000)), ("zeros", Data(count: 5000)),
        ("line", Data(repeating: 0x61, count: 3 << 20)), ("quote", Data("\"a,b\n1,2\n".utf8)),
        ("page", Data("<!doctype html><html><p>No table</p></html>".utf8)),
    ]

    @Test(arguments: files.map(\.name))
    func `every file is answered with a draft or a message`(_ name: String) throws {
        let file = try #require(Self.files.first { $0.name == name })
        try withTemporaryFolder { folder in
            try file.bytes.write(to: folder.appending(path: name))
            let result = try run(
                builtProgram("lmi"), "inspect", name, "--pipelines",
                packageRoot.appending(path: "Pipelines").path, in: folder)
            try expectGolden("\(result.status)\n\(result.output)\(result.errors)", "any-\(name).txt")
        }
    }

    @Test func `a folder, and what is not there, are named as such`() throws {
        let folder = try run(builtProgram("lmi"), "inspect", "SampleInputs", in: packageRoot)
        #expect(folder.errors == "SampleInputs: error: this is a folder\n  mend: name one file of it\n")
        #expect(folder.status == 10)
        let nothing = try run(builtProgram("lmi"), "inspect", "no.csv", in: packageRoot)
        #expect(
            nothing.errors
                == "no.csv: error: the file cannot be opened: No such file or directory\n  mend: correct the path\n"
        )
        #expect(nothing.status == 10)
    }
}
