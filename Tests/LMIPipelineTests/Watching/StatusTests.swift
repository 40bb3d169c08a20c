import Foundation
import LMITestSupport
import Testing

@testable import LMIPipeline

/// What the person at seven in the morning is told, and what a watcher elsewhere reads.
struct StatusTests {
    private let night: SmallNight

    init() throws { night = try SmallNight() }

    @Test func `where nothing was ever run that is said, and is not well`() throws {
        let status = night.status()
        #expect(
            status.output == """
                No run has ended yet that the state folder /state knows of.
                  mend: start one with `lmi run`, or name the state folder with --state

                """)
        #expect(status.status == .degraded)
        #expect(night.status(isJSON: true).status == .degraded)
        #expect(!FileManager.default.fileExists(atPath: night.state.path))
    }

    @Test func `after a good night there is nothing to be done`() throws {
        try night.run(day: 22)
        let status = night.status(day: 22)
        #expect(
            status.output == """
                The last run began 5 hours ago, at 2026-11-22T02:00:00Z: exit 0, all is well: published, or nothing had changed.
                Readers see the generation \(try night.generation()), serial 1, published at 2026-11-22T02:00:00Z.
                Of 2 sources: 2 unknown.
                There is nothing to be done.

                """)
        #expect(status.errors == "")
        #expect(status.status == .success)
    }

    @Test func `a source that failed is named with how to mend it, and the status ends as the run did`()
        throws
    {
        try night.run(day: 21)
        try night.lose("jobs.csv")
        try night.run(day: 22)
        let status = night.status(day: 22)
        #expect(
            status.output == """
                The last run began 5 hours ago, at 2026-11-22T02:00:00Z: exit 3, published, but something is as it was, out of date, held or damaged.
                Readers see the generation \(try night.generation()), serial 2, published at 2026-11-22T02:00:00Z.
                Of 2 sources: 2 unknown.
                jobs-by-sector: stale. The source "Jobs by industry" could not be read again; these are the figures of 2026-11-01.
                jobs: stale. The source "Jobs by industry" could not be read again; these are the figures of 2026-11-01.
                jobs.csv: error: there is no such file in "/Inputs"
                  mend: put the file there, or correct `file:` in jobs.yml

                """)
        #expect(status.status == .degraded)
    }

    @Test func `a run that did not take place is noticed`() throws {
        try night.run(day: 20)
        #expect(night.status(day: 21, at: "04:00:00", mostSeconds: 26 * 3600).status == .success)
        let late = night.status(day: 21, at: "04:59:00", mostSeconds: 26 * 3600)
        #expect(late.status == .degraded)
        #expect(
            late.output.hasPrefix(
                """
                The last run ended 26 hours ago, which is longer than --max-age allows.
                  mend: look whether cron still starts `lmi run`, and at what it wrote

                """))
    }

    @Test func `a definition that broke is told though no definition is read`() throws {
        try night.run(day: 21)
        try night.hub.change("jobs.yml", "columns:", to: "colums:")
        let broken = try night.run(day: 22)
        #expect(broken.status == .configuration)
        let status = night.status(day: 22)
        #expect(status.status == .configuration)
        #expect(status.output.contains("exit 12, a definition or a setting is wrong.\n"))
        #expect(status.output.hasSuffix(broken.errors))
        let file = try night.json("status.json")
        #expect(file["exit"] as? Int == 12)
        #expect((file["sources"] as? [Any])?.count == 2)
        #expect((file["tables"] as? [Any])?.count == 3)
    }

    @Test func `the first slip on a new machine writes nothing`() throws {
        try night.hub.change("jobs.yml", "columns:", to: "colums:")
        #expect(try night.run().status == .configuration)
        #expect(!FileManager.default.fileExists(atPath: night.state.path))
        #expect(!FileManager.default.fileExists(atPath: night.output.path))
    }

    @Test func `a hold is said, since when and why`() throws {
        try night.run(day: 20)
        var console = Console.collecting()
        let keeper = Keeper(output: night.output.path, state: night.state.path, now: "2026-11-20T09:00:00Z")
        #expect(keeper.hold(because: "wrong figures", &console) == .success)
        try night.inputs.write(SmallNight.jobs.replacing(",60\n", with: ",65\n"), to: "jobs.csv")
        let facts = try night.facts()
        let held = try night.run(day: 21)
        #expect(held.status == .degraded)
        #expect(
            held.errors == """
                publication is held since 2026-11-20T09:00:00Z: wrong figures
                  mend: `lmi unhold --because …` when that is settled, then run again
                Not published: readers still see \(try night.generation()), serial 1.

                """)
        #expect(try night.facts() == facts)
        #expect(
            night.status(day: 21).output.contains(
                "\nPublication is held since 2026-11-20T09:00:00Z: wrong figures\n  mend: `lmi unhold"))
        #expect((try night.json("status.json")["held"] as? [String: String])?["because"] == "wrong figures")
    }

    @Test func `the file beside the bundle says all that an outside watcher needs, and no path`() throws {
        try night.run(day: 21)
        try night.lose("jobs.csv")
        try night.run(day: 22)
        let file = try night.json("status.json")
        #expect(
            file.keys.sorted() == [
                "check", "checked", "ended", "exit", "generation", "held", "meaning", "origin", "published",
                "serial",
                "sources",
                "started", "tables",
            ])
        #expect(file["held"] is NSNull)
        #expect(file["serial"] as? Int == 2)
        let sources = try #require(file["sources"] as? [[String: Any]])
        #expect(
            sources[0].keys.sorted() == [
                "freshness", "id", "last_changed", "last_checked", "next_due", "reason", "stale", "title",
            ])
        #expect(sources.map { $0["stale"] as? Bool } == [true, false])
        #expect(sources[0]["reason"] as? String == "a publisher's file could not be had")
        #expect(sources[0]["last_checked"] as? String == "2026-11-21T02:00:00Z")
        #expect(sources[1]["last_checked"] as? String == "2026-11-22T02:00:00Z")
        let tables = try #require(file["tables"] as? [[String: Any]])
        #expect(tables.map { $0["stale"] as? Bool } == [true, true, false])
        #expect(!(try night.output.text(of: "status.json").contains(night.hub.folder.path)))
    }

    @Test func `a program gets the same as one JSON object`() throws {
        try night.run(day: 21)
        let answer = night.status(day: 22, isJSON: true).output
        let object = try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any]
        #expect(
            object?.keys.sorted() == ["cut_off", "exit", "meaning", "mends", "now", "running", "status"])
        #expect((object?["status"] as? [String: Any])?["serial"] as? Int == 1)
    }

    @Test func `a run that was killed is noticed by the status and by the next run, in one line`() throws {
        try night.run(day: 20)
        // No process has this number: it is above what Linux gives out.
        let line = "4194999 lmi run, since 2026-11-21T02:00:00Z, on hub1, publishing\n"
        try night.state.write(line, to: "lock")
        let words =
            "The run of 2026-11-21T02:00:00Z was ended before it could finish while it was publishing, and has no record; what readers see is whole all the same.\n"
        let status = night.status(day: 21)
        #expect(status.output.hasPrefix(words))
        #expect(status.status == .degraded)
        let next = try night.run(day: 22)
        #expect(next.errors == words)
        #expect(next.status == .success)
        #expect(
            try night.record()["cutOff"] as? String
                == "process 4194999 on hub1 (`lmi run`, since 2026-11-21T02:00:00Z, 24 hours ago), now publishing"
        )
        #expect(night.status(day: 22).status == .success)
        #expect(try night.run(day: 23).errors == "")
    }

    @Test func `a decision between a killed run and the next leaves it to that run to tell`() throws {
        try night.run(day: 20)
        let line = "4194999 lmi run, since 2026-11-21T02:00:00Z, on hub1, publishing"
        try night.state.write("\(line)\n", to: "lock")
        let words =
            "The run of 2026-11-21T02:00:00Z was ended before it could finish while it was publishing, and has no record; what readers see is whole all the same.\n"
        #expect(night.ending { night.keeper(21).hold(because: "a look", &$0) }.status == .success)
        #expect(night.ending { night.keeper(21).unhold(because: nil, &$0) }.status == .success)
        #expect(night.asOf("2026-11-20").status == .success)
        #expect(try night.state.text(of: "lock") == "\(line)\n")
        #expect(try night.run(day: 22).errors == words)
        #expect(try night.state.text(of: "lock") == "")
    }

    @Test func `whether a run is at work the lock says, and no number in its file`() throws {
        try night.run(day: 20)
        // This number is that of a process, which has nothing to do with it.
        let note = "\(getpid()) lmi run, since 2026-11-21T02:00:00Z, on another machine, publishing"
        try night.state.write("\(note)\n", to: "lock")
        let stale = night.status(day: 21)
        #expect(stale.output.hasPrefix("The run of 2026-11-21T02:00:00Z was ended before it could finish"))
        #expect(stale.status == .degraded)
        let running = try night.whileHeld(note) { night.status(day: 21) }
        #expect(
            running.output.hasPrefix(
                "A run is at work: process \(getpid()) on another machine (`lmi run`, since 2026-11-21T02:00:00Z, 5 hours ago), now publishing.\n"
            ))
        #expect(running.status == .success)
    }
}
