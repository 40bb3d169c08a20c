internal import LMIModel

/// `areas/<code>.json` and `sectors/<id>.json`: every figure about one area or one sector, table by table.
/// An area that no table speaks of has no file.
enum PlaceFiles {
    static func areas(_ list: AreaList, _ tables: [PublishedTable], _ stamp: Stamp) -> [BundleFile] {
        let byArea = tables.map { Dictionary(grouping: $0.rows, by: \.area) }
        let areas = list.ours.filter { area in byArea.contains { $0[area.code] != nil } }
        return areas.map { area in
            let value: JSONValue = [
                "area": [
                    "code": .string(area.code), "scheme": .string(area.scheme.rawValue),
                    "name": .string(area.name), "type": .string(area.type), "vintage": .string(area.vintage),
                ],
                "tables": entries(tables, byArea.map { $0[area.code] ?? [] }),
            ]
            return BundleFile("areas/\(area.code).json", stamp.on(value).file(depth: 4))
        }
    }

    /// - Parameter definitionsHash: Of the definitions that `rules` are among: a table that is carried may have
    ///   been made by others.
    static func sectors(
        _ rules: SectorRules, _ tables: [PublishedTable], definitionsHash: String, _ stamp: Stamp
    ) -> [BundleFile] {
        let bySector = tables.map { Dictionary(grouping: $0.rows, by: \.sector) }
        return Dictionary(grouping: rules.sectors, by: \.id).sorted { $0.key < $1.key }.map {
            id, definitions in
            let value: JSONValue = [
                "sector": .string(id),
                "definitions": .array(
                    definitions.map { sector in
                        [
                            "name": .string(sector.name), "view": .string(sector.view.rawValue),
                            "status": .string(sector.status), "source": .string(sector.source),
                            "subclasses": .strings(sector.subclasses),
                        ]
                    }),
                "tables": entries(tables, bySector.map { $0[id] ?? [] }) { table in
                    [
                        .init(
                            name: "made_by_these_definitions",
                            value: .bool(table.definitionsHash == definitionsHash))
                    ]
                },
            ]
            return BundleFile("sectors/\(id).json", stamp.on(value).file(depth: 4))
        }
    }

    /// Tables that have no row here are left out.
    private static func entries(
        _ tables: [PublishedTable], _ rows: [[WrittenRow]],
        adding more: (PublishedTable) -> [JSONValue.Member] = { _ in [] }
    ) -> JSONValue {
        .array(
            zip(tables, rows).filter { !$0.1.isEmpty }.map { table, rows in
                .object(
                    table.standing + more(table) + [
                        .init(name: "attribution", value: .string(table.attribution)),
                        .init(name: "rows", value: .array(rows.map { .written($0.line) })),
                    ])
            })
    }
}
