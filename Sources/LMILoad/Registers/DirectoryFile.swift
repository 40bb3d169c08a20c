internal import LMIModel

/// `directory.json`: the records of registers in groups, each part as its register was published.
struct DirectoryFile {
    let directory: Directory
    let tables: [PublishedTable]

    /// - Throws: ``Diagnostic`` when a register that was carried lacks a column that the directory needs.
    func file(_ stamp: Stamp) throws(Diagnostic) -> BundleFile {
        var members: [JSONValue.Member] = [
            .init(name: "title", value: .string(directory.title)),
            .init(name: "description", value: .string(directory.description)),
        ]
        for part in directory.parts { members.append(.init(name: part.name, value: try value(of: part))) }
        return BundleFile("directory.json", stamp.on(.object(members)).file(depth: 5))
    }

    private func value(of part: Directory.Part) throws(Diagnostic) -> JSONValue {
        guard let table = tables.first(where: { $0.id == part.register }),
            case .register(let contents) = table.kind
        else { throw lacking(part, "no such register is published") }
        var groups: [String: (name: String, records: [(order: String, row: JSONValue)])] = [:]
        for row in contents.records {
            guard let code = row["\(part.groupedBy)_code"]?.string, let order = row[part.orderedBy]?.string
            else {
                throw lacking(
                    part, "a record has no \(part.groupedBy.quoted) or no \(part.orderedBy.quoted)")
            }
            let name = row["\(part.groupedBy)_name"]?.string ?? code
            groups[code, default: (name, [])].records.append((order, row))
        }
        let members = groups.sorted { $0.key < $1.key }.map { code, group -> JSONValue in
            [
                "code": .string(code), "name": .string(group.name),
                "records": .array(Self.inOrder(group.records).map { .written($0.line) }),
            ]
        }
        return .object(
            table.standing + [
                .init(name: "attribution", value: .string(table.attribution)),
                .init(name: "left_out", value: .array(contents.leftOut)),
                .init(name: "groups", value: .array(members)),
            ])
    }

    /// Alphabetically, capitals and small letters alike; records of one text stay as the register has them.
    private static func inOrder(_ records: [(order: String, row: JSONValue)]) -> [JSONValue] {
        records.enumerated().map { (order: $1.order.lowercased(), place: $0, row: $1.row) }
            .sorted { ($0.order, $0.place) < ($1.order, $1.place) }.map(\.row)
    }

    private func lacking(_ part: Directory.Part, _ why: String) -> Diagnostic {
        Diagnostic(
            .error, .configuration, at: .file("directory.json"),
            "\(part.name.quoted) cannot be made of the register \(part.register.quoted): \(why)",
            mend:
                "mend the register's source and run again, so that the register is made by the present definitions"
        )
    }
}
