import Foundation
import LMIFiles
import LMIModel
import LMITestSupport
import Synchronization
import Testing

@testable import LMIPipeline

/// Somebody is told whatever could not be written, and however the run came to its end.
struct AlertWithoutStateTests {
    private let night: SmallNight
    private static let failing =
        "exit 13, something on this machine could not be written, or is damaged"
    private static let notLock = """
        /state/lock: error: cannot open the lock file: is a directory
          mend: a file is wanted where a folder stands: rename or remove that folder

        """

    init() throws {
        night = try SmallNight()
        try night.tellFile()
    }

    /// Puts a folder where a file of the state should be: the system then refuses it as a full disk would.
    private func block(_ name: String) throws {
        let file = night.state.appending(path: name)
        if FileManager.default.fileExists(atPath: file.path) { try FileManager.default.removeItem(at: file) }
        try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
    }

    @Test func `a run that cannot have the lock tells somebody, and the status knows of it`() throws {
        try night.run(day: 10)
        try block("lock")
        let ending = try night.run(day: 11)
        #expect(ending.status == .storage)
        #expect(ending.errors == Self.notLock)
        #expect(
            night.wholeTold() == """
                lmi hub: something is wrong: \(Self.failing)

                The last run began 0 seconds ago, at 2026-11-11T02:00:00Z: \(Self.failing).
                Readers see the generation \(try night.generation()), serial 1, published at 2026-11-10T02:00:00Z.
                Of 2 sources: 2 unknown.
                \(Self.notLock)
                """)
        let file = try night.json("status.json")
        #expect(file["exit"] as? Int == 13)
        #expect(file["started"] as? String == "2026-11-11T02:00:00Z")
        #expect((file["tables"] as? [Any])?.count == 3)
        #expect(try night.record(11)["exit"] as? Int == 13)
        #expect(try night.run(day: 12).status == .storage)
        #expect(night.told().last == "lmi hub: still wrong since 2026-11-11T02:00:00Z: \(Self.failing)")
    }

    @Test func `neither record nor memory can be written, and somebody is told what could not be`() throws {
        try night.run(day: 10)
        try FileManager.default.removeItem(at: night.state.appending(path: "runs"))
        try night.state.write("not a folder", to: "runs")
        try block("alert.json")
        try block("last.json")
        let ending = try night.run(day: 11)
        #expect(ending.status == .storage)
        #expect(night.told() == ["lmi hub: something is wrong: \(Self.failing)"])
        #expect(
            night.wholeTold().contains(
                "\n/state/runs: error: cannot open the folder: not a directory\n  mend: a folder is wanted "))
        #expect(try night.json("status.json")["exit"] as? Int == 13)
    }

    @Test func `a state folder that cannot be had is told, and nothing is made`() throws {
        try night.hub.folder.write("not a folder", to: "state")
        #expect(try night.run().status == .storage)
        #expect(night.told() == ["lmi hub: something is wrong: \(Self.failing)"])
        #expect(!FileManager.default.fileExists(atPath: night.output.path))
    }

    @Test func `a run that gives way to one of hours ago is told once a day, and of minutes ago never`()
        throws
    {
        try night.run(day: 10)
        let busy = "lmi hub: something is wrong: exit 14, another run is at work; nothing was done"
        let words = """
            another run is at work: process 4711 on hub1 (`lmi run`, since 2026-11-10T20:00:00Z, 6 hours ago), now fetching; nothing was done
              mend: no run takes so long: look at that process (`ps -p 4711`), and end it with `kill 4711`

            """
        let young = try night.whileHeld("4711 lmi run, since 2026-11-11T01:57:00Z, on hub1, fetching") {
            try night.run(day: 11)
        }
        #expect(young.status == .busy)
        #expect(night.told() == [])
        for _ in 0..<2 {
            let old = try night.whileHeld("4711 lmi run, since 2026-11-10T20:00:00Z, on hub1, fetching") {
                try night.run(day: 11)
            }
            #expect(old.status == .busy)
            #expect(old.errors == words)
        }
        #expect(night.wholeTold() == "\(busy)\n\n\(words)")
        try night.state.write("", to: "lock")
        #expect(try night.run(day: 12).status == .success)
        #expect(
            night.told().last == "lmi hub: all is well again; something was wrong since 2026-11-11T02:00:00Z")
    }

    @Test func `a run that somebody ends tells it all the same`() throws {
        try night.run(day: 10)
        night.questions.endedAt.withLock { $0 = 1 }
        night.questions.asked.withLock { $0 = 0 }
        let ending = try night.run(day: 11)
        #expect(ending.status == .interrupted(signal: 15))
        #expect(
            ending.errors
                == "interrupted by SIGTERM: nothing was published; readers still see \(try night.generation()), serial 1\n"
        )
        #expect(
            night.told() == [
                "lmi hub: something is wrong: exit 143, interrupted by SIGTERM; nothing was published"
            ])
    }

    @Test func `a program that does not end is ended, with why`() throws {
        let path = night.hub.folder.appending(path: "stays").path
        try "#!/bin/sh\nexec sleep 600\n".write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        let allowed = Mutex<[UInt32]>([])
        let ended = Interruption({ SIGTERM }, extend: { seconds in allowed.withLock { $0.append(seconds) } })
        func words(_ command: AlertCommand, _ interruption: Interruption) -> String? {
            #expect(throws: Diagnostic.self) {
                try command.run(Array("message\n".utf8), exit: .storage, interruption)
            }?.description.replacing(night.hub.folder.path, with: "")
        }
        let command = AlertCommand(path: path, state: night.state.path, seconds: 0, secondsOfGrace: 0)
        let mend =
            "\n  mend: name one executable file with --alert, and try it by hand: `echo test | /stays`"
        #expect(
            words(command, .none)
                == "/stays: warning: nobody was alerted: it had not ended after 0 seconds, and was ended\(mend)"
        )
        #expect(allowed.withLock { $0 } == [])
        #expect(
            words(command, ended)
                == "/stays: warning: nobody was alerted: SIGTERM asked lmi to end, and it had not ended 0 seconds later, and was ended\(mend)"
        )
        // The command itself is given the time that the program has, and then that of ending in order.
        #expect(allowed.withLock { $0 } == [4, 4])
    }

    @Test func `a message longer than a pipe holds comes whole`() throws {
        let message = Array(String(repeating: "a line of a long message\n", count: 10_000).utf8)
        try AlertCommand(path: #require(night.alert), state: night.state.path)
            .run(message, exit: .storage, .none)
        #expect(Array(night.wholeTold().utf8) == message)
    }
}
