internal import LMIModel

/// The JSON Schemas (draft 7) of every kind of JSON file in a bundle.
enum DocumentSchemas {
    /// By name: `index` describes `index.json`, `area` every file of `areas/`, and so on.
    static let common: [(name: String, schema: JSONValue)] = [
        ("index", index), ("manifest", manifest), ("latest", latest), ("area", area), ("sector", sector),
    ]

    /// Of `json/<table>.json`.
    static func table(_ table: BundleTable, _ columns: ObservationColumns) -> JSONValue {
        document(
            table.title,
            [
                "table": ["const": .string(table.id)], "title": text, "description": text, "updated": day,
                "as_of": moment, "stale": boolean, "stale_reason": textOrNull, "definitions_sha256": hash,
                "sources": list(of: source),
                "rows": list(of: row(columns)),
            ])
    }

    /// Of `json/<register>.json`.
    static func register(_ register: BundleRegister, _ columns: RegisterColumns) -> JSONValue {
        document(
            register.title,
            [
                "register": ["const": .string(register.id)], "title": text, "description": text,
                "updated": day, "as_of": moment, "stale": boolean, "stale_reason": textOrNull,
                "definitions_sha256": hash, "sources": list(of: source), "left_out": leftOut,
                "rows": list(
                    of: [
                        "type": "object", "required": .strings(columns.columns.map(\.name)),
                        "additionalProperties": false,
                        "properties": .object(
                            columns.columns.map { .init(name: $0.name, value: $0.jsonProperty) }),
                    ]),
            ])
    }

    /// Of `directory.json`.
    static func directory(_ directory: Directory) -> JSONValue {
        let part = object([
            "register": text, "title": text, "as_of": moment, "next_due": dayOrNull, "stale": boolean,
            "stale_reason": textOrNull, "attribution": text, "left_out": leftOut,
            "groups": list(
                of: object(["code": text, "name": text, "records": list(of: ["type": "object"])])),
        ])
        return document(
            directory.title, ["title": text, "description": text],
            directory.parts.map { .init(name: $0.name, value: part) })
    }

    private static let leftOut = list(of: object(["rule": text, "records": count]))

    private static func row(_ columns: ObservationColumns) -> JSONValue {
        let names = columns.columns.map(\.name)
        let reasons = Reason.allCases.map(\.rawValue)
        return [
            "type": "object", "required": .strings(names), "additionalProperties": false,
            "properties": .object(columns.columns.map { .init(name: $0.name, value: $0.jsonProperty) }),
            "if": ["properties": ["obs_value": ["type": "null"]]],
            "then": [
                "properties": [
                    "obs_status": ["enum": .strings(StatusWord.lettersWithout)],
                    "reason": ["enum": .strings(reasons)],
                ]
            ],
            "else": [
                "properties": [
                    "obs_status": ["enum": .strings(StatusWord.lettersWithNumber)],
                    "reason": ["type": "null"],
                ]
            ],
        ]
    }

    private static let index = document(
        "What is in this generation",
        [
            "title": text, "description": text, "homepage": text, "created": moment,
            "tables": list(of: indexEntry("table")), "registers": list(of: indexEntry("register")),
            "directory": pathOrNull,
            "areas": list(of: object(["code": text, "name": text, "json": path])),
            "sectors": list(of: object(["id": text, "name": text, "json": path])),
            "lookups": list(of: object(["name": text, "title": text, "csv": path])),
        ])

    private static func indexEntry(_ kind: String) -> JSONValue {
        object([
            kind: text, "title": text, "caption": text, "rows": count, "csv": path,
            "csv_sha256": hash, "json": path, "json_sha256": hash, "schema": path, "updated": day,
            "as_of": moment, "next_due": dayOrNull, "stale": boolean, "stale_reason": textOrNull,
            "attribution": text,
        ])
    }

    private static let manifest = document(
        "Every file of this generation but this one",
        [
            "created": moment, "pipeline": text, "tool_version": text, "definitions_sha256": text,
            "tables": list(of: text), "registers": list(of: text), "stale": list(of: text),
            "sources": list(of: source),
            "files": list(of: object(["path": path, "bytes": count, "sha256": hash])),
        ])

    private static let latest: JSONValue = schema(
        "The pointer to the newest generation, the one file that ever changes",
        object([
            "serial": ["type": "integer", "minimum": .int(1)], "generation": generation,
            "path": ["type": "string", "pattern": "^generations/[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{12}$"],
            "manifest_sha256": hash, "origin": origin, "published": moment,
            "stale_after": dayOrNull.replacing([
                "description":
                    "14 days after the earliest next_due of its tables: by then there should be a newer generation. Null where no source says when its next edition is due. It says nothing of whether the pipeline ran last night."
            ]),
        ]))

    private static let area = document(
        "Every figure about one area",
        [
            "area": object(["code": text, "scheme": text, "name": text, "type": text, "vintage": text]),
            "tables": list(
                of: object([
                    "table": text, "title": text, "as_of": moment, "next_due": dayOrNull, "stale": boolean,
                    "stale_reason": textOrNull, "attribution": text, "rows": placeRows,
                ])),
        ])

    private static let sector = document(
        "Every figure about one sector",
        [
            "sector": text,
            "definitions": list(
                of: object([
                    "name": text, "view": text, "status": text, "source": text, "subclasses": list(of: text),
                ])),
            "tables": list(
                of: object([
                    "table": text, "title": text, "as_of": moment, "next_due": dayOrNull, "stale": boolean,
                    "stale_reason": textOrNull,
                    "made_by_these_definitions": boolean.replacing([
                        "description":
                            "False for a table that was carried from a night with other definitions than those shown"
                    ]), "attribution": text, "rows": placeRows,
                ])),
        ])

    private static let placeRows = list(of: ["type": "object", "required": ["obs_value", "display"]])

    private static let source = object([
        "id": text, "publisher": text, "title": text, "url": text,
        "licence": object(["name": text, "url": text]), "attribution": text, "release": textOrNull,
        "released": dayOrNull, "next_due": dayOrNull, "retrieved": moment, "file": text, "bytes": count,
        "sha256": hash, "origin": origin,
    ])

    private static let text: JSONValue = ["type": "string"]
    private static let textOrNull: JSONValue = ["type": ["string", "null"]]
    private static let boolean: JSONValue = ["type": "boolean"]
    private static let count: JSONValue = ["type": "integer", "minimum": .int(0)]
    private static let moment: JSONValue = ["type": "string", "format": "date-time"]
    private static let day: JSONValue = ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"]
    private static let dayOrNull: JSONValue = [
        "type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    ]
    private static let hash: JSONValue = ["type": "string", "pattern": "^[0-9a-f]{64}$"]
    private static let path: JSONValue = ["type": "string", "pattern": pathPattern]
    private static let pathOrNull: JSONValue = ["type": ["string", "null"], "pattern": pathPattern]
    private static let pathPattern: JSONValue = "^([A-Za-z0-9_-]{1,64}/)?[A-Za-z0-9_-]{1,64}(\\.[a-z]+)+$"
    private static let generation: JSONValue = [
        "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{12}$",
    ]
    private static let origin: JSONValue = ["enum": ["live", "sample"]]

    private static func list(of item: JSONValue) -> JSONValue { ["type": "array", "items": item] }

    /// An object that has all of these members and no other.
    private static func object(_ properties: KeyValuePairs<String, JSONValue>) -> JSONValue {
        [
            "type": "object", "required": .strings(properties.map(\.key)), "additionalProperties": false,
            "properties": .object(properties.map { .init(name: $0.key, value: $0.value) }),
        ]
    }

    /// A file with the stamp that all files of a generation carry.
    private static func document(
        _ title: String, _ properties: KeyValuePairs<String, JSONValue>, _ more: [JSONValue.Member] = []
    ) -> JSONValue {
        let stamp: [JSONValue.Member] = [
            .init(name: "generation", value: generation), .init(name: "origin", value: origin),
        ]
        let all = stamp + properties.map { .init(name: $0.key, value: $0.value) } + more
        return schema(
            title,
            [
                "type": "object", "required": .strings(all.map(\.name)), "additionalProperties": false,
                "properties": .object(all),
            ])
    }

    private static func schema(_ title: String, _ body: JSONValue) -> JSONValue {
        guard case .object(let members) = body else { return body }
        return .object(
            [
                .init(name: "$schema", value: "http://json-schema.org/draft-07/schema#"),
                .init(name: "title", value: .string(title)),
            ] + members)
    }
}
