/// One table as it stands in a page, before its spans are laid out.
struct PageTable: Hashable, Sendable {
    /// Which part of a table a row is in. A rowspan may not reach out of its part.
    enum Part: Hashable, Sendable {
        case head, body, foot
    }

    struct Cell: Hashable, Sendable {
        /// White space folded, footnote marks left out.
        var text: String
        /// What stood in `<sup>`.
        var marks: [String]
        let columns: Int
        let rows: Int
    }

    struct Row: Hashable, Sendable {
        let part: Part
        /// Counts the parts of the table, so that two bodies after one another are told apart.
        let partNumber: Int
        var cells: [Cell] = []
    }

    /// Something in the table that has no one reading.
    struct Fault: Hashable, Sendable {
        /// The row, counted from 1; 0 where the table has not begun a row.
        let row: Int
        let message: String
        let mend: String
    }

    var id: String?
    var caption = ""
    /// The nearest heading before the table.
    let heading: String
    var rows: [Row] = []
    /// The table's tags as the parser saw them.
    var tags: [TableTag] = []
    /// The first fault of its structure.
    var fault: Fault?
    /// The first thing the parser stumbled over within it.
    var lapse: ParserLapse?

    /// The table without white space at both ends of its cells.
    var trimmed: PageTable {
        var table = self
        for row in rows.indices {
            for cell in rows[row].cells.indices {
                table.rows[row].cells[cell].text = String(
                    decoding: Array(rows[row].cells[cell].text.utf8)[...].trimmed, as: UTF8.self)
            }
        }
        return table
    }

    /// The size before spans are looked at: rows, and cells counted with their colspan.
    var size: String {
        let width = rows.map { $0.cells.reduce(0) { $0 + $1.columns } }.max() ?? 0
        return
            "\(rows.count) \(rows.count == 1 ? "row" : "rows") × \(width) \(width == 1 ? "column" : "columns")"
    }
}

/// A place where the parser found a page to be no proper HTML.
struct ParserLapse: Hashable, Sendable {
    /// libxml2's number for it.
    let code: Int
    let line: Int
    let column: Int
    /// libxml2's words.
    let words: String

    /// A tag unknown to libxml2 (its text is kept), or an ampersand that stands for itself, as in "wine & beer".
    var isHarmless: Bool {
        code == 801 || code == 68 && words.hasPrefix("htmlParseEntityRef: no name")
    }

    /// An end tag without its start, a `<` that begins no tag: no text is lost outside of tables.
    static let harmlessOutside: Set<Int> = [76, 68]
    static let harmlessInScript = 73
}
