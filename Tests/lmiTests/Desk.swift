import Foundation
import LMITestSupport
import Testing

/// The desk of somebody at a hub: definitions and input files in a folder of their own, and the program as a
/// shell runs it there.
struct Desk {
    let folder: URL

    /// A copy of the project's definitions and samples.
    static func withSamples(_ body: (Desk) throws -> Void) throws {
        try withTemporaryFolder { folder in
            for name in ["Pipelines", "SampleInputs"] {
                try FileManager.default.copyItem(
                    at: packageRoot.appending(path: name), to: folder.appending(path: name))
            }
            try body(Desk(folder: folder))
        }
    }

    /// The same with a hub that is quick to run: three of the samples, said to be real, and two industries.
    /// `lmi run` publishes it with ``run(_:)``.
    static func withSmallHub(_ body: (Desk) throws -> Void) throws {
        try withSamples { desk in
            for (path, text) in SmallHub.files { try desk.folder.write(text, to: path) }
            try desk.change(Place.claimants) { text in
                let lines = text.split(separator: "\n")
                return lines.filter { $0.hasPrefix("\"DATE") || $0.hasPrefix("\"2026-09") }
                    .joined(separator: "\n") + "\n"
            }
            for origin in [Place.claimants, Place.destinations, Place.page] {
                try desk.change("\(origin).origin.yml") {
                    $0.replacing("kind: sample", with: "kind: live")
                }
            }
            try body(desk)
        }
    }

    /// The program with these arguments, in this folder.
    func lmi(
        _ arguments: String..., environment: [String: String] = [:]
    ) throws -> ProgramResult {
        try LMITestSupport.run(builtProgram("lmi"), arguments, in: folder, environment: environment)
    }

    /// `lmi run` of the small hub.
    func run(_ more: String...) throws -> ProgramResult {
        try LMITestSupport.run(
            builtProgram("lmi"), ["run", "--pipeline", "small", "--inputs", "SampleInputs"] + more, in: folder
        )
    }

    /// A line of a shell in this folder; `$LMI` is the program.
    func shell(_ line: String, environment: [String: String] = [:]) throws -> ProgramResult {
        let program = try builtProgram("lmi")
        return try LMITestSupport.run(
            "bash", ["-c", line], in: folder, environment: environment.merging(["LMI": program]) { $1 })
    }

    /// Rewrites the file at `path`; a change that changes nothing would make a test that cannot fail.
    func change(_ path: String, _ change: (String) -> String) throws {
        let before = try folder.text(of: path)
        let after = change(before)
        try #require(after != before, "the change leaves \(path) as it was")
        try folder.write(after, to: path)
    }

    /// Puts `new` where `old` stands first.
    func replace(_ old: String, with new: String, in path: String) throws {
        try change(path) { text in
            text.firstRange(of: old).map { text.replacingCharacters(in: $0, with: new) } ?? text
        }
    }

    /// What readers are sent to.
    func latest() throws -> Latest {
        try JSONDecoder().decode(Latest.self, from: Data(folder.text(of: "Output/latest.json").utf8))
    }

    struct Latest: Decodable, Equatable {
        let serial: Int
        let generation: String
        let origin: String
    }

    /// A published file of the newest generation.
    func published(_ path: String) throws -> String {
        try folder.text(of: "Output/generations/\(latest().generation)/\(path)")
    }

    /// Every entry under `path` with its bytes, mode and time of change: nothing can be written unseen. What every run writes
    /// to say that it took place is left out.
    func inventory(_ path: String) throws -> [String: String] {
        let list = try LMITestSupport.run(
            "find", path, "-printf", "%P %y %m %T@ %l\n", in: folder
        ).output
        var entries: [String: String] = [:]
        for line in list.split(separator: "\n") {
            let name = String(line.prefix { $0 != " " })
            entries[name] = String(line)
        }
        let sums = try LMITestSupport.run(
            "find", [path, "-type", "f", "-exec", "sha256sum", "{}", "+"], in: folder)
        for line in sums.output.split(separator: "\n") { entries[String(line.dropFirst(66))] = String(line) }
        // The folder's own time changes with `status.json`.
        for name in path == "Output" ? ["", "status.json", "Output/status.json"] : [] { entries[name] = nil }
        return entries
    }

    /// What was left lying about: temporary names anywhere under the folder.
    func leftovers() throws -> [String] {
        let known: Set = ["Pipelines", "SampleInputs"]
        let all = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return all.filter { path in
            let name = path.split(separator: "/").last ?? ""
            return name.hasPrefix(".") && name != ".lmi" && !known.contains(String(path.prefix { $0 != "/" }))
        }
    }
}

/// Files that tests change.
enum Place {
    static let hub = "Pipelines/small.yml"
    static let claimants = "SampleInputs/nomis/claimant-count.csv"
    static let destinations = "SampleInputs/dfe/ks4-destinations.csv"
    static let page = "SampleInputs/nomis/labour-market-profile.html"
}

/// The definitions of a small hub: a file, a download and a page of the project's own definitions.
private enum SmallHub {
    static let files = [
        "Pipelines/small.yml": hub, "Pipelines/small-sectors.yml": sectors,
        "Pipelines/small-industries.csv": industries,
    ]

    private static let hub = """
        pipeline: small
        title: A small hub
        description: Claimants, destinations and pay.
        homepage: https://hub.example/lmi

        areas: areas.csv
        sectors: small-sectors.yml
        code lists:
          SIC 2007: small-industries.csv
          KS4 destinations: codelists/ks4-destinations.csv
          Age (claimant count): codelists/age-claimants.csv
          Workers (labour market profile): codelists/profile-workers.csv
          Pay (labour market profile): codelists/profile-pay.csv

        dimensions:
          destination: {code column: destination, name column: destination_name, title: Where pupils went}
          worker: {code column: workers, name column: workers_name, title: Whose pay}
          pay: {code column: pay, name column: pay_name, title: Kind of pay}
          age: {code column: age, name column: age_name, title: Age}

        sources:
          claimant-count: {definition: sources/claimant-count.yml}
          ks4-destinations: {definition: sources/ks4-destinations.yml}
          profile-earnings: {definition: sources/profile-earnings.yml}

        tables:
          claimants: {title: Claimants, description: By month., from: claimant-count}
          destinations: {title: Destinations, description: By year., from: ks4-destinations}
          earnings: {title: Earnings, description: Of all ages., from: profile-earnings}

        """

    private static let sectors = """
        classification: SIC 2007
        sectors:
          - {id: construction, name: Construction, status: derived, source: Section F, rules: [{sic: "41"}]}
        partition:
          - {id: houses, name: Houses, status: derived, source: Division 41, rules: [{sic: "41"}]}
          - {id: roads, name: Roads, status: derived, source: Division 42, rules: [{sic: "42"}]}

        """

    private static let industries = """
        code,label,level,parent
        41,Construction of buildings,division,
        411,Development of building projects,group,41
        4110,Development of building projects,class,411
        41100,Development of building projects,subclass,4110
        42,Civil engineering,division,
        421,Construction of roads and railways,group,42
        4211,Construction of roads and motorways,class,421
        42110,Construction of roads and motorways,subclass,4211

        """
}
