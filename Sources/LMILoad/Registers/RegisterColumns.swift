internal import LMIModel

/// The columns of one published register, in their order, and the cells of its records.
struct RegisterColumns: Sendable {
    let columns: [Column]
    /// The columns that tell one record from another, by which the records are sorted.
    let key: [String]
    private let register: BundleRegister

    /// - Parameter register: Its records say which codes occur.
    init(_ register: BundleRegister) {
        self.register = register
        columns = register.columns.enumerated().flatMap { place, column in
            Self.columns(column, values: register.records.map { $0.values[place] })
        }
        key = register.key.compactMap { id in register.columns.first { $0.id == id }?.names.first }
    }

    private static func columns(_ column: RegisterColumn, values: [RegisterValue]) -> [Column] {
        func make(_ kind: Column.Kind, _ categories: [Column.Category] = []) -> Column {
            Column(
                name: column.names[0], kind: kind, title: column.title, description: column.meaning,
                isRequired: !column.mayBeEmpty, categories: categories)
        }
        switch column.kind {
        case .text: return [make(.string)]
        case .date: return [make(.date)]
        case .wholeNumber: return [make(.integer)]
        case .number: return [make(.number)]
        case .oneOf(let texts): return [make(.string, texts.map { .init(value: $0, label: $0) })]
        case .area: return [make(.string), name(of: column)]
        case .code:
            var labels: [String: String] = [:]
            for case .code(let code, let label) in values { labels[code.text] = label }
            let categories = labels.sorted { $0.key < $1.key }.map {
                Column.Category(value: $0.key, label: $0.value)
            }
            return [make(.string, categories), name(of: column)]
        }
    }

    private static func name(of column: RegisterColumn) -> Column {
        Column(
            name: column.names[1], title: "\(column.title), in words",
            description: "The name of \(column.names[0])", isRequired: false)
    }

    /// The cells of a record.
    func cells(_ record: RegisterRecord) -> [Cell] {
        zip(register.columns, record.values).flatMap { column, value -> [Cell] in
            switch value {
            case .text(let text): [.text(text)]
            case .date(let day): [.text(day.description)]
            case .number(let number): [.number(number)]
            case .code(let code, let label): [.text(code.text), .textOrEmpty(label)]
            case .area(let area): [.text(area.code), .textOrEmpty(area.name)]
            case .empty: column.isCoded ? [.empty, .empty] : [.empty]
            }
        }
    }

    /// - Parameter lookups: The names of the code lists that are published beside it.
    func schema(lookups: Set<String>) -> TableSchema {
        let references = register.columns.compactMap { column -> TableSchema.Reference? in
            switch column.kind {
            case .area:
                return .init(column: column.names[0], resource: "lookup-areas", target: "area_code")
            case .code(let classification):
                let list = classification.rawValue.fileName
                guard lookups.contains(list) else { return nil }
                return .init(column: column.names[0], resource: "lookup-\(list)", target: "code")
            case .text, .date, .wholeNumber, .number, .oneOf: return nil
            }
        }
        return TableSchema(
            columns: columns, key: key, references: references, emptyMeans: "the source says nothing")
    }
}
