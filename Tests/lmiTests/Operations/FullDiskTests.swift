import Foundation
import LMITestSupport
import Testing

/// A night on which not one byte can be written, as on a full disk.
struct FullDiskTests {
    @Test func `somebody is told of a night that could write nothing at all`() throws {
        try Desk.withSmallHub { desk in
            #expect(try desk.run().status == 0)
            let before = try desk.inventory("Output")
            try desk.folder.write(
                "#!/bin/bash\nulimit -S -f unlimited\ncat > told\necho $LMI_EXIT >> told\n", to: "tell")
            // The system ends every write to a file; pipes take what they are given.
            let night = try desk.shell(
                """
                chmod +x tell
                { ulimit -S -f 0
                  "$LMI" run --pipeline small --inputs SampleInputs --alert ./tell; echo "exit $?"; } 2>&1 | cat
                """)
            #expect(night.output.hasSuffix("\nexit 13\n"))
            #expect(
                night.output.hasPrefix(
                    """
                    .lmi/lock: error: cannot write the lock file: file too large
                      mend: raise the limit on the size of files (`ulimit -f`), then run again

                    """))
            let told = try desk.folder.text(of: "told")
            #expect(
                told.hasPrefix(
                    """
                    lmi small: something is wrong: exit 13, something on this machine could not be written, or is damaged

                    The last run began 0 seconds ago, at 20
                    """))
            #expect(
                told.contains(
                    "\n.lmi/lock: error: cannot write the lock file: file too large\n  mend: raise the limit")
            )
            #expect(told.hasSuffix("\n13\n"))
            #expect(try desk.inventory("Output") == before)
            // The limit is gone, and all is well.
            let next = try desk.run("--alert", "./tell")
            #expect(next.status == 0)
            #expect(try desk.leftovers() == [])
        }
    }
}
