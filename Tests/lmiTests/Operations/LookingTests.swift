import LMITestSupport
import Testing

/// The commands that only look: `lmi list` and `lmi check`.
struct LookingTests {
    @Test func `all that the samples hold is told, and nothing is written`() throws {
        try Desk.withSamples { desk in
            let result = try desk.lmi("check", "--inputs", "SampleInputs")
            try expectGolden(result.output, "check-samples.txt")
            #expect(result.errors == "")
            #expect(result.status == 0)
            #expect(try desk.shell("ls -A").output == "Pipelines\nSampleInputs\n")
        }
    }

    @Test func `sources and tables are listed, and the generations once there are some`() throws {
        try Desk.withSmallHub { desk in
            try expectGolden(desk.lmi("list").output, "list-samples.txt")
            #expect(try desk.run().status == 0)
            let small = try desk.lmi("list", "--pipeline", "small")
            let line = small.output.split(separator: "\n").last ?? ""
            #expect(line.hasPrefix("  \(try desk.latest().generation): live, 3 tables, "))
            #expect(line.hasSuffix(" bytes, serial 1, what readers see now"))
        }
    }

    @Test func `a source that does not exist is answered with the nearest that does`() throws {
        try Desk.withSmallHub { desk in
            let result = try desk.lmi(
                "check", "claimant-cont", "--pipeline", "small", "--inputs", "SampleInputs")
            #expect(
                result.errors == """
                    error: "claimant-cont" is not a source of this pipeline
                      mend: did you mean claimant-count? the sources are: claimant-count, ks4-destinations, profile-earnings

                    """)
            #expect(result.status == 12)
        }
    }

    @Test func `a pipeline that does not exist is named`() throws {
        try Desk.withSmallHub { desk in
            let result = try desk.lmi("list", "--pipeline", "smal")
            #expect(
                result.errors == """
                    smal.yml: error: there is no file "Pipelines/smal.yml"
                      mend: correct the name, or put the file there

                    """)
            #expect(result.status == 12)
        }
    }

    @Test func `somebody in another folder is told where to go`() throws {
        try withTemporaryFolder { folder in
            let result = try run(builtProgram("lmi"), "list", in: folder)
            #expect(
                result.errors == """
                    stoke-staffs.yml: error: there is no file "Pipelines/stoke-staffs.yml"
                      mend: go to the folder that Pipelines stands in, or say where it is with `--pipelines`

                    """)
            #expect(result.status == 12)
        }
    }

    @Test func `a source that cannot be read does not keep the others from being checked`() throws {
        try Desk.withSmallHub { desk in
            try desk.folder.write("", to: Place.claimants)
            let result = try desk.lmi("check", "--pipeline", "small", "--inputs", "SampleInputs")
            #expect(
                result.output.hasPrefix(
                    "claimant-count: Claimant count by age\n  not read: see the message\nks4-destinations:"))
            #expect(
                result.errors == """
                    nomis/claimant-count.csv: error: the file is empty
                      mend: fetch the file again, or ask the publisher

                    """)
            #expect(result.status == 11)
        }
    }
}
