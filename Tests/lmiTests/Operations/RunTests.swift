import Foundation
import LMITestSupport
import Testing

/// `lmi run` as cron and a person by hand start it.
struct RunTests {
    @Test func `the samples are published, with words that say so`() throws {
        try Desk.withSmallHub { desk in
            let first = try desk.run()
            let latest = try desk.latest()
            #expect(
                first.output == """
                    claimant-count: 110 rows, 66 figures, 44 withheld
                    ks4-destinations: 55 rows, 255 figures, 15 withheld
                    profile-earnings: 8 rows, 18 figures, 0 withheld
                    Published 3 tables as generation \(latest.generation), serial 1.
                    Look at Output/generations/\(latest.generation)/index.json, or the tables in its folder data/.

                    """)
            #expect(first.errors == "")
            #expect(first.status == 0)
            #expect(latest.origin == "live")
        }
    }

    @Test func `a run that finds nothing new writes nothing`() throws {
        try Desk.withSmallHub { desk in
            #expect(try desk.run().status == 0)
            let (before, latest) = (try desk.inventory("Output"), try desk.latest())
            let second = try desk.run()
            #expect(
                second.output.hasSuffix(
                    "Nothing has changed since generation \(latest.generation); nothing was written.\n"))
            #expect(second.status == 0)
            #expect(try desk.inventory("Output") == before)
        }
    }

    @Test func `a dry run publishes nothing`() throws {
        try Desk.withSmallHub { desk in
            let result = try desk.run("--dry-run")
            #expect(
                result.output.hasSuffix(
                    "A dry run: 3 tables made, nothing published; nothing has been published yet.\n"))
            #expect(result.status == 0)
            #expect(!FileManager.default.fileExists(atPath: desk.folder.appending(path: "Output").path))
        }
    }

    @Test func `samples never replace real figures`() throws {
        try Desk.withSmallHub { desk in
            #expect(try desk.run().status == 0)
            let (before, latest) = (try desk.inventory("Output"), try desk.latest())
            try desk.replace("kind: live", with: "kind: sample", in: "\(Place.claimants).origin.yml")
            let result = try desk.run()
            #expect(
                result.errors == """
                    Output/latest.json: error: a sample bundle would replace the live generation \(latest.generation)
                      mend: publish samples into a folder of their own (`--output`)
                    Not published: readers still see \(latest.generation), serial 1.

                    """)
            #expect(result.status == 12)
            #expect(try desk.inventory("Output") == before)
        }
    }

    @Test func `another folder, an empty environment and another mask make the same generation`() throws {
        try Desk.withSmallHub { desk in
            #expect(try desk.run().status == 0)
            let known = try desk.latest().generation
            let here = desk.folder.path
            let runs = [
                "cd / && env -i \"$LMI\" run --pipeline small --pipelines '\(here)/Pipelines' --inputs '\(here)/SampleInputs' --output '\(here)/A' --state '\(here)/a'",
                "umask 077; \"$LMI\" run --pipeline small --inputs SampleInputs --output A --state a",
                "umask 000; \"$LMI\" run --pipeline small --inputs SampleInputs --output A --state a",
            ]
            for run in runs {
                #expect(try desk.shell(run).status == 0)
                #expect(try desk.folder.text(of: "A/latest.json").contains("\"\(known)\""))
                let modes = try desk.shell(
                    "find A -type d -printf '%m\\n' -o -type f -printf 'f%m\\n' | sort -u")
                #expect(modes.output == "755\nf644\n")
                #expect(try desk.shell("stat -c %a a").output == "700\n")
                #expect(try desk.shell("rm -r A a").status == 0)
            }
        }
    }

    @Test func `of two runs at once one works and the other says so`() throws {
        try Desk.withSmallHub { desk in
            #expect(try desk.run().status == 0)
            let before = try desk.inventory("Output")
            // flock holds the very lock that a run takes
            let busy = try desk.shell(
                "flock --no-fork .lmi/lock \"$LMI\" run --pipeline small --inputs SampleInputs")
            #expect(busy.errors.hasPrefix("another run is at work: "))
            #expect(busy.errors.hasSuffix("; nothing was done\n  mend: wait until it has ended\n"))
            #expect(busy.output == "")
            #expect(busy.status == 14)
            #expect(try desk.inventory("Output") == before)
            #expect(try desk.run().status == 0)
        }
    }

    @Test(arguments: ["TERM", "KILL"])
    func `a run that is ended half way leaves what readers see, and the next one works`(
        _ signal: String
    ) throws {
        try Desk.withSmallHub { desk in
            #expect(try desk.run().status == 0)
            let latest = try desk.latest()
            try desk.replace(",8265,", with: ",8260,", in: Place.claimants)
            // The whole hub takes seconds: the first line says that the first of its sources has been read
            let ended = try desk.shell(
                """
                mkfifo words
                "$LMI" run --inputs SampleInputs > words &
                exec 3< words
                read -r line <&3
                kill -\(signal) $!
                wait $!
                """)
            let number = ["TERM": 15, "KILL": 9][signal] ?? 0
            #expect(ended.status == 128 + number)
            #expect(try desk.latest() == latest)
            #expect(try desk.lmi("verify", "--all").status == 0)
            #expect(try desk.run().status == 0)
            #expect(try desk.latest().serial == 2)
            #expect(try desk.leftovers() == [])
        }
    }

    @Test func `a disk that takes no more is said, and readers see what they saw`() throws {
        try Desk.withSmallHub { desk in
            #expect(try desk.run().status == 0)
            let (before, latest) = (try desk.inventory("Output/generations"), try desk.latest())
            try desk.replace(",8265,", with: ",8260,", in: Place.claimants)
            let full = try desk.shell(
                "trap '' XFSZ; ulimit -f 40; \"$LMI\" run --pipeline small --inputs SampleInputs")
            #expect(full.errors.contains("error: "))
            #expect(full.errors.contains("\n  mend: "))
            #expect(full.status == 13)
            #expect(try desk.latest() == latest)
            #expect(try desk.inventory("Output/generations").keys.sorted() == before.keys.sorted())
            #expect(try desk.run().status == 0)
            #expect(try desk.leftovers() == [])
        }
    }

    @Test func `a folder that may not be written is named`() throws {
        try Desk.withSmallHub { desk in
            try desk.folder.write("not a folder", to: "Output")
            let result = try desk.run()
            #expect(
                result.errors == """
                    Output: error: cannot open the folder: not a directory
                      mend: a folder is wanted where a file (or a symbolic link) stands: rename or remove that file
                    Not published: nothing has been published yet.

                    """)
            #expect(result.status == 13)
            #expect(try desk.folder.text(of: "Output") == "not a folder")
        }
    }

    @Test func `a table that does not exist is answered with the nearest that does`() throws {
        try Desk.withSmallHub { desk in
            let result = try desk.run("claimant")
            #expect(
                result.errors == """
                    error: "claimant" is not a table of this pipeline
                      mend: did you mean claimants? the tables are: claimants, destinations, earnings

                    """)
            #expect(result.status == 12)
        }
    }
}
