import Foundation
import LMITestSupport
import Testing

/// `lmi verify` finds every byte that is not as it was published.
struct VerifyTests {
    struct Damage: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// A line of a shell in the generation's folder.
        let line: String
        let message: String
    }

    private static let damages = [
        Damage(
            testDescription: "a flipped byte",
            line: "printf X | dd of=data/claimants.csv bs=1 seek=9 conv=notrunc status=none",
            message: """
                Output/generations/ID/data/claimants.csv: error: the file is not as it was published: it has SIZE bytes with the SHA-256 NOW, and the manifest says SIZE and BEFORE
                  mend: put the file back from a copy; or lead readers elsewhere with `lmi rollback`, remove the generation's folder, then `lmi unhold` and `lmi run`; if there is no other generation, remove the folder, move `latest.json` away and run again
                """),
        Damage(
            testDescription: "a lost file", line: "rm lookups/areas.csv",
            message: """
                Output/generations/ID/lookups/areas.csv: error: the file is in the manifest and not in the folder
                  mend: put the file back from a copy; or lead readers elsewhere with `lmi rollback`, remove the generation's folder, then `lmi unhold` and `lmi run`; if there is no other generation, remove the folder, move `latest.json` away and run again
                """),
        Damage(
            testDescription: "an added file", line: "echo hello > data/more.csv",
            message: """
                Output/generations/ID/data/more.csv: error: the file is not in the generation's manifest
                  mend: remove it: a generation holds only what was published with it
                """),
        Damage(
            testDescription: "a lost manifest", line: "rm manifest.json",
            message: """
                Output/generations/ID/manifest.json: error: the file is missing
                  mend: put the file back from a copy; or lead readers elsewhere with `lmi rollback`, remove the generation's folder, then `lmi unhold` and `lmi run`; if there is no other generation, remove the folder, move `latest.json` away and run again
                """),
    ]

    @Test(arguments: damages)
    func `damage is found and said with its mend`(_ damage: Damage) throws {
        try Desk.withSmallHub { desk in
            #expect(try desk.run().status == 0)
            let id = try desk.latest().generation
            let file = "Output/generations/\(id)/data/claimants.csv"
            let facts = "stat -c %s \(file); sha256sum \(file) | cut -c 1-64"
            let before = try desk.shell(facts).output.split(separator: "\n")
            #expect(try desk.shell("cd Output/generations/\(id) && \(damage.line)").status == 0)
            let result = try desk.lmi("verify")
            let now = try desk.shell(facts).output.split(separator: "\n")
            let message = damage.message.replacing("ID", with: id).replacing("SIZE", with: before[0])
                .replacing("NOW", with: now[1]).replacing("BEFORE", with: before[1])
            #expect(result.errors == message + "\n")
            #expect(result.output == "1 fault found.\n")
            #expect(result.status == 13)
            // As the mend says
            #expect(
                try desk.shell("mkdir away && mv Output/latest.json Output/generations/\(id) away").status
                    == 0)
            #expect(try desk.run().status == 0)
            #expect(try desk.latest().generation == id)
            #expect(try desk.lmi("verify").status == 0)
        }
    }

    @Test func `a snapshot that lost its bytes is found`() throws {
        try Desk.withSmallHub { desk in
            #expect(try desk.run().status == 0)
            #expect(
                try desk.lmi("verify", "--all").output
                    == "Every byte of 1 generation and 3 snapshots is as it was published.\n")
            let file = try desk.shell("find .lmi/snapshots -type f -size +8k | sort | head -1").output
                .dropLast()
            #expect(
                try desk.shell(
                    "chmod u+w '\(file)'; printf X | dd of='\(file)' bs=1 seek=9 conv=notrunc status=none"
                ).status == 0)
            #expect(try desk.lmi("verify").output == "Every byte of 1 generation is as it was published.\n")
            let result = try desk.lmi("verify", "--all")
            let name = file.suffix(64)
            let sum = try desk.shell("sha256sum '\(file)'").output.prefix(64)
            #expect(
                result.errors == """
                    \(file): error: the snapshot is damaged: its bytes have the SHA-256 \(sum), which is not its name
                      mend: check the disk, then run again without `--offline`: a whole copy then takes its place

                    """)
            #expect(name.count == 64 && name != sum)
            // As the mend says
            #expect(try desk.run().status == 0)
            #expect(try desk.lmi("verify", "--all").status == 0)
            #expect(result.output == "1 fault found.\n")
            #expect(result.status == 13)
        }
    }

    @Test func `where nothing was published there is nothing to verify`() throws {
        try withTemporaryFolder { folder in
            let result = try Desk(folder: folder).lmi("verify")
            #expect(
                result.errors == """
                    Output/latest.json: error: nothing has been published here
                      mend: check the name of the folder (`--output`), or publish first

                    """)
            #expect(result.status == 13)
        }
    }
}
