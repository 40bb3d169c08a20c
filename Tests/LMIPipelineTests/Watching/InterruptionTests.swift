import Foundation
import LMITestSupport
import Synchronization
import Testing

@testable import LMIPipeline

/// Runs that somebody ends.
struct InterruptionTests {
    private let night: SmallNight

    init() throws { night = try SmallNight() }

    /// Runs anew with the signal before each of the questions that a whole run asks, one after the other.
    @Test func `wherever a run is ended, readers see what they saw or all that is new`() throws {
        try night.run(day: 20)
        try night.inputs.write(SmallNight.jobs.replacing(",60\n", with: ",65\n"), to: "jobs.csv")
        let facts = try night.facts()
        let generation = try night.generation()
        var place = 0
        while true {
            place += 1
            night.questions.asked.withLock { $0 = 0 }
            night.questions.endedAt.withLock { $0 = place }
            let ending = try night.run(day: 21)
            if try night.generation() != generation {
                // After the pointer has moved the run goes on to its end.
                #expect(ending.status == .success)
                break
            }
            #expect(ending.status == .interrupted(signal: 15))
            #expect(ending.status.code == 143)
            #expect(
                ending.errors
                    == "interrupted by SIGTERM: nothing was published; readers still see \(generation), serial 1\n"
            )
            #expect(try night.facts() == facts)
            try #require(place < 200)
        }
        #expect(place > 5)
        let records = try FileManager.default.contentsOfDirectory(
            atPath: night.state.appending(path: "runs").path)
        // That of the first night, and one of each run after it
        #expect(records.count == place + 1)
        let record = try night.record(21)
        #expect(record["exit"] as? Int == 143)
        #expect(record["stops"] as? [String] == ["error: interrupted by SIGTERM\n  mend: run again"])
        night.questions.endedAt.withLock { $0 = nil }
        #expect(try night.run(day: 22).status == .success)
    }

    @Test func `a first run that is ended has published nothing, and says so`() throws {
        night.questions.endedAt.withLock { $0 = 1 }
        let ending = try night.run()
        #expect(ending.status == .interrupted(signal: 15))
        #expect(
            ending.errors
                == "interrupted by SIGTERM: nothing was published; nothing has been published yet\n")
        #expect(try night.facts() == [])
    }
}
