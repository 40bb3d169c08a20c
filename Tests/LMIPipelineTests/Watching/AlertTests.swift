import Foundation
import LMITestSupport
import Testing

@testable import LMIPipeline

/// Who is told what when something is wrong.
struct AlertTests {
    private let night: SmallNight

    init() throws {
        night = try SmallNight()
        try night.tellFile()
    }

    private func told() -> [String] { night.told() }

    private static let failing =
        "exit 3, published, but something is as it was, out of date, held or damaged"

    @Test func `a week of one fault is one alert, a line a day, and one word that all is well`() throws {
        try night.run(day: 10)
        #expect(told() == [])
        let jobs = try night.inputs.text(of: "jobs.csv")
        try night.lose("jobs.csv")
        for day in 11...15 {
            try night.run(day: day)
            // By hand, an hour later
            try night.run(day: day)
        }
        let reminder = "lmi hub: still wrong since 2026-11-11T02:00:00Z: \(Self.failing)"
        #expect(
            told() == ["lmi hub: something is wrong: \(Self.failing)"]
                + Array(repeating: reminder, count: 4))
        try night.inputs.write(jobs, to: "jobs.csv")
        try night.run(day: 16)
        try night.run(day: 17)
        #expect(told().count == 6)
        #expect(told().last == "lmi hub: all is well again; something was wrong since 2026-11-11T02:00:00Z")
        try night.lose("jobs.csv")
        try night.run(day: 18)
        #expect(told().count == 7)
    }

    @Test func `another fault is told though something was wrong already`() throws {
        try night.run(day: 10)
        try night.lose("jobs.csv")
        try night.run(day: 11)
        try night.lose("claimants.csv")
        try night.run(day: 11)
        try night.hub.change("hub.yml", "title: Claimants", to: "tite: Claimants")
        try night.run(day: 11)
        #expect(
            told() == [
                "lmi hub: something is wrong: \(Self.failing)",
                "lmi hub: something else is wrong now: \(Self.failing)",
                "lmi hub: something else is wrong now: exit 12, a definition or a setting is wrong",
            ])
    }

    @Test func `the message says how things stand, and no secret is in the environment`() throws {
        try night.run(day: 10)
        try night.lose("jobs.csv")
        try night.run(day: 11)
        let text = try night.hub.folder.text(of: "told").replacing(night.hub.folder.path, with: "")
        #expect(
            text == """
                lmi hub: something is wrong: \(Self.failing)

                The last run began 0 seconds ago, at 2026-11-11T02:00:00Z: \(Self.failing).
                Readers see the generation \(try night.generation()), serial 2, published at 2026-11-11T02:00:00Z.
                Of 2 sources: 2 unknown.
                jobs-by-sector: stale. The source "Jobs by industry" could not be read again; these are the figures of 2026-11-01.
                jobs: stale. The source "Jobs by industry" could not be read again; these are the figures of 2026-11-01.
                jobs.csv: error: there is no such file in "/Inputs"
                  mend: put the file there, or correct `file:` in jobs.yml

                """)
        #expect(try night.hub.folder.text(of: "environment") == "3 \(night.state.path)\n")
        let names = try night.hub.folder.text(of: "names").split(separator: "\n")
        // The shell adds the last three.
        let known: Set<Substring> = [
            "PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR", "LMI_STATE", "LMI_EXIT", "PWD",
            "OLDPWD", "_",
        ]
        #expect(Set(names).isSubset(of: known))
        #expect(names.contains("LMI_EXIT"))
    }

    @Test func `that nobody could be alerted is told, changes nothing, and is tried again`() throws {
        try night.run(day: 10)
        try night.lose("jobs.csv")
        let program = night.alert
        night.alert = "\(night.hub.folder.path)/nobody"
        let silent = try night.run(day: 11)
        #expect(silent.status == .degraded)
        #expect(
            silent.errors.hasSuffix(
                """
                /nobody: warning: nobody was alerted: it cannot be started: No such file or directory
                  mend: name one executable file with --alert, and try it by hand: `echo test | /nobody`

                """))
        try "#!/bin/sh\nexit 7\n".write(
            to: night.hub.folder.appending(path: "nobody"), atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: "\(night.hub.folder.path)/nobody")
        let failing = try night.run(day: 11)
        #expect(failing.errors.contains("/nobody: warning: nobody was alerted: it ended with the status 7\n"))
        night.alert = program
        try night.run(day: 11)
        #expect(told() == ["lmi hub: something is wrong: \(Self.failing)"])
    }

    @Test func `a memory of alerts that has come to harm is written anew, and somebody is told`() throws {
        try night.run(day: 10)
        try night.lose("jobs.csv")
        try night.run(day: 11)
        try night.state.write("{", to: "alert.json")
        #expect(try night.run(day: 11).errors.contains("/state/alert.json: error: "))
        #expect(told().count == 2)
        try night.run(day: 11)
        #expect(told().count == 2)
    }

    @Test func `a dry run alerts nobody`() throws {
        try night.lose("jobs.csv")
        #expect(try night.run(day: 11, isDryRun: true).status == .source)
        #expect(told() == [])
    }
}
