import Foundation
import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// Nights on which nothing is published: readers then see every byte that they saw before.
struct RefusedNightTests {
    private let night: SmallNight

    init() throws { night = try SmallNight() }

    /// Runs and expects the status, the end of the message, and an `Output` that nobody touched.
    private func expectRefusal(
        _ status: LMIPipeline.ExitStatus, _ errors: String, _ facts: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let ending = try night.run()
        #expect(ending.status == status, sourceLocation: sourceLocation)
        #expect(ending.errors == errors, sourceLocation: sourceLocation)
        #expect(try night.facts() == facts, sourceLocation: sourceLocation)
    }

    private func serving() throws -> String { "readers still see \(try night.generation()), serial 1" }

    @Test func `a required source that cannot be had stops the night`() throws {
        try night.run(day: 21)
        try night.hub.change("hub.yml", "{definition: jobs.yml}", to: "{definition: jobs.yml, required: yes}")
        try night.lose("jobs.csv")
        try expectRefusal(
            .source,
            """
            jobs.csv: error: there is no such file in "/Inputs"
              mend: put the file there, or correct `file:` in jobs.yml
            Not published: \(serving()).

            """, night.facts())
    }

    @Test func `a required source that is not what was described stops the night`() throws {
        try night.run(day: 21)
        try night.hub.change("hub.yml", "{definition: jobs.yml}", to: "{definition: jobs.yml, required: yes}")
        try night.inputs.write(SmallNight.jobs.replacing("24,40", with: "25,40"), to: "jobs.csv")
        try expectRefusal(
            .content,
            """
            jobs.csv:9:3 (INDUSTRY): error: "25" is not a code of SIC 2007
              mend: the nearest is "23" (Ceramics); if the publisher uses a new code, add it to sic.csv; else correct the definition's `of:`
            Not published: \(serving()).

            """, night.facts())
    }

    @Test func `last good figures that have grown too old stop the night`() throws {
        try night.run(day: 2)
        try night.hub.change(
            "hub.yml", "{definition: claimants.yml}", to: "{definition: claimants.yml, max age days: 20}")
        try night.lose("claimants.csv")
        #expect(try night.run(day: 21).status == .degraded)
        let (facts, generation) = (try night.facts(), try night.generation())
        try expectRefusal(
            .source,
            """
            claimants.csv: error: there is no such file in "/Inputs"
              mend: put the file there, or correct `file:` in claimants.yml
            claimants.csv: error: claimants failed, and the last good table "claimants" is of 2026-11-01, more than 20 days ago
              mend: mend the source, or raise `max age days:` in hub.yml
            Not published: readers still see \(generation), serial 2.

            """, facts)
    }

    @Test func `a fault on the first night publishes nothing`() throws {
        try night.inputs.write(SmallNight.claimants.replacing("8220", with: "many"), to: "claimants.csv")
        let ending = try night.run()
        #expect(ending.status == .content)
        #expect(ending.errors.hasSuffix("Not published: nothing has been published yet.\n"))
        #expect(try night.facts() == [])
    }

    @Test func `of several faults the most severe decides how the run ends`() throws {
        try night.lose("claimants.csv")
        try night.inputs.write(SmallNight.jobs.replacing(",60\n", with: ",many\n"), to: "jobs.csv")
        #expect(try night.run().status == .content)
    }

    @Test func `a sample never replaces a live bundle`() throws {
        try night.run(day: 21)
        for file in ["jobs.csv", "claimants.csv"] { try night.originate(file, .sample) }
        let generation = try night.generation()
        try expectRefusal(
            .configuration,
            """
            /Output/latest.json: error: a sample bundle would replace the live generation \(generation)
              mend: publish samples into a folder of their own (`--output`)
            Not published: readers still see \(generation), serial 1.

            """, night.facts())
    }

    @Test func `a bundle in which one source alone is a sample is a sample`() throws {
        try night.run(day: 21)
        try night.originate("claimants.csv", .sample)
        let facts = try night.facts()
        #expect(try night.run().status == .configuration)
        #expect(try night.facts() == facts)
    }

    @Test func `nothing is carried from samples`() throws {
        let night = try SmallNight(.sample)
        #expect(try night.run(day: 21).status == .success)
        for file in ["jobs.csv", "claimants.csv"] { try night.originate(file, .live) }
        try night.lose("jobs.csv")
        let facts = try night.facts()
        let ending = try night.run()
        #expect(ending.status == .source)
        #expect(try night.facts() == facts)
        #expect(
            ending.errors == """
                jobs.csv: error: there is no such file in "/Inputs"
                  mend: put the file there, or correct `file:` in jobs.yml
                The bundle published before is made of samples: nothing is carried from it.
                Not published: readers still see \(try night.generation()), serial 1.

                """)
    }

    @Test func `real figures take the place of samples whole, and the run says that nothing is carried`()
        throws
    {
        let night = try SmallNight(.sample)
        let first = try night.run(day: 21)
        #expect(first.output.contains("serial 1. SAMPLE figures, not for use.\n"))
        for file in ["jobs.csv", "claimants.csv"] { try night.originate(file, .live) }
        let ending = try night.run()
        #expect(ending.status == .success)
        #expect(
            ending.errors == "The bundle published before is made of samples: nothing is carried from it.\n")
        #expect(try night.json("latest.json")["origin"] as? String == "live")
        #expect(try night.stale() == [:])
        #expect(!ending.output.contains("SAMPLE"))
    }

    @Test func `a dry run publishes nothing`() throws {
        let first = try night.run(isDryRun: true)
        #expect(first.status == .success)
        #expect(
            first.output.hasSuffix(
                "A dry run: 3 tables made, nothing published; nothing has been published yet.\n"))
        #expect(!FileManager.default.fileExists(atPath: night.output.path))
        try night.run(day: 21)
        let facts = try night.facts()
        try night.inputs.write(SmallNight.jobs.replacing(",60\n", with: ",65\n"), to: "jobs.csv")
        let second = try night.run(isDryRun: true)
        #expect(second.status == .success)
        #expect(
            second.output.contains(
                "nothing published; readers still see \(try night.generation()), serial 1."))
        #expect(try night.facts() == facts)
    }

    @Test func `a definition that is wrong stops the run before anything is read`() throws {
        try night.hub.change("jobs.yml", "numbers: plain", to: "numbers: plane")
        let ending = try night.run()
        #expect(ending.status == .configuration)
        #expect(ending.output.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: night.state.path))
    }
}
