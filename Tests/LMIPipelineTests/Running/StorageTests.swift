import Foundation
import LMITestSupport
import Testing

@testable import LMIPipeline

/// Disks that will not write, and runs that meet each other.
struct StorageTests {
    private let night: SmallNight

    init() throws { night = try SmallNight() }

    @Test func `a file where Output should be is a fault of storage`() throws {
        try night.hub.folder.write("not a folder", to: "Output")
        let ending = try night.run()
        #expect(ending.status == .storage)
        #expect(ending.errors.hasPrefix("/Output: error: "))
        #expect(ending.errors.contains("\nNot published: nothing has been published yet.\n"))
        #expect(try night.hub.folder.text(of: "Output") == "not a folder")
        #expect(try night.record()["exit"] as? Int == 13)
    }

    @Test func `an Output that leads to itself is a fault of storage`() throws {
        try FileManager.default.createSymbolicLink(
            atPath: night.output.path, withDestinationPath: night.output.path)
        #expect(try night.run().status == .storage)
    }

    @Test func `a fault while publishing leaves what readers see, and the run has its record`() throws {
        try FileManager.default.createDirectory(at: night.output, withIntermediateDirectories: false)
        try night.output.write("not a folder", to: "generations")
        let ending = try night.run()
        #expect(ending.status == .storage)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: night.output.path).sorted() == [
                "generations", "status.json",
            ])
        let record = try night.record()
        #expect(record["exit"] as? Int == 13)
        #expect((record["stops"] as? [String])?.count == 1)
        #expect(record["generation"] == nil)
    }

    @Test func `a state folder that cannot be had is a fault of storage`() throws {
        try night.hub.folder.write("not a folder", to: "state")
        let ending = try night.run()
        #expect(ending.status == .storage)
        #expect(!FileManager.default.fileExists(atPath: night.output.path))
    }

    @Test func `a record that cannot be written does not hide that the bundle is published`() throws {
        try FileManager.default.createDirectory(at: night.state, withIntermediateDirectories: false)
        try night.state.write("not a folder", to: "runs")
        let ending = try night.run()
        #expect(ending.status == .storage)
        #expect(ending.errors.contains("/state/runs: error: "))
        #expect(
            ending.output.contains("Published 3 tables as generation \(try night.generation()), serial 1."))
    }

    @Test func `a bundle that has come to harm is not carried from`() throws {
        try night.run(day: 21)
        let file = try night.output.appending(path: "generations/\(night.generation())/data/jobs.csv")
        try Data("area_code\n".utf8).write(to: file)
        try night.lose("jobs.csv")
        let ending = try night.run()
        #expect(ending.status == .storage)
        #expect(ending.errors.contains("/data/jobs.csv: error: the file is not as it was published"))
    }

    @Test func `another run at work is named, and nothing is done`() throws {
        let ending = try night.whileHeld("4711 lmi run, since 2026-11-22T01:57:00Z, on hub1, fetching") {
            try night.run()
        }
        #expect(ending.status == .busy)
        #expect(
            ending.errors == """
                another run is at work: process 4711 on hub1 (`lmi run`, since 2026-11-22T01:57:00Z, 3 minutes ago), now fetching; nothing was done
                  mend: wait until it has ended

                """)
        #expect(!FileManager.default.fileExists(atPath: night.output.path))
        #expect(try night.run().status == .success)
    }
}
