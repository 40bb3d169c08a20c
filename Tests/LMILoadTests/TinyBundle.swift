import LMIModel

/// A bundle of one table about two areas, with every kind of figure: a number, a zero, a number below zero, a
/// suppressed one and a sum with parts missing.
enum TinyBundle {
    static let sectors = Classification("hub sectors, overlapping")

    static func codes() throws(Diagnostic) -> CodeList {
        try CodeList(
            sectors, file: "codelists/sectors.csv",
            entries: [
                .init(code: "construction", label: "Construction"), .init(code: "digital", label: "=Digital"),
            ])
    }

    static func areas() throws(Diagnostic) -> AreaList {
        try AreaList(
            file: "areas.csv",
            areas: [
                Area(
                    code: "E06000021", scheme: .gss, name: "Stoke-on-Trent", type: "unitary", vintage: "2023",
                    isOurs: true),
                Area(
                    code: "E07000192", scheme: .gss, name: "Cannock Chase", type: "district", vintage: "2023",
                    isOurs: true),
                Area(
                    code: "E92000001", scheme: .gss, name: "England", type: "country", vintage: "2023",
                    isOurs: false),
            ])
    }

    static func snapshot(_ kind: Origin.Kind = .live, retrieved: String = "2026-11-20T02:00:00Z") -> Snapshot
    {
        Snapshot(
            source: "bres", file: "nomis/bres.csv", sha256: String(repeating: "a", count: 64), bytes: 120,
            origin: Origin(
                kind: kind, publisher: "Office for National Statistics", title: "Jobs & employers",
                url: "https://www.nomisweb.co.uk/",
                licence: .init(
                    name: "Open Government Licence v3.0",
                    url: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),
                attribution:
                    "Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
                release: "2025 provisional", released: Day(2026, 10, 29), nextDue: Day(2027, 10, 28),
                retrieved: retrieved))
    }

    static func row(
        _ area: String, _ sector: String, _ figure: Figure, _ bounds: Bounds = .unknown, note: String = "",
        indicator: String = "employees", derivation: Observation.Derivation = .published, row: Int? = nil
    ) throws -> Observation {
        guard let place = try areas()[area], let code = try codes().code(sector) else {
            throw Diagnostic(
                .error, .internal, at: .nowhere, "no \(area) or \(sector)", mend: "mend the test")
        }
        return Observation(
            indicator: indicator, unit: "people", basis: "workplace", area: place, period: .year(2025),
            coordinates: ["sector": code], figure: figure, bounds: bounds, note: note, derivation: derivation,
            source: "bres", cell: row.map { CellReference(file: "nomis/bres.csv", row: $0, column: 4) })
    }

    static func rows() throws -> [Observation] {
        let zero = ExactDecimal.zero
        return [
            try row("E07000192", "digital", .withheld(.suppressedDisclosure), row: 5),
            try row(
                "E07000192", "construction", .withheld(.partial),
                Bounds(
                    lower: ExactDecimal(units: 14_000), upper: ExactDecimal(units: 16_000), kind: .rounding),
                derivation: .sum),
            try row(
                "E06000021", "digital", .published(zero),
                Bounds(lower: zero, upper: ExactDecimal(units: 25, scale: 1), kind: .rounding), row: 3),
            try row(
                "E06000021", "construction",
                .published(ExactDecimal(units: 15_000), [.provisional, .lowReliability]),
                row: 2),
            try row(
                "E06000021", "construction", .published(ExactDecimal(units: -320, scale: 2)),
                indicator: "change", derivation: .change),
        ]
    }

    static func table(_ rows: [Observation]) -> BundleTable {
        BundleTable(
            id: "employment", title: "Jobs by sector",
            description: "Employees by where they work. The self-employed are not counted.",
            dimensions: [
                DimensionColumn(
                    id: "sector", codeColumn: "sector_id", nameColumn: "sector_name", title: "Sector",
                    classification: sectors, labels: ["construction": "Construction", "digital": "=Digital"])
            ],
            rows: rows, sources: ["bres"])
    }

    static func bundle(
        _ entries: [TableEntry]? = nil, snapshots: [Snapshot] = [snapshot()]
    ) throws -> Bundle {
        Bundle(
            pipeline: "tiny", title: "A tiny hub", description: "Figures for one hub.",
            homepage: "https://example.org/", entries: try entries ?? [.fresh(table(rows()))],
            snapshots: snapshots, areas: try areas(),
            sectors: SectorRules(
                file: "sectors.yml", classification: Classification("SIC 2007"),
                sectors: [
                    .init(
                        id: "construction", name: "Construction", view: .overlapping, status: "derived",
                        source: "the hub", subclasses: ["41100"])
                ]),
            codeLists: [
                try codes(),
                try CodeList(
                    Classification("SIC 2007"), file: "codelists/sic.csv",
                    entries: [.init(code: "41100", label: "Development of building projects")]),
            ],
            toolVersion: "1.0.0", definitionsHash: String(repeating: "d", count: 64))
    }
}
