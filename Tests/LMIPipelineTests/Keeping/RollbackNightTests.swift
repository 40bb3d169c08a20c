import Foundation
import LMITestSupport
import Testing

@testable import LMIPipeline

/// Going back, and the nights after it.
struct RollbackNightTests {
    private let night: SmallNight

    init() throws { night = try SmallNight() }

    @Test func `going back holds publication, and the nights after it bring nothing back`() throws {
        let good = try night.publish(8200, day: 20)
        let bad = try night.publish(9999, day: 21)
        let ending = night.rollback(because: "the claimants of Stoke are wrong")
        #expect(ending.status == .success)
        #expect(
            ending.output == """
                Readers see generation \(good) again, serial 3.
                Publication is held until `lmi unhold`.

                """)
        #expect(ending.errors == "")
        #expect(try night.generation() == good)
        #expect(try night.serial() == 3)
        #expect(
            try night.ledger.entries.suffix(2).map(\.because) == [
                "rolled back to \(good): the claimants of Stoke are wrong",
                "the claimants of Stoke are wrong",
            ])
        let after = try night.run(day: 26)
        #expect(after.status == .degraded)
        #expect(after.errors.contains("rolled back to \(good): the claimants of Stoke are wrong"))
        #expect(try night.generation() == good)
        #expect(try night.serial() == 3)

        let free = night.ending { night.keeper(27).unhold(because: "mended", &$0) }
        #expect(free.status == .success)
        #expect(
            free.output == """
                Publication is free again; it was held since 2026-11-25T09:00:00Z: rolled back to \(good): the claimants of Stoke are wrong
                The next `lmi run` publishes.

                """)
        #expect(try night.run(day: 28).status == .success)
        #expect(try night.generation() == bad)
        #expect(try night.serial() == 4)
    }

    @Test func `a second time it goes further back, and then says that there is no more`() throws {
        let first = try night.publish(8200, day: 20)
        let second = try night.publish(8300, day: 21)
        try night.publish(8400, day: 22)
        #expect(night.rollback().status == .success)
        #expect(try night.generation() == second)
        #expect(night.rollback().status == .success)
        #expect(try night.generation() == first)
        #expect(try night.serial() == 5)
        let names = try night.generations().joined(separator: ", ")
        let ending = night.rollback()
        #expect(ending.status == .configuration)
        #expect(
            ending.errors == """
                /state/ledger.jsonl: error: the ledger knows of no generation before the one that readers see
                  mend: name the one to go back to: the generations are \(names)

                """)
        // And forward again, by name.
        #expect(night.rollback(second).status == .success)
        #expect(try night.serial() == 6)
    }

    @Test func `a missing or damaged target is refused, and publication stays as free as it was`() throws {
        let first = try night.publish(8200, day: 20)
        let second = try night.publish(8300, day: 21)
        let facts = try night.facts()
        let missing = night.rollback("2026-01-01-0123456789ab")
        #expect(missing.status == .storage)
        #expect(
            missing.errors == """
                /Output/generations: error: there is no generation "2026-01-01-0123456789ab"
                  mend: choose one of \(try night.generations().joined(separator: ", "))

                """)
        #expect(try night.facts() == facts)
        try Data("x".utf8).write(to: night.output.appending(path: "generations/\(first)/data/claimants.csv"))
        #expect(night.rollback().status == .storage)
        #expect(try night.generation() == second)
        #expect(try night.ledger.hold == nil)
        #expect(
            night.rollback(second).errors == """
                /Output/latest.json: error: readers see the generation \(second) already
                  mend: choose another: the generations are \(try night.generations().joined(separator: ", "))

                """)
    }

    @Test(arguments: ["lost", "cut off"])
    func `a pointer that is lost is written anew by going back to what it named`(_ how: String) throws {
        try night.publish(8200, day: 20)
        let served = try night.publish(8300, day: 21)
        let pointer = night.output.appending(path: "latest.json")
        try how == "lost"
            ? FileManager.default.removeItem(at: pointer) : Data("{\"serial\"".utf8).write(to: pointer)
        let refused = try night.run(day: 22)
        #expect(refused.status == .storage)
        #expect(night.rollback(served).status == .success)
        #expect(try night.serial() == 3)
        #expect(night.ending { night.keeper().unhold(because: nil, &$0) }.status == .success)
        #expect(try night.run(day: 26).status == .success)
        #expect(night.verifyAll().errors == "")
    }

    @Test func `a reason is asked for`() throws {
        try night.publish(8200, day: 20)
        let ending = night.rollback(because: " \n ")
        #expect(ending.status == .configuration)
        #expect(
            ending.errors == """
                error: `--because` takes a reason of 1 to 500 letters
                  mend: say in a few words why, such as --because "the figures of Cannock are wrong"

                """)
    }

    @Test func `a pinned generation is listed with why, and so are a hold and the serials`() throws {
        let first = try night.publish(8200, day: 20)
        let second = try night.publish(8300, day: 21)
        #expect(
            night.ending { night.keeper().pin(first, because: "in the annual report", &$0) }.output
                == "Generation \(first) is kept until `lmi unpin \(first)`.\n")
        #expect(
            night.ending { night.keeper().hold(because: "the site is moving", &$0) }.output
                == "Publication is held until `lmi unhold`. Readers see what they see now.\n")
        #expect(
            night.ending { night.keeper().hold(because: "again", &$0) }.output
                == "Publication is held already, since 2026-11-25T09:00:00Z: the site is moving\n")
        let list = night.ending { Pipeline(night.workplace(25)).list(&$0) }.output
            .split(separator: "\n").suffix(4).map { $0.replacing(/live, 3 tables, \d+ bytes/, with: "live") }
        #expect(
            list == [
                "generations in /Output", "  \(second): live, serial 2, what readers see now",
                "  \(first): live, serial 1, pinned: in the annual report",
                "publication is held since 2026-11-25T09:00:00Z: the site is moving",
            ])
        #expect(
            night.ending { night.keeper().unpin(first, &$0) }.output
                == "Generation \(first) is no longer pinned, and goes once it is old.\n")
        #expect(
            night.ending { night.keeper().unpin(first, &$0) }.errors
                == "error: \"\(first)\" is not pinned\n  mend: nothing is pinned\n")
    }

    @Test func `a lost ledger stops the night, and a new one begins with publication held`() throws {
        try night.publish(8200, day: 20)
        let ledger = night.state.appending(path: "ledger.jsonl")
        try Data("{".utf8).write(to: ledger)
        #expect(try night.run(day: 21).status == .storage)
        #expect(night.rollback().status == .storage)
        let ending = night.ending {
            night.keeper().hold(because: "the ledger was damaged", startsLedger: true, &$0)
        }
        #expect(ending.status == .success)
        #expect(try night.ledger.hold?.because == "the ledger was damaged")
        #expect(try night.ledger.lastSerial == 1)
        #expect(
            FileManager.default.fileExists(
                atPath: "\(night.state.path)/ledger.jsonl.damaged-2026-11-25T090000Z"))
        #expect(night.ending { night.keeper().unhold(because: nil, &$0) }.status == .success)
        #expect(try night.run(day: 26).status == .success)
    }
}
