import Foundation
import LMIModel
import LMITestSupport

@testable import LMIPipeline

/// A whole pipeline in a temporary folder, as small as one can be: one list of areas, one code list, one file
/// of sectors, one source, one table. Gone when the test is.
final class SmallHub {
    let folder: URL
    var pipelines: URL { folder.appending(path: "Pipelines") }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "lmi-hub-\(UUID().uuidString)")
        for (path, text) in Self.files { try pipelines.write(text, to: path) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func definition() throws(Diagnostic) -> PipelineDefinition {
        try PipelineSettings.pipeline(folder: pipelines.path, name: "hub")
    }

    /// Puts `new` in the place of `old`, which must stand in the file exactly once.
    func change(_ path: String, _ old: String, to new: String) throws {
        let text = try pipelines.text(of: path)
        guard text.components(separatedBy: old).count == 2 else { throw NoSuchText(path: path, text: old) }
        try pipelines.write(text.replacing(old, with: new), to: path)
    }

    struct NoSuchText: Error {
        let path: String
        let text: String
    }

    /// The message that the definitions are refused with once `old` has become `new`.
    func refusal(_ path: String, _ old: String, to new: String) throws -> String {
        try change(path, old, to: new)
        return refusal()
    }

    /// The message that the definitions are refused with once the file holds `text`.
    func refusal(_ path: String, holding text: String) throws -> String {
        try pipelines.write(text, to: path)
        return refusal()
    }

    func refusal() -> String {
        do throws(Diagnostic) {
            _ = try definition()
            return "not refused"
        } catch {
            return "\(error)\(error.fault == .configuration ? "" : " [\(error.fault)]")"
                .replacing(folder.path, with: "")
        }
    }

    static let files = [
        "hub.yml": """
        pipeline: hub
        title: A small hub
        description: Jobs in one place.
        homepage: https://example.org/
        areas: areas.csv
        sectors: sectors.yml
        code lists:
          SIC 2007: sic.csv
        dimensions:
          industry: {code column: sic_code, name column: sic_name, title: Industry}
          sector: {code column: sector_id, name column: sector_name, title: Sector}
        sources:
          jobs: {definition: jobs.yml}
        tables:
          jobs-by-sector:
            title: Jobs by sector
            description: Sums of industries.
            from: jobs
            sums by sector:
              view: overlapping
              of: industry
              total: {published as: Total}
              share: {decimals: 1}

        """,
        "areas.csv": """
        code,scheme,name,type,vintage,valid_from,valid_to,aliases,members,ours
        E06000021,gss,Stoke-on-Trent,unitary,2023,2009-01-01,,,,yes
        E07000195,gss,Newcastle-under-Lyme,district,2023,2009-01-01,,,,yes

        """,
        "sic.csv": """
        code,label,level,parent
        Total,All industries,total,
        A,Farming,section,
        01,Crops,division,A
        C,Making,section,
        23,Ceramics,division,C
        24,Metals,division,C

        """,
        "sectors.yml": """
        classification: SIC 2007
        sectors:
          - id: ceramics
            name: Ceramics
            status: provisional
            source: Draft of the hub
            rules:
              - {sic: "23"}
        partition:
          - id: farming
            name: Farming
            status: provisional
            source: Draft of the hub
            rules:
              - {sic: "A"}
          - id: making
            name: Making
            status: provisional
            source: Draft of the hub
            rules:
              - {sic: "23"}
              - {sic: "24"}

        """,
        "jobs.yml": """
        source: jobs
        title: Jobs by industry
        origin:
          publisher: Office for National Statistics
          title: Survey of jobs
          url: https://example.org/jobs
          licence: {name: Open Government Licence v3.0, url: "https://example.org/licence"}
          attribution: Contains public sector information
        file: jobs.csv
        encoding: utf-8
        table: {header: YEAR}
        columns:
          labels: {period: YEAR, area: AREA, industry: INDUSTRY}
          values: [VALUE]
        cells:
          numbers: plain
          instead of a number: {c: suppressed_disclosure}
        observations:
          measure: {is: employees, unit: people, rounding: none, adds: yes}
          basis: workplace
          period: {as: year}
          area: {are: codes}
          broken down by:
            industry: {of: SIC 2007}
          keep: {area: ours}

        """,
    ]
}
