import Foundation
import LMITestSupport
import Testing

/// What becomes of a run whose words nobody can read: it publishes whole bundles, and does not end well.
struct StreamTests {
    private static let command = "\"$LMI\" run --pipeline small --inputs SampleInputs"

    @Test(arguments: [">&-", ">/dev/full", "| true; exit ${PIPESTATUS[0]}"])
    func `a lost report is no success, and does not harm what is published`(_ redirection: String) throws {
        try Desk.withSmallHub { desk in
            let lost = try desk.shell("\(Self.command) \(redirection)")
            // A reader that leaves at once may still have taken all that was written before
            #expect(lost.status == 13 || redirection.hasPrefix("|") && lost.status == 0)
            let published = try desk.latest().generation
            #expect(try desk.lmi("verify", "--all").status == 0)
            #expect(try desk.leftovers() == [])
            #expect(try desk.run("--output", "Other", "--state", "other").status == 0)
            #expect(
                FileManager.default.fileExists(
                    atPath: desk.folder.appending(path: "Other/generations/\(published)").path))
        }
    }

    @Test(arguments: ["2>&-", "2>/dev/full"])
    func `a message that is lost is no success`(_ redirection: String) throws {
        try Desk.withSmallHub { desk in
            #expect(try desk.run().status == 0)
            try desk.folder.write("", to: Place.claimants)
            // Published with a stale table, exit 3, but nobody was told why
            #expect(try desk.shell("\(Self.command) \(redirection)").status == 13)
            #expect(try desk.latest().serial == 2)
            #expect(try desk.lmi("verify", "--all").status == 0)
        }
    }

    @Test(arguments: ["status", "status --json"], [">&-", ">/dev/full"])
    func `a status that nobody can read is no success`(_ command: String, _ redirection: String) throws {
        try Desk.withSmallHub { desk in
            #expect(try desk.run().status == 0)
            let (read, lost) = (
                try desk.shell("\"$LMI\" \(command)"), try desk.shell("\"$LMI\" \(command) \(redirection)")
            )
            #expect(read.status == 0)
            #expect(lost.status == 13)
        }
    }

    @Test func `without any stream a night is what it is with them`() throws {
        try Desk.withSmallHub { desk in
            #expect(try desk.shell("\(Self.command) <&- >&- 2>&-").status == 13)
            let published = try desk.latest()
            #expect(published.serial == 1)
            #expect(try desk.run("--output", "Other", "--state", "other").status == 0)
            #expect(
                FileManager.default.fileExists(
                    atPath: desk.folder.appending(path: "Other/generations/\(published.generation)").path))
            #expect(try desk.lmi("verify", "--all").status == 0)
        }
    }
}
