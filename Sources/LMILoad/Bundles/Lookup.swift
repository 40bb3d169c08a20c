internal import LMIModel

/// A list of codes published beside the tables: `lookups/<name>.csv`.
struct Lookup: Sendable {
    let name: String
    let title: String
    let schema: TableSchema
    let csv: [UInt8]

    private init(name: String, title: String, columns: [Column], key: [String], rows: [[Cell]]) {
        self.name = name
        self.title = title
        schema = TableSchema(columns: columns, key: key)
        var csv = CSVText(headings: columns.map(\.name))
        for row in rows { csv.append(row) }
        self.csv = csv.bytes
    }

    /// Every lookup of a bundle: areas, sectors, statuses, and the lists behind its dimensions.
    static func all(_ bundle: Bundle) -> [Lookup] {
        [areas(bundle.areas), sectors(bundle.sectors), statuses] + bundle.codeLists.map(codes)
    }

    private static func areas(_ list: AreaList) -> Lookup {
        Lookup(
            name: "areas", title: "Areas",
            columns: [
                column("area_code", "The code of the place"),
                column("area_code_scheme", "The family the code belongs to"),
                column("area_name", "The name of the place"),
                column("area_type", "What kind of place it is", isRequired: false),
                column("area_vintage", "The boundaries meant", isRequired: false),
                Column(
                    name: "valid_from", kind: .date, title: "valid_from",
                    description: "The first day the code holds", isRequired: false),
                Column(
                    name: "valid_to", kind: .date, title: "valid_to",
                    description: "The last day the code holds", isRequired: false),
                column("members", "The codes of the districts it is made of", isRequired: false),
                Column(
                    name: "is_ours", kind: .boolean, title: "is_ours",
                    description: "Whether figures are published about it"),
            ],
            key: ["area_code"],
            rows: list.areas.map { area in
                [
                    .text(area.code), .text(area.scheme.rawValue), .text(area.name), .textOrEmpty(area.type),
                    .textOrEmpty(area.vintage), .textOrEmpty(area.validFrom?.description),
                    .textOrEmpty(area.validTo?.description),
                    .textOrEmpty(area.members.joined(separator: " ")), .text(area.isOurs ? "true" : "false"),
                ]
            })
    }

    private static func sectors(_ rules: SectorRules) -> Lookup {
        Lookup(
            name: "sectors", title: "Sectors",
            columns: [
                column("sector_id", "The id of the sector"), column("view", "overlapping or partition"),
                column("sector_name", "The name of the sector"),
                column("status", "Whether the definition is published, derived or provisional"),
                column("source", "Where the definition comes from", isRequired: false),
                column("classification", "The industrial classification it is written in"),
                column("subclasses", "The codes it holds whole", isRequired: false),
            ],
            key: ["sector_id", "view"],
            rows: rules.sectors.map { sector in
                [
                    .text(sector.id), .text(sector.view.rawValue), .text(sector.name), .text(sector.status),
                    .textOrEmpty(sector.source), .text(rules.classification.rawValue),
                    .textOrEmpty(sector.subclasses.joined(separator: " ")),
                ]
            })
    }

    private static let statuses = Lookup(
        name: "obs_status", title: "Statuses and reasons",
        columns: [
            column("name", "The status, or the reason why there is no number"),
            column("obs_status", "The SDMX letter"),
            Column(
                name: "has_number", kind: .boolean, title: "has_number",
                description: "Whether a number stands beside it"),
            column("shorthand", "The shorthand of government statistics", isRequired: false),
            column("words", "In words for people"),
        ],
        key: ["name"],
        rows: StatusWord.all.map { word in
            [
                .text(word.reason?.rawValue ?? word.letter), .text(word.letter),
                .text(word.reason == nil ? "true" : "false"), .textOrEmpty(word.shorthand), .text(word.words),
            ]
        })

    private static func codes(_ list: CodeList) -> Lookup {
        Lookup(
            name: list.classification.rawValue.fileName, title: list.classification.rawValue,
            columns: [
                column("code", "The code"), column("label", "What it stands for", isRequired: false),
                column("level", "The level's name", isRequired: false),
                column("parent", "The code it belongs to one level up", isRequired: false),
            ],
            key: ["code"],
            rows: list.entries.map { entry in
                [
                    .text(entry.code), .textOrEmpty(entry.label), .textOrEmpty(entry.level),
                    .textOrEmpty(entry.parent),
                ]
            })
    }

    private static func column(_ name: String, _ description: String, isRequired: Bool = true) -> Column {
        Column(name: name, title: name, description: description, isRequired: isRequired)
    }
}
