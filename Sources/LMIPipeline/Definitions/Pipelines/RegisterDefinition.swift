internal import LMIModel

extension PipelineDefinition {
    /// A register of the bundle: the records of a source, with columns of other sources beside them.
    struct RegisterDefinition: Sendable {
        var id: String
        var title: String
        var description: String
        /// The source of the records.
        var source: String
        var joins: [Join]
        var largerAreas: [LargerArea]
        /// Those of the source, of the joins and of the larger areas, in this order.
        var columns: [RegisterColumn]

        var sources: [String] { [source] + joins.map(\.source) }
    }

    /// Columns of another source, whose records are found by their key.
    struct Join: Sendable {
        var source: String
        /// What stands in a column where the source has no record; empty for an empty cell.
        var columns: [(id: String, otherwise: String)]
    }

    /// A column that says which larger area holds the area of another column.
    struct LargerArea: Sendable {
        var column: String
        /// By the code of an area, that of the larger one.
        var holders: [String: String]
    }

    /// A table or a register of the bundle.
    enum Product: Sendable {
        case table(TableDefinition)
        case register(RegisterDefinition)

        var id: String {
            switch self {
            case .table(let table): table.id
            case .register(let register): register.id
            }
        }

        var sources: [String] {
            switch self {
            case .table(let table): table.sources
            case .register(let register): register.sources
            }
        }

        /// Its kind in words, for messages.
        var kind: String {
            switch self {
            case .table: "table"
            case .register: "register"
            }
        }
    }

    /// All that the bundle holds, in the order of the hub file.
    var products: [Product] { tables.map { .table($0) } + registers.map { .register($0) } }
}
