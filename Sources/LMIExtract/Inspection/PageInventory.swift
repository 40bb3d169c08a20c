internal import LMIModel

extension HTMLFile {
    /// What a person sees of a table of a page before choosing it.
    public struct Listed: Sendable {
        public let id: String?
        public let caption: String
        /// The nearest heading before the table.
        public let heading: String
        public let rows: Int
        public let columns: Int
        /// What the definition language chooses it by; nil where nothing tells it from the others.
        public let choice: HTMLChoice?
    }

    /// The tables of the page, in its order.
    public var inventory: [Listed] {
        tables.map { table in
            let choices: [HTMLChoice] =
                (table.caption.isEmpty ? [] : [.caption(table.caption)])
                + (table.id.map { [.id($0)] } ?? [])
                + (table.heading.isEmpty ? [] : [.heading(table.heading)]) + [.only]
            let choice = choices.first { $0.matches(in: tables) == 1 }
            return Listed(
                id: table.id, caption: table.caption, heading: table.heading, rows: table.rows.count,
                columns: table.rows.map { $0.cells.reduce(0) { $0 + $1.columns } }.max() ?? 0, choice: choice)
        }
    }
}

extension HTMLTable {
    /// Every row under the headings.
    public var texts: [CSVSample.Row] {
        zip(records, rows).map { CSVSample.Row(number: $0, cells: $1) }
    }
}
