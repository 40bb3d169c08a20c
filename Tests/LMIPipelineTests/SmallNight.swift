import Foundation
import LMIModel
import LMITestSupport
import Synchronization

@testable import LMIPipeline

/// The small hub with a second source and files to read: three tables of two sources, run night after night.
final class SmallNight {
    /// How a run ended and what it said.
    struct Ending {
        let status: LMIPipeline.ExitStatus
        let output: String
        let errors: String
    }

    let hub: SmallHub
    var inputs: URL { hub.folder.appending(path: "Inputs") }
    var output: URL { hub.folder.appending(path: "Output") }
    var state: URL { hub.folder.appending(path: "state") }
    var source: Workplace.Inputs
    var origins: String?
    var threads = 1
    /// Whether somebody wants a run to end.
    final class Questions: Sendable {
        /// How often a run has asked.
        let asked = Mutex(0)
        /// From which question on the answer is SIGTERM; nil for never.
        let endedAt = Mutex<Int?>(nil)
    }

    let questions = Questions()
    /// The program that is told; nil for none.
    var alert: String?

    init(_ kind: Origin.Kind = .live) throws {
        hub = try SmallHub()
        source = .folder("\(hub.folder.path)/Inputs")
        try hub.change(
            "hub.yml", "  jobs: {definition: jobs.yml}\n",
            to: "  jobs: {definition: jobs.yml}\n  claimants: {definition: claimants.yml}\n")
        try hub.pipelines.write(
            """
            \(hub.pipelines.text(of: "hub.yml"))  jobs:
                title: Jobs by industry
                description: As published.
                from: jobs
              claimants:
                title: Claimants
                description: As published.
                from: claimants

            """, to: "hub.yml")
        try hub.pipelines.write(Self.claimantsDefinition, to: "claimants.yml")
        try inputs.write(Self.jobs, to: "jobs.csv")
        try inputs.write(Self.claimants, to: "claimants.csv")
        for file in ["jobs.csv", "claimants.csv"] { try originate(file, kind) }
    }

    func originate(_ file: String, _ kind: Origin.Kind, retrieved: String = "2026-11-01T02:00:00Z") throws {
        try inputs.write("kind: \(kind.rawValue)\nretrieved: \(retrieved)\n", to: "\(file).origin.yml")
    }

    /// Takes a source's file away, so that it cannot be had.
    func lose(_ file: String) throws { try FileManager.default.removeItem(at: inputs.appending(path: file)) }

    func workplace(_ day: Int) -> Workplace {
        var place = Workplace(
            pipelines: hub.pipelines.path, pipeline: "hub", output: output.path, state: state.path,
            inputs: source, origins: origins, threads: threads, now: "2026-11-\(day)T02:00:00Z")
        place.interruption = Interruption { [questions] in
            let number = questions.asked.withLock { count in
                count += 1
                return count
            }
            guard let first = questions.endedAt.withLock({ $0 }), number >= first else { return nil }
            return SIGTERM
        }
        return place
    }

    /// Runs the pipeline on the night before 22 November 2026, or another.
    @discardableResult
    func run(_ tables: String..., day: Int = 22, isDryRun: Bool = false) throws -> Ending {
        var console = Console.collecting()
        let status = Pipeline(workplace(day)).run(
            tables: tables, isDryRun: isDryRun, alert: alert, &console)
        return ending(status, console)
    }

    /// What `lmi status` says on a morning.
    func status(day: Int = 22, at time: String = "07:00:00", mostSeconds: Int? = nil, isJSON: Bool = false)
        -> Ending
    {
        var console = Console.collecting()
        let status = Status(output: output.path, state: state.path, now: "2026-11-\(day)T\(time)Z")
            .run(mostSeconds: mostSeconds, isJSON: isJSON, &console)
        return ending(status, console)
    }

    private func ending(_ status: LMIPipeline.ExitStatus, _ console: Console) -> Ending {
        func text(_ bytes: [UInt8]?) -> String {
            String(decoding: bytes ?? [], as: UTF8.self).replacing(hub.folder.path, with: "")
        }
        return Ending(
            status: status, output: text(console.collected?.output), errors: text(console.collected?.errors))
    }

    /// Every file and link below `Output` with its inode, time and size; but for `status.json`, which holds clocks and says
    /// of every run that it took place.
    func facts() throws -> [String] {
        guard FileManager.default.fileExists(atPath: output.path) else { return [] }
        return try FileManager.default.subpathsOfDirectory(atPath: output.path).sorted()
            .filter { $0 != "status.json" }.map { path in
                var facts = stat()
                guard unsafe lstat("\(output.path)/\(path)", &facts) == 0 else { return "\(path) is gone" }
                return
                    "\(path) \(facts.st_ino) \(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec) \(facts.st_size)"
            }
    }

    /// A JSON file of `Output`.
    func json(_ path: String) throws -> [String: Any] {
        let data = try Data(contentsOf: output.appending(path: path))
        return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    /// A file of the generation that readers see.
    func published(_ path: String) throws -> String {
        try output.text(of: "generations/\(generation())/\(path)")
    }

    func generation() throws -> String { try json("latest.json")["generation"] as? String ?? "" }

    /// Every file of the generation that readers see, by path.
    func bytes() throws -> [String: Data] {
        try Self.files(of: output.appending(path: "generations/\(generation())"))
    }

    /// The bytes of every file below a folder, by path.
    static func files(of folder: URL) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            let file = folder.appending(path: path)
            if try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
                files[path] = try Data(contentsOf: file)
            }
        }
        return files
    }

    /// Which tables readers find marked stale, with the reason.
    func stale() throws -> [String: String] {
        var reasons: [String: String] = [:]
        for table in ["jobs-by-sector", "jobs", "claimants"] {
            let document = try json("generations/\(generation())/json/\(table).json")
            if document["stale"] as? Bool == true { reasons[table] = document["stale_reason"] as? String }
        }
        return reasons
    }

    /// The record of the run of a night.
    func record(_ day: Int = 22) throws -> [String: Any] {
        let data = try Data(contentsOf: state.appending(path: "runs/2026-11-\(day)T020000Z.json"))
        return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    static let jobs = """
        YEAR,AREA,INDUSTRY,VALUE
        2024,E06000021,Total,100
        2024,E06000021,01,10
        2024,E06000021,23,60
        2024,E06000021,24,30
        2024,E07000195,Total,50
        2024,E07000195,01,5
        2024,E07000195,23,c
        2024,E07000195,24,40

        """

    static let claimants = """
        MONTH,AREA,VALUE
        2026-09,E06000021,8220
        2026-09,E07000195,1905

        """

    private static let claimantsDefinition = """
        source: claimants
        title: Claimants by month
        origin:
          publisher: Office for National Statistics
          title: Claimant count
          url: https://example.org/claimants
          licence: {name: Open Government Licence v3.0, url: "https://example.org/licence"}
          attribution: Contains public sector information
        file: claimants.csv
        encoding: utf-8
        table: {header: MONTH}
        columns:
          labels: {period: MONTH, area: AREA}
          values: [VALUE]
        cells: {numbers: plain}
        observations:
          measure: {is: claimants, unit: people, rounding: none, adds: yes}
          basis: residence
          period: {as: month}
          area: {are: codes}

        """
}
