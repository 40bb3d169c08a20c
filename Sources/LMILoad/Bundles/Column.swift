internal import LMIModel

/// One column of a published table, from which its Table Schema and its JSON Schema are both made.
struct Column: Hashable, Sendable {
    enum Kind: String, Hashable, Sendable {
        case string, number, integer, date, datetime, boolean
    }

    /// One value a column may hold, with its label.
    struct Category: Hashable, Sendable {
        let value: String
        let label: String
    }

    let name: String
    var kind = Kind.string
    let title: String
    let description: String
    /// False where the cell may be empty.
    var isRequired = true
    /// Every value the column may hold, or nothing for free text.
    var categories: [Category] = []
    var minimum: String?

    /// The field of a Table Schema. Categories alone are not enforced by validators, so `enum` stands beside.
    var tableField: JSONValue {
        var constraints: [JSONValue.Member] = []
        if isRequired { constraints.append(.init(name: "required", value: true)) }
        if let minimum { constraints.append(.init(name: "minimum", value: .number(minimum))) }
        if !categories.isEmpty {
            constraints.append(.init(name: "enum", value: .strings(categories.map(\.value))))
        }
        var field: [JSONValue.Member] = [
            .init(name: "name", value: .string(name)),
            .init(name: "type", value: .string(kind.rawValue)),
            .init(name: "title", value: .string(title)),
            .init(name: "description", value: .string(description)),
        ]
        if !constraints.isEmpty { field.append(.init(name: "constraints", value: .object(constraints))) }
        if !categories.isEmpty {
            let labelled = categories.map { category -> JSONValue in
                ["value": .string(category.value), "label": .string(category.label)]
            }
            field.append(.init(name: "categories", value: .array(labelled)))
        }
        return .object(field)
    }

    /// The property of a JSON Schema of draft 7.
    var jsonProperty: JSONValue {
        let type = [.number, .integer, .boolean].contains(kind) ? kind.rawValue : "string"
        var property: [JSONValue.Member] = [
            .init(name: "type", value: isRequired ? .string(type) : [.string(type), "null"]),
            .init(name: "description", value: .string(description)),
        ]
        if kind == .date { property.append(.init(name: "pattern", value: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")) }
        if kind == .datetime { property.append(.init(name: "format", value: "date-time")) }
        if let minimum { property.append(.init(name: "minimum", value: .number(minimum))) }
        if !categories.isEmpty {
            let values = categories.map { JSONValue.string($0.value) } + (isRequired ? [] : [.null])
            property.append(.init(name: "enum", value: .array(values)))
        }
        return .object(property)
    }
}

/// The Table Schema of a CSV file.
struct TableSchema: Sendable {
    let columns: [Column]
    let key: [String]
    /// By column, the resource and the column it refers to.
    var references: [Reference] = []
    /// What an empty cell means.
    var emptyMeans = "no value: read obs_status"

    struct Reference: Sendable {
        let column: String
        let resource: String
        let target: String
    }

    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init(name: "$schema", value: "https://datapackage.org/profiles/2.0/tableschema.json"),
            .init(name: "fields", value: .array(columns.map(\.tableField))),
            .init(name: "primaryKey", value: .strings(key)),
        ]
        if !references.isEmpty {
            let keys = references.map { reference -> JSONValue in
                [
                    "fields": [.string(reference.column)],
                    "reference": [
                        "resource": .string(reference.resource), "fields": [.string(reference.target)],
                    ],
                ]
            }
            members.append(.init(name: "foreignKeys", value: .array(keys)))
        }
        let label: JSONValue = ["value": "", "label": .string(emptyMeans)]
        members.append(.init(name: "missingValues", value: [label]))
        return .object(members)
    }
}
