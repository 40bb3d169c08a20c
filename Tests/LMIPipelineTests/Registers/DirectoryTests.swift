import Foundation
import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// Schools, members and employers from their files to the directory that readers see.
struct DirectoryTests {
    private let night: RegisterNight

    init() throws { night = try RegisterNight() }

    @Test func `schools stand by hub area with their membership, and closed ones are counted`() throws {
        #expect(try night.run().status == .success)
        let names = try night.directory("schools", "name")
        #expect(Set(names.keys) == ["hub_stoke", "hub_north", "hub_mid", "hub_east"])
        #expect(names["hub_stoke"]?.contains("Brontë Park High School") == true)
        let memberships = try night.directory("schools", "membership").values.joined()
        #expect(Set(memberships) == ["hub", "network", "none"])
        #expect(memberships.count { $0 != "none" } == 46)
        let schools = try night.json("directory.json")["schools"] as? [String: Any]
        let leftOut = schools?["left_out"] as? [[String: Any]] ?? []
        let closed = leftOut.first {
            $0["rule"] as? String == "drop status: closed schools teach nobody any more"
        }
        #expect(closed?["records"] as? Int == 4)
    }

    @Test func `employers stand by sector in alphabetical order`() throws {
        #expect(try night.run().status == .success)
        let names = try night.directory("employers", "name")
        #expect(names["construction"] == ["alder & oak joinery", "Brindle Brickworks"])
        #expect(names["digital"] == ["Beacon Byte", "Beacon Byte"])
        #expect(names["applied_materials"] == ["Saggar & Daughters"])
    }

    @Test func `an employer without consent, or whose consent has run out, is in no published byte`() throws {
        #expect(try night.run().status == .success)
        #expect(try files(with: "Saggar & Daughters").contains("data/employers.csv"))
        #expect(try files(with: "Quietly Unnamed Pottery") == [])
        #expect(try files(with: "Bygone Bearings") == [])
        let employers = try night.json("json/employers.json")
        let leftOut = employers["left_out"] as? [[String: Any]] ?? []
        #expect(
            leftOut.map { "\($0["rule"] ?? ""): \($0["records"] ?? "")" } == [
                "valid from consent: 1", "valid until valid to: 1",
            ])
    }

    @Test func `a consent runs out when any newer file is had, not by the clock`() throws {
        try night.change(RegisterNight.employers, "2026-02-03,2028-02-02", to: "2026-02-03,2026-11-05")
        #expect(try night.run(day: 20).status == .success)
        #expect(try night.directory("employers", "name")["applied_materials"] == ["Saggar & Daughters"])
        try night.originate(RegisterNight.schools, retrieved: "2026-11-06T02:00:00Z")
        #expect(try night.run(day: 21).status == .success)
        #expect(try night.directory("employers", "name")["applied_materials"] == nil)
    }

    @Test func `no cell of a column that is kept out stands in any published byte`() throws {
        #expect(try night.run().status == .success)
        let kept = [
            (
                RegisterNight.schools,
                ["HeadTitle (name)", "HeadFirstName", "HeadLastName", "HeadPreferredJobTitle"]
            ), (RegisterNight.employers, ["contact"]),
        ]
        for (file, columns) in kept {
            let cells = try cells(of: file, columns)
            #expect(cells.count > 10, "\(file)")
            for cell in cells.sorted() {
                // A text of two letters may be part of any word: it must be nobody's whole cell.
                let marks = cell.count > 3 ? [cell] : ["\"\(cell)\"", ",\(cell),", ",\(cell)\n"]
                for mark in marks { #expect(try files(with: mark) == [], "\(mark) of \(file)") }
            }
        }
    }

    @Test(
        arguments: [
            ("990001", "999999", "urn \"999999\" is not in gias/edubasealldata.csv"),
            (
                "990001", "990120",
                "urn \"990120\" stands in row 19 of gias/edubasealldata.csv, which is left out by `drop status: closed schools teach nobody any more`"
            ),
        ])
    func `a member that is no open school of ours stops the schools, naming both files and rows`(
        old: String, new: String, message: String
    ) throws {
        try night.change(RegisterNight.members, "\n\(old),", to: "\n\(new),")
        let ending = try night.run()
        #expect(
            ending.errors == """
                hub/members.csv:2: error: \(message)
                  mend: if it has another urn now, write that here; if it is no longer one of them, take the row away
                Not published: nothing has been published yet.

                """)
        #expect(ending.status == .content)
    }

    @Test func `a member listed twice is refused`() throws {
        try night.change(RegisterNight.members, "\n990015,", to: "\n990001,")
        #expect(
            try night.run().errors.hasPrefix(
                """
                hub/members.csv:3: error: urn "990001" stands in row 2 already
                """))
    }

    @Test func `a register whose source fails is carried, and the directory says so`() throws {
        #expect(try night.run(day: 20).status == .success)
        let before = try night.published().text(of: "data/schools.csv")
        try FileManager.default.removeItem(at: night.inputs.appending(path: RegisterNight.members))
        try night.change(RegisterNight.employers, "Kilnhouse Care", to: "Kilnhouse Homes")
        try night.originate(RegisterNight.employers, retrieved: "2026-11-19T02:00:00Z")
        #expect(try night.run(day: 21).status == .degraded)
        #expect(try night.published().text(of: "data/schools.csv") == before)
        #expect(try night.directory("employers", "name")["health_care"] == ["Kilnhouse Homes"])
        let directory = try night.json("directory.json")
        let reason =
            "The source \"Schools and colleges that work with the hub\" could not be read again; these are the figures of 2026-11-01."
        #expect((directory["schools"] as? [String: Any])?["stale_reason"] as? String == reason)
        #expect((directory["employers"] as? [String: Any])?["stale"] as? Bool == false)
    }

    @Test func `a register can be asked for by name, and the rest stands as it stood`() throws {
        #expect(try night.run(day: 20).status == .success)
        try night.change(RegisterNight.employers, "Kilnhouse Care", to: "Kilnhouse Homes")
        #expect(try night.run("employers", day: 21).status == .success)
        #expect(try night.directory("employers", "name")["health_care"] == ["Kilnhouse Homes"])
        #expect(try night.directory("schools", "name")["hub_stoke"]?.isEmpty == false)
    }

    @Test
    func `a register that may not be published any more leaves the directory, and the rest is published`()
        throws
    {
        #expect(try night.run(day: 20).status == .success)
        let definition = try night.pipelines.text(of: "sources/employers.yml")
        try night.pipelines.write(
            definition.replacing("name: Published by the careers hub", with: "name: All rights reserved"),
            to: "sources/employers.yml")
        let ending = try night.run(day: 21)
        #expect(ending.errors == "")
        #expect(ending.status == .success)
        #expect(try files(with: "Kilnhouse Care") == [])
        let directory = try night.json("directory.json")
        #expect(directory["schools"] != nil)
        #expect(directory["employers"] == nil)
    }

    /// Every published file that holds a text.
    private func files(with text: String) throws -> [String] {
        let folder = try night.published()
        let needle = Data(text.utf8)
        return try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { path in
            let file = folder.appending(path: path)
            guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
                return false
            }
            return try Data(contentsOf: file).range(of: needle) != nil
        }
    }

    /// The different cells of some columns of an input, as Python's own reader finds them.
    private func cells(of file: String, _ columns: [String]) throws -> Set<String> {
        let program = """
            import csv, sys
            encoding = "cp1252" if "gias" in sys.argv[1] else "utf-8"
            for row in csv.DictReader(open(sys.argv[1], encoding=encoding, newline="")):
                print("\\n".join(row[name] for name in sys.argv[2:]))
            """
        let read = try LMITestSupport.run(
            "python3", ["-c", program, night.inputs.appending(path: file).path] + columns)
        return Set(read.output.split(separator: "\n").map(String.init))
    }
}
