import Foundation
import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// A hub of the sample registers and one small table, said to be real, in a temporary folder that is gone when
/// the test is.
final class RegisterNight {
    let folder: URL
    var inputs: URL { folder.appending(path: "SampleInputs") }
    var pipelines: URL { folder.appending(path: "Pipelines") }
    static let schools = "gias/edubasealldata.csv"
    static let members = "hub/members.csv"
    static let employers = "hub/employers.csv"

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "lmi-register-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in ["Pipelines", "SampleInputs"] {
            try FileManager.default.copyItem(
                at: packageRoot.appending(path: name), to: folder.appending(path: name))
        }
        let whole = try pipelines.text(of: "stoke-staffs.yml")
        let registers = try whole[#require(whole.range(of: "\nregisters:\n")).lowerBound...]
        try pipelines.write(Self.hub + registers, to: "hub.yml")
        for file in [Self.schools, Self.members, Self.employers, "nomis/labour-market-profile.html"] {
            try originate(file)
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func originate(_ file: String, retrieved: String = "2026-11-01T02:00:00Z") throws {
        try inputs.write("kind: live\nretrieved: \(retrieved)\n", to: "\(file).origin.yml")
    }

    /// Changes a text that stands in an input exactly once.
    func change(_ file: String, _ old: String, to new: String) throws {
        let text = try inputs.text(of: file)
        try #require(text.components(separatedBy: old).count == 2, "\(old) in \(file)")
        try inputs.write(text.replacing(old, with: new), to: file)
    }

    func place(day: Int = 22) -> Workplace {
        Workplace(
            pipelines: pipelines.path, pipeline: "hub", output: folder.appending(path: "Output").path,
            state: folder.appending(path: "state").path, inputs: .folder(inputs.path), origins: nil,
            threads: 1,
            now: "2026-11-\(day)T02:00:00Z")
    }

    /// Runs the pipeline, and returns how it ended and what it said went wrong.
    @discardableResult
    func run(_ tables: String..., day: Int = 22) throws -> (status: LMIPipeline.ExitStatus, errors: String) {
        var console = Console.collecting()
        let status = Pipeline(place(day: day)).run(tables: tables, isDryRun: false, &console)
        let errors = String(decoding: console.collected?.errors ?? [], as: UTF8.self)
        return (status, errors.replacing(folder.path, with: ""))
    }

    /// The folder of the generation that readers see.
    func published() throws -> URL {
        let latest = try json(folder.appending(path: "Output"), "latest.json")
        return folder.appending(path: "Output/generations/\(latest["generation"] as? String ?? "")")
    }

    func json(_ path: String) throws -> [String: Any] { try json(published(), path) }

    private func json(_ folder: URL, _ path: String) throws -> [String: Any] {
        let data = try Data(contentsOf: folder.appending(path: path))
        return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    /// The groups of a part of the directory: code of the group, then a member of each record.
    func directory(_ part: String, _ member: String) throws -> [String: [String]] {
        let listed = try json("directory.json")[part] as? [String: Any]
        let groups = listed?["groups"] as? [[String: Any]] ?? []
        return Dictionary(
            uniqueKeysWithValues: groups.map { group in
                let records = group["records"] as? [[String: Any]] ?? []
                return (group["code"] as? String ?? "", records.map { $0[member] as? String ?? "" })
            })
    }

    private static let hub = """
        pipeline: hub
        title: A hub of registers
        description: Schools and employers.
        homepage: https://example.org/
        areas: areas.csv
        sectors: sectors.yml
        code lists:
          SIC 2007: codelists/sic2007.csv
          Workers (labour market profile): codelists/profile-workers.csv
          Pay (labour market profile): codelists/profile-pay.csv
        dimensions:
          worker: {code column: workers, name column: workers_name, title: Whose pay}
          pay: {code column: pay, name column: pay_name, title: Kind of pay}
        sources:
          profile-earnings: {definition: sources/profile-earnings.yml}
          schools: {definition: sources/schools.yml}
          hub-members: {definition: sources/hub-members.yml}
          employers: {definition: sources/employers.yml}
        tables:
          earnings-profile: {title: Earnings, description: Pay., from: profile-earnings}

        """
}
