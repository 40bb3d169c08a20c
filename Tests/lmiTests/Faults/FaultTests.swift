import Foundation
import LMITestSupport
import Testing

/// Each fault of an input or a definition, from one changed byte to the words on the screen.
struct FaultTests {
    private static func makeRequired(_ source: String, _ desk: Desk) throws {
        try desk.replace(
            "sources/\(source).yml}", with: "sources/\(source).yml, required: yes}", in: Place.hub)
    }

    @Test(arguments: Fault.inFiles)
    func `a fault of a required source publishes nothing and says where it is and how to mend it`(
        _ fault: Fault
    ) throws {
        try Desk.withSmallHub { desk in
            try Self.makeRequired(fault.source, desk)
            #expect(try desk.run().status == 0)
            let (before, latest) = (try desk.inventory("Output"), try desk.latest())
            try fault.spoil(desk)

            let result = try desk.run()
            #expect(
                result.errors == """
                    \(fault.message)
                    Not published: readers still see \(latest.generation), serial 1.

                    """)
            #expect(result.status == fault.status)
            #expect(result.output.contains("\(fault.source): not read\n"))
            #expect(try desk.inventory("Output") == before)
            #expect(try desk.leftovers() == [])
        }
    }

    /// A fault of the configuration is the keeper's to mend, and stops the night whichever source it is of.
    @Test(arguments: Fault.inFiles.filter { $0.status != 12 })
    func `a fault of another source leaves its table as it was, marked stale, and brings the rest up to date`(
        _ fault: Fault
    ) throws {
        try Desk.withSmallHub { desk in
            #expect(try desk.run().status == 0)
            let table =
                ["claimant-count": "claimants", "ks4-destinations": "destinations"][fault.source]
                ?? "earnings"
            let first = try desk.latest()
            let before = try desk.inventory("Output/generations/\(first.generation)")
            let figures = try desk.published("data/\(table).csv")
            try fault.spoil(desk)

            let result = try desk.run()
            #expect(result.errors == fault.message + "\n")
            #expect(result.status == 3)
            #expect(result.output.contains("\n\(table): carried, stale. The source "))
            #expect(try desk.latest().serial == 2)
            #expect(try desk.published("data/\(table).csv") == figures)
            #expect(try desk.published("index.json").contains("could not be read again"))
            #expect(try desk.inventory("Output/generations/\(first.generation)") == before)
            #expect(try desk.leftovers() == [])
            #expect(try desk.lmi("verify", "--all").status == 0)
        }
    }

    @Test(arguments: Fault.inDefinitions)
    func `a fault of a definition stops the run before anything is read`(_ fault: Fault) throws {
        try Desk.withSmallHub { desk in
            #expect(try desk.run().status == 0)
            let before = (try desk.inventory("Output"), try desk.inventory(".lmi/snapshots"))
            try fault.spoil(desk)

            let result = try desk.run()
            #expect(result.errors == fault.message + "\n")
            #expect(result.output == "")
            #expect(result.status == 12)
            #expect(try desk.lmi("status").status == 12)
            #expect(try desk.inventory("Output") == before.0)
            #expect(try desk.inventory(".lmi/snapshots") == before.1)
        }
    }

    @Test func `an industry code that the classification lacks is named with its row`() throws {
        try Desk.withSamples { desk in
            try desk.replace(",4110,", with: ",4199,", in: "SampleInputs/nomis/bres.csv")
            let result = try desk.lmi("run", "--inputs", "SampleInputs")
            #expect(
                result.errors == """
                    nomis/bres.csv:325:5 (INDUSTRY_CODE): error: "4199" is not a code of SIC 2007
                      mend: the nearest is "4299" (Construction of other civil engineering projects n.e.c.); if the publisher uses a new code, add it to codelists/sic2007.csv; else correct the definition's `of:`
                    Not published: nothing has been published yet.

                    """)
            #expect(result.status == 11)
            #expect(
                !FileManager.default.fileExists(
                    atPath: desk.folder.appending(path: "Output/latest.json").path))
        }
    }

    @Test func `a source that fails before anything was published publishes nothing`() throws {
        try Desk.withSmallHub { desk in
            try desk.folder.write("", to: Place.claimants)
            let result = try desk.run()
            #expect(
                result.errors == """
                    nomis/claimant-count.csv: error: the file is empty
                      mend: fetch the file again, or ask the publisher
                    Not published: nothing has been published yet.

                    """)
            #expect(result.status == 11)
            #expect(
                !FileManager.default.fileExists(
                    atPath: desk.folder.appending(path: "Output/latest.json").path))
        }
    }
}
