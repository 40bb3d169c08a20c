import Foundation
import LMITestSupport
import Testing

/// Signals, and runs that are started all at once.
struct InterruptedRunTests {
    /// Starts a run of the whole hub, which takes seconds, waits for its lock to say that it is at work, and then goes on.
    private static func whileAtWork(_ line: String) -> String {
        """
        set -m
        "$LMI" run --inputs SampleInputs 2> errors &
        run=$!
        for try in $(seq 2000); do grep -qE ', (fetching|reading)$' .lmi/lock && break; sleep 0.01; done
        \(line)
        wait $run
        """
    }

    @Test(arguments: [("TERM", 143), ("INT", 130), ("HUP", 129)])
    func `a run that is asked to end says so, writes its record and ends with the signal's number`(
        _ signal: String, _ status: Int
    ) throws {
        try Desk.withSmallHub { desk in
            #expect(try desk.run().status == 0)
            let (before, latest) = (try desk.inventory("Output"), try desk.latest())
            let ended = try desk.shell(Self.whileAtWork("kill -\(signal) $run"))
            #expect(ended.status == status)
            #expect(
                try desk.folder.text(of: "errors").hasSuffix(
                    "interrupted by SIG\(signal): nothing was published; readers still see \(latest.generation), serial 1\n"
                ))
            #expect(try desk.inventory("Output") == before)
            let said = try desk.lmi("status")
            #expect(said.status == status)
            #expect(
                said.output.contains("exit \(status), interrupted by SIG\(signal); nothing was published.\n"))
            #expect(try desk.folder.text(of: ".lmi/lock") == "")
            #expect(try desk.leftovers() == [])
        }
    }

    @Test func `a second signal ends the run at once, and the next run says what it was at`() throws {
        try Desk.withSmallHub { desk in
            #expect(try desk.run().status == 0)
            let latest = try desk.latest()
            // Stopped, it sees both signals when it goes on, before it has asked whether there are any.
            let line = "kill -STOP $run; kill -TERM $run; kill -INT $run; kill -CONT $run"
            #expect([130, 143].contains(try desk.shell(Self.whileAtWork(line)).status))
            #expect(try desk.latest() == latest)
            let status = try desk.lmi("status")
            #expect(status.status == 3)
            #expect(status.output.contains("was ended before it could finish while it was "))
            let next = try desk.run()
            #expect(next.errors.contains("was ended before it could finish while it was "))
            #expect(next.status == 0)
        }
    }

    @Test func `a signal that was switched off stays off`() throws {
        try Desk.withSmallHub { desk in
            let ended = try desk.shell(
                """
                trap '' HUP
                "$LMI" run --pipeline small --inputs SampleInputs > /dev/null &
                run=$!
                while kill -HUP $run 2> /dev/null; do sleep 0.02; done
                wait $run
                """)
            #expect(ended.status == 0)
            #expect(try desk.latest().serial == 1)
        }
    }

    @Test func `a run that is stopped keeps the lock, and whoever comes is told by whom and for how long`()
        throws
    {
        try Desk.withSmallHub { desk in
            let busy = try desk.shell(
                Self.whileAtWork(
                    """
                    kill -STOP $run
                    for number in 1 2 3 4 5 6 7 8; do
                      "$LMI" run --pipeline small --inputs SampleInputs > /dev/null 2> busy$number; echo $?
                    done
                    "$LMI" status
                    kill -KILL $run
                    while kill -0 $run 2> /dev/null; do sleep 0.01; done
                    """))
            let said = try desk.folder.text(of: "busy8")
            #expect(said.hasPrefix("another run is at work: process "))
            #expect(said.contains(" (`lmi run`, since 20"))
            #expect(said.contains(" ago), now "))
            #expect(said.contains("; nothing was done\n  mend: wait until it has ended\n"))
            #expect(busy.output.split(separator: "\n").filter { $0 == "14" }.count == 8)
            #expect(busy.output.contains("A run is at work: process "))
            #expect(!FileManager.default.fileExists(atPath: desk.folder.appending(path: "Output").path))
            #expect(try desk.run().status == 0)
        }
    }

    @Test func `fifty runs at once: one works, and the others say so at once`() throws {
        try Desk.withSmallHub { desk in
            let all = try desk.shell(
                """
                for number in $(seq 50); do
                  { "$LMI" run --pipeline small --inputs SampleInputs > /dev/null 2>&1; echo $?; } &
                done
                wait
                """)
            let statuses = all.output.split(separator: "\n")
            #expect(statuses.count == 50)
            #expect(Set(statuses).isSubset(of: ["0", "14"]))
            #expect(statuses.contains("0"))
            #expect(try desk.latest().serial == 1)
            #expect(try desk.lmi("verify", "--all").status == 0)
            #expect(try desk.leftovers() == [])
        }
    }

    @Test(arguments: [
        "TZ=Pacific/Apia LC_ALL=tr_TR.UTF-8", "TZ=Europe/London LC_ALL=de_DE.UTF-8", "TZ= LC_ALL=C",
    ])
    func `no time zone and no language reaches a bundle or a status`(_ environment: String) throws {
        try Desk.withSmallHub { desk in
            #expect(try desk.run().status == 0)
            let known = try desk.latest()
            let run =
                "\(environment) \"$LMI\" run --pipeline small --inputs SampleInputs --output A --state a"
            #expect(try desk.shell(run).status == 0)
            #expect(try desk.folder.text(of: "A/latest.json").contains("\"\(known.generation)\""))
            let status = try desk.shell("\(environment) \"$LMI\" status --output A --state a")
            #expect(status.output.contains("ago, at 20"))
            #expect(status.status == 0)
        }
    }
}
