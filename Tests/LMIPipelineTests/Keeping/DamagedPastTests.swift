import Foundation
import LMIExtract
import LMIFiles
import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// Something old that is kept has come to harm: tonight's figures are published all the same, and the mend is true of what
/// is old.
struct DamagedPastTests {
    private let night: SmallNight
    /// Of three nights.
    private let ids: [String]

    init() throws {
        night = try SmallNight()
        let night = night
        ids = try (20...22).map { try night.publish(8000 + $0, day: $0) }
    }

    private static let mendOfRecord =
        "  mend: put it back from a copy, or move it away: that night can then not be made again"

    /// Writes over a file of the hub and returns its bytes.
    private func damage(_ path: String) throws -> Data {
        let file = night.hub.folder.appending(path: path)
        let whole = try Data(contentsOf: file)
        try Data("x".utf8).write(to: file)
        return whole
    }

    private func claimants(_ number: Int) -> String {
        SHA256.hex(of: Array(SmallNight.claimants.replacing("8220", with: "\(number)").utf8))
    }

    /// A night that meets damage publishes, tells of it, and ends with 3; so does the next; and once it is mended all is well.
    private func expectPublished(_ path: String, tells message: String) throws {
        let whole = try damage(path)
        try night.inputs.write(SmallNight.claimants, to: "claimants.csv")
        try night.originate("claimants.csv", .live, retrieved: "2026-11-23T01:00:00Z")
        let ending = try night.run(day: 23)
        #expect(ending.status == .degraded)
        #expect(ending.errors == message)
        #expect(
            ending.output.contains("Published 3 tables as generation \(try night.generation()), serial 4."))
        let status = night.status(day: 23)
        #expect(status.status == .degraded)
        #expect(status.output.hasSuffix(message))
        // Nothing is new, and it is damaged still.
        let next = try night.run(day: 24)
        #expect(next.status == .degraded)
        #expect(next.errors == message)
        try whole.write(to: night.hub.folder.appending(path: path))
        #expect(try night.run(day: 25).status == .success)
        #expect(night.status(day: 25).status == .success)
    }

    @Test func `an old generation that is damaged keeps no night from publishing`() throws {
        let path = "Output/generations/\(ids[0])/datapackage.json"
        try expectPublished(
            path,
            tells: """
                /\(path): warning: the file is not as it was published: its SHA-256 differs from the manifest's
                  mend: put the file back from a copy; or remove the folder /Output/generations/\(ids[0]), which readers do not see: a run that comes to it writes it again, and so does `lmi run --as-of` of its night while its snapshots are kept

                """)
    }

    @Test func `an old record of a snapshot that is damaged keeps no night from publishing`() throws {
        let path = "state/snapshots/records/claimants/\(claimants(8020)).json"
        try expectPublished(
            path,
            tells: """
                /\(path): warning: the record of a snapshot is damaged
                  mend: put the file back from a copy, or move it away and run again: what the publisher sends now is then kept anew, and a night that was made of older bytes can then not be made again

                """)
    }

    @Test(arguments: ["2026-11-20", "2026-11-22"])
    func
        `a record of a run that is damaged, old or the newest, is told once a night and keeps none from publishing`(
            day: String
        ) throws
    {
        let path = "state/runs/\(day)T020000Z.json"
        try expectPublished(
            path,
            tells:
                "/\(path): warning: the file is not as this version of lmi writes it\n\(Self.mendOfRecord)\n"
        )
    }

    @Test func `without the newest record the status says what it can, and is not well`() throws {
        _ = try damage("state/runs/2026-11-22T020000Z.json")
        let status = night.status(day: 22, mostSeconds: 26 * 3600)
        #expect(status.status == .storage)
        #expect(
            status.errors
                == "/state/runs/2026-11-22T020000Z.json: error: the file is not as this version of lmi writes it\n\(Self.mendOfRecord)\n"
        )
        let before =
            "The last run began 29 hours ago, at 2026-11-21T02:00:00Z: exit 0, all is well: published, or nothing had changed."
        let readers =
            "Readers see the generation \(ids[2]), serial 3, published at 2026-11-22T02:00:00Z.\nOf 2 sources: 2 unknown."
        #expect(
            status.output == """
                The last run began at 2026-11-22T02:00:00Z: exit 0, all is well: published, or nothing had changed. Its record is damaged; what follows is of the run before it.
                \(before)
                \(readers)

                """)
        _ = try damage("Output/status.json")
        #expect(
            night.status(day: 22).output == """
                The record of the last run is damaged; what follows is of the run before it.
                \(before)
                \(readers)

                """)
        for day in 20...21 { _ = try damage("state/runs/2026-11-\(day)T020000Z.json") }
        let none = night.status(day: 22)
        #expect(none.status == .storage)
        #expect(none.output == "No record of a run can be read in the state folder /state.\n")
    }

    @Test func `without the pointer or the ledger the status says what it can, and is not well`() throws {
        let pointer = try damage("Output/latest.json")
        let status = night.status(day: 22)
        #expect(status.status == .storage)
        #expect(status.errors.hasPrefix("/Output/latest.json:1:1: error: the file is not JSON: "))
        #expect(
            status.output == """
                The last run began 5 hours ago, at 2026-11-22T02:00:00Z: exit 0, all is well: published, or nothing had changed.
                Of 2 sources: 2 unknown.

                """)
        try pointer.write(to: night.output.appending(path: "latest.json"))
        _ = try damage("state/ledger.jsonl")
        let held = night.status(day: 22)
        #expect(held.status == .storage)
        #expect(held.errors.hasPrefix("/state/ledger.jsonl: error: the ledger is cut off, so nobody can say"))
        #expect(held.output.contains("\nReaders see the generation \(ids[2]), serial 3, "))
    }

    @Test func `a night is made again without the newest record of all`() throws {
        try night.run(day: 22)
        let path = "state/runs/2026-11-22T020000Z_02.json"
        _ = try damage(path)
        #expect(night.asOf("2026-11-21").status == .success)
        let ending = night.asOf("2026-11-22")
        #expect(ending.status == .success)
        #expect(
            ending.errors
                == "/\(path): warning: the file is not as this version of lmi writes it\n\(Self.mendOfRecord)\n"
        )
        _ = try damage("state/runs/2026-11-22T020000Z.json")
        #expect(night.asOf("2026-11-22").status == .storage)
        #expect(
            night.asOf("2026-11-24").errors == """
                /state/runs: error: no run of 2026-11-24 published anything or found that nothing had changed
                  mend: the nearest night that can be made again is 2026-11-21

                """)
    }

    @Test func `bytes that a night was made of, and that are damaged, come back from a copy only`() throws {
        let (old, new) = (claimants(8020), claimants(8022))
        for sha256 in [old, new] { _ = try damage("state/snapshots/\(sha256.prefix(2))/\(sha256)") }
        let x = SHA256.hex(of: Array("x".utf8))
        func message(_ sha256: String, _ mend: String) -> String {
            """
            /state/snapshots/\(sha256.prefix(2))/\(sha256): error: the snapshot is damaged: its bytes have the SHA-256 \(x), which is not its name
              mend: check the disk, then \(mend)

            """
        }
        #expect(
            night.asOf("2026-11-20").errors
                == message(
                    old,
                    "put the file back from a copy, or remove it: a night that was made of it can then not be made again"
                ))
        #expect(
            night.asOf("2026-11-22").errors
                == message(new, "run again without `--offline`: a whole copy then takes its place"))
    }

    @Test func `an old generation that is damaged is mended otherwise than the one that readers see`() throws
    {
        let old = night.output.appending(path: "generations/\(ids[0])/manifest.json")
        let manifest = SHA256.hex(of: Array(try Data(contentsOf: old)))
        try FileManager.default.removeItem(at: old)
        let mend =
            "  mend: put the file back from a copy; or remove the folder /Output/generations/\(ids[0]), which readers do not see: a run that comes to it writes it again, and so does `lmi run --as-of` of its night while its snapshots are kept\n"
        let path = "/Output/generations/\(ids[0])/manifest.json"
        #expect(night.verifyAll().errors == "\(path): error: the file is missing\n\(mend)")
        let list = night.ending { Pipeline(night.workplace(25)).list(&$0) }
        #expect(list.status == .storage)
        #expect(list.errors == "\(path): error: the file is missing\n\(mend)")
        let listed = list.output.split(separator: "\n").suffix(3)
        #expect(listed.first?.hasPrefix("  \(ids[2]): live, 3 tables, ") == true)
        #expect(listed.dropFirst().first?.hasPrefix("  \(ids[1]): live, 3 tables, ") == true)
        #expect(listed.last == "  \(ids[0]): damaged")
        try "{}\n".write(to: old, atomically: true, encoding: .utf8)
        let other = SHA256.hex(of: Array("{}\n".utf8))
        #expect(
            night.verifyAll().errors
                == "\(path): error: the file has the SHA-256 \(other), and the ledger names \(manifest)\n\(mend)"
        )
        // As the mend says
        try FileManager.default.removeItem(at: old.deletingLastPathComponent())
        #expect(night.asOf("2026-11-20").status == .success)
        #expect(night.verifyAll().status == .success)
    }

    @Test func `the file beside the bundle is verified too`() throws {
        let whole = try night.output.text(of: "status.json")
        try night.output.write(whole.replacing("\"exit\" : 0", with: "\"exit\" : 3"), to: "status.json")
        let ending = night.ending {
            Verification(output: night.output.path, state: night.state.path).run(all: false, &$0)
        }
        #expect(ending.status == .storage)
        #expect(
            ending.errors == """
                /Output/status.json: error: the file is not as it was written
                  mend: run `lmi run`, which writes it anew; `lmi status` says the same

                """)
        try night.run(day: 23)
        #expect(night.verifyAll().status == .success)
    }

    @Test func `a generation made again by another zlib is not taken for a damaged one`() throws {
        let folder = night.output.appending(path: "generations/\(ids[0])")
        try FileManager.default.removeItem(at: folder)
        var ledger = try night.ledger
        // As if its gzipped copies had been packed otherwise that night.
        let entries = ledger.entries.map { entry in
            var entry = entry
            if entry.generation == ids[0] { entry.manifest = String(repeating: "0", count: 64) }
            return entry
        }
        ledger = Ledger(state: night.state.path, entries: entries, hash: "", isWritten: true)
        try ledger.write()
        #expect(night.asOf("2026-11-20").status == .success)
        #expect(try night.ledger.entries.last?.what == .remade)
        #expect(night.verifyAll().errors == "")
        #expect(night.ending { night.keeper().pin(ids[0], because: "a report", &$0) }.status == .success)
        #expect(night.rollback(ids[0]).status == .success)
        #expect(try night.generation() == ids[0])
        // Made again as it is, it needs no word.
        let count = try night.ledger.entries.count
        #expect(night.asOf("2026-11-20").status == .success)
        #expect(try night.ledger.entries.count == count)
    }
}
