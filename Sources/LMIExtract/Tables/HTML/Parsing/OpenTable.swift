internal import LMIModel

/// A table between its start tag and its end tag.
struct OpenTable {
    /// Its place among the tables of the page.
    let table: Int

    private var part: PageTable.Part = .body
    private var partNumber = 0
    private var isInRow = false
    private var cell: CellText?
    private var columns = 1
    private var rows = 1
    private var caption: CellText?
    private var hasCaption = false

    init(table: Int) { self.table = table }

    mutating func begin(
        _ name: String, _ attributes: [(name: String, value: String)], in page: inout PageTable
    ) {
        switch name {
        case "thead": beginPart(.head)
        case "tbody": beginPart(.body)
        case "tfoot": beginPart(.foot)
        case "tr":
            if isInRow { stop(&page, "has a row that begins within a row") }
            isInRow = true
            page.rows.append(PageTable.Row(part: part, partNumber: partNumber))
        case "td", "th":
            if !isInRow { stop(&page, "has a cell that stands in no row") }
            if cell != nil { stop(&page, "has a cell that begins within a cell") }
            cell = CellText()
            columns = span("colspan", attributes, in: &page)
            rows = span("rowspan", attributes, in: &page)
        case "caption":
            if hasCaption { stop(&page, "has two captions") }
            hasCaption = true
            caption = CellText()
        case "colgroup", "col": break
        case "sup":
            if cell == nil && caption == nil { stray(name, &page) }
            cell?.beginSuperscript()
            caption?.beginSuperscript()
        default:
            if cell == nil && caption == nil { stray(name, &page) }
            if PageBuilder.breaksText(name) { addBreak() }
        }
    }

    mutating func end(_ name: String, in page: inout PageTable) {
        switch name {
        case "thead", "tbody", "tfoot": beginPart(.body)
        case "tr": isInRow = false
        case "td", "th":
            if let cell, let row = page.rows.indices.last {
                page.rows[row].cells.append(
                    PageTable.Cell(text: cell.text, marks: cell.marks, columns: columns, rows: rows))
            }
            cell = nil
        case "caption":
            page.caption = caption?.text ?? ""
            caption = nil
        case "sup":
            cell?.endSuperscript()
            caption?.endSuperscript()
        default:
            if PageBuilder.breaksText(name) { addBreak() }
        }
    }

    mutating func add(_ piece: [UInt8], in page: inout PageTable) {
        if cell != nil {
            cell?.add(piece)
            if let cell, cell.count > CellText.limit {
                stop(&page, "has a cell of more than \(CellText.limit) bytes")
            }
        } else if caption != nil {
            caption?.add(piece)
        } else if piece.contains(where: { !$0.isHTMLSpace }) {
            let text = CellText.folded(piece)
            stop(&page, "has the text \(text.quoted) outside of its cells")
        }
    }

    func finish(_ page: inout PageTable) {
        if cell != nil { stop(&page, "ends within a cell") }
    }

    private mutating func beginPart(_ next: PageTable.Part) {
        part = next
        partNumber += 1
    }

    private mutating func addBreak() {
        cell?.addBreak()
        caption?.addBreak()
    }

    private func stray(_ name: String, _ page: inout PageTable) {
        stop(&page, "has a <\(name)> outside of its cells")
    }

    private func stop(_ page: inout PageTable, _ message: String) {
        guard page.fault == nil else { return }
        page.fault = PageTable.Fault(row: page.rows.count, message: message, mend: HTMLFile.mendTable)
    }

    private func span(
        _ name: String, _ attributes: [(name: String, value: String)], in page: inout PageTable
    ) -> Int {
        guard let written = attributes.first(where: { $0.name == name })?.value else { return 1 }
        let text = CellText.folded(Array(written.utf8))
        let isNumber = !text.isEmpty && text.utf8.allSatisfy { $0.isDigit }
        if isNumber, let number = Int(text), (1...1000).contains(number) { return number }
        stop(&page, "has a cell with the \(name) \(written.quoted), which is not a number from 1 to 1000")
        return 1
    }
}
