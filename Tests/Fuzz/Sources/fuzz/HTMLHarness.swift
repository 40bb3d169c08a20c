@testable internal import LMIExtract
@testable internal import LMIModel

/// No cell of a page is lost or doubled beyond its spans, and laying a table out is bounded.
enum HTMLHarness {
    @Sendable static func run(_ given: Input) {
        var input = given
        if input.choice(of: 2) == 0 { return made(&input) }
        let encoding = HTMLEncoding.allCases[input.choice(of: HTMLEncoding.allCases.count)]
        let layout = HTMLLayout(
            header: [.firstRow, .none, .firstCell("Area")][input.choice(of: 3)],
            headerRows: 1 + input.choice(of: 2), footer: input.choice(of: 2) == 0 ? .notes : .rows,
            wholePage: input.choice(of: 4) == 1)
        do throws(Diagnostic) {
            let file = try HTMLFile(Array(input.bytes), name: "p.html", encoding: encoding)
            let table = try file.table(.only, layout: layout)
            let page = try PageBytes(Array(input.bytes), as: encoding, name: "p.html")
            let seen = try HTMLParser(name: "p.html").read(page.utf8).tables[0]
            let rows = try table.read(into: KeepAll(), threads: 1).rows
            demand(rows.count * table.headings.count <= HTMLGrid.limit, "the table has \(rows.count) rows")
            let texts = Set(
                table.headings.flatMap { $0.split(separator: " | ").map(String.init) } + rows.values.joined()
                    + table.above.flatMap { [$0.key, $0.value.text] } + table.notes)
            // Lines above the table keep label and text; joined texts are looked for by their words.
            let words = texts.joined(separator: " ")
            let hasHeading = if case .firstCell = layout.header { true } else { false }
            for cell in seen.rows.flatMap(\.cells) where !hasHeading {
                demand(words.contains(cell.text), "the cell \(cell.text.quoted) is lost: \(texts)")
            }
        } catch {
            demand(!error.message.isEmpty && !error.message.contains("\n"), "a message of one line: \(error)")
            demand(error.fault != .internal, "\(error)")
        }
    }

    /// Builds a table of cells with spans from the input, and demands the grid that HTML's rules give it.
    private static func made(_ input: inout Input) {
        var html = "<table id=t>"
        var owner: [Place: Int] = [:]
        var isClear = true
        var cell = 0
        let height = 1 + input.choice(of: 6)
        for row in 0..<height {
            html += input.choice(of: 8) == 7 ? "<tr ><!-- > -->" : "<tr>"
            var column = 0
            for _ in 0..<input.choice(of: 6) {
                while owner[Place(row, column)] != nil { column += 1 }
                let spans = input.choice(of: 256)
                let (columns, rows) = (spans > 200 ? 1 + spans % 3 : 1, spans > 150 ? 1 + spans / 3 % 3 : 1)
                html += spans % 2 == 0 ? "<td" : "<TH"
                if columns > 1 { html += " colspan=\"\(columns)\"" }
                if rows > 1 { html += " rowspan=\(rows)" }
                html += "> c\(cell)\n" + (spans % 5 == 0 ? (spans % 2 == 0 ? "</td>" : "</th>") : "")
                isClear = isClear && row + rows <= height
                for place in Place.all(row, rows, column, columns) {
                    isClear = isClear && owner[place] == nil
                    owner[place] = cell
                }
                column += columns
                cell += 1
            }
            if spansOpen(html) { html += "</tr>" }
        }
        html += "</table>"
        let width = 1 + (owner.keys.map(\.column).max() ?? -1)
        for row in 0..<height {
            let last = owner.keys.filter { $0.row == row }.map(\.column).max() ?? -1
            isClear = isClear && (0...max(0, last)).allSatisfy { last < 0 || owner[Place(row, $0)] != nil }
        }
        check(html, owner, height: height, width: width, isClear: isClear)
    }

    private static func spansOpen(_ html: String) -> Bool { html.utf8.count % 3 == 0 }

    private static func check(_ html: String, _ owner: [Place: Int], height: Int, width: Int, isClear: Bool) {
        do throws(Diagnostic) {
            let page = try HTMLParser(name: "p.html").read(Array(html.utf8))
            demand(page.lapse == nil && page.tables.count == 1, "one table: \(html)")
            let grid = try HTMLGrid(page.tables[0], file: "p.html")
            demand(isClear, "a table whose cells overlap, hang over or leave gaps is read: \(html)")
            demand(grid.rows.count == height, "\(grid.rows.count) rows of \(height): \(html)")
            for (number, row) in grid.rows.enumerated() {
                for column in 0..<width {
                    let text = column < row.slots.count ? row.slots[column].text : nil
                    demand(
                        text == owner[Place(number, column)].map { "c\($0)" },
                        "row \(number), column \(column) says \(text ?? "nothing"): \(html)")
                }
            }
        } catch {
            demand(!isClear, "refused: \(html) \(error)")
        }
    }
}

/// A slot of a made table, counted from 0.
struct Place: Hashable {
    var row: Int
    var column: Int

    init(_ row: Int, _ column: Int) { (self.row, self.column) = (row, column) }

    static func all(_ row: Int, _ rows: Int, _ column: Int, _ columns: Int) -> [Place] {
        (row..<row + rows).flatMap { row in (column..<column + columns).map { Place(row, $0) } }
    }
}
