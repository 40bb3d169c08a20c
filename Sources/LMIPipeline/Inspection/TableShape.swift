internal import LMIExtract

/// Where the table of a file seems to stand: its headings, its rows, and what is around them.
struct TableShape: Sendable {
    /// Where the table ends, in the words of a definition.
    enum End: Hashable, Sendable {
        case endOfFile, blankRow
        case before(String)
    }

    /// How many cells a row of the table has.
    var width = 0
    /// Place in the rows of the top heading row; nil where there are no headings.
    var header: Int?
    var headingRows = 1
    /// Whether an upper heading row has cells that span several columns.
    var hasSpanningHeadings = false
    var headings: [String] = []
    /// Places of the table's rows, blank ones left out.
    var data: [Int] = []
    /// Places of the top heading rows of all tables of the same headings.
    var blocks: [Int] = []
    var end = End.endOfFile
    /// Places of rows above the first headings that are not blank.
    var above: [Int] = []
    /// Places of rows under the last table that are not blank.
    var below: [Int] = []
    /// How many blank rows stand within the table.
    var blankWithin = 0
    /// Whether cells had white space at an end, which has been taken off.
    var hasOuterSpaces = false
    /// The most cells that a row lacks at its end.
    var lacks = 0
    /// Places of rows within the table that do not look like the others: one cell filled, or of another width.
    var odd: [Int] = []

    /// - Complexity: O(*cells*).
    init(_ rows: [CSVSample.Row]) {
        let finder = ShapeFinder(rows)
        width = finder.width
        guard width > 0, let first = finder.firstDataRow() else { return }
        findHeadings(above: first, rows, finder)
        findRows(from: first, rows, finder)
        let top = header ?? data.first ?? 0
        above = rows.indices.prefix(top).filter { !rows[$0].isBlank }
    }

    /// A table of a page, whose first row holds the joined headings and whose others are its rows.
    init(page rows: [CSVSample.Row]) {
        headings = rows.first?.cells ?? []
        width = headings.count
        header = 0
        blocks = [0]
        data = Array(rows.indices.dropFirst())
    }

    private mutating func findHeadings(above first: Int, _ rows: [CSVSample.Row], _ finder: ShapeFinder) {
        guard
            let last = rows.indices.prefix(first).last(where: {
                !rows[$0].isBlank && rows[$0].filled > 1 || rows[$0].cells.count == 1 && width == 1
            }),
            rows[last].cells.count <= width + 2, finder.isHeading(last)
        else {
            headings = Array(repeating: "", count: width)
            return
        }
        // A heading row may have an empty cell more at its end than the rows under it.
        width = max(width, rows[last].cells.count)
        var top = last
        while top > 0, headingRows < 4 {
            let row = rows[top - 1]
            guard row.cells.count == rows[last].cells.count, row.filled > 0 else { break }
            let isFull = row.filled * 10 >= width * 6 && row.filled > 2
            let spans = row.cells[0].isEmpty
            guard isFull || spans,
                !row.cells.contains(where: { NumberLook($0) != nil && YearLook($0) == nil })
            else {
                break
            }
            hasSpanningHeadings = hasSpanningHeadings || !isFull
            top -= 1
            headingRows += 1
        }
        header = top
        headings = (0..<width).map { column in
            var (words, carried) = ([String](), "")
            for place in top...last where column < rows[place].cells.count {
                var text = rows[place].cells[column]
                if text.isEmpty, hasSpanningHeadings, place < last {
                    text = rows[place].cells[..<column].last { !$0.isEmpty } ?? ""
                }
                carried = text
                if !carried.isEmpty { words.append(carried) }
            }
            return words.joined(separator: " | ")
        }
    }

    private mutating func findRows(from first: Int, _ rows: [CSVSample.Row], _ finder: ShapeFinder) {
        var last = first
        blocks = header.map { [$0] } ?? []
        for place in first..<rows.count {
            if let header, place > header, rows[place].cells == rows[header].cells { blocks.append(place) }
            if finder.isDataLike(place) || place > first && finder.isMisfit(place) { last = place }
        }
        while last + 1 < rows.count, !rows[last + 1].isBlank, finder.isTableRow(last + 1) { last += 1 }
        below = (last + 1..<max(last + 1, rows.count)).filter { !rows[$0].isBlank }
        if blocks.count > 1 {
            takeBlocks(rows, finder, last: last)
            return
        }
        for place in first...last {
            let row = rows[place]
            if row.isBlank {
                blankWithin += 1
            } else if row.cells.count > width || row.filled == 1 && width > 2 || finder.isMisfit(place) {
                odd.append(place)
                if row.cells.count == finder.width { data.append(place) }
            } else {
                lacks = max(lacks, width - row.cells.count)
                data.append(place)
            }
        }
        if let header, let next = rows.indices.dropFirst(header + headingRows).first, next < first {
            blankWithin += (next..<first).count { rows[$0].isBlank }
        }
        let followsBlank = last + 1 < rows.count && rows[last + 1].isBlank
        let isBlankUnderHeading =
            header.map { rows.indices.contains($0 + headingRows) && rows[$0 + headingRows].isBlank } ?? false
        let allowed = isBlankUnderHeading ? 1 : 0
        if followsBlank, blankWithin <= allowed {
            end = .blankRow
            blankWithin = 0
        } else if let note = below.first, !rows[note].cells[0].isEmpty,
            // A row of the table that begins so too would end it.
            !data.contains(where: { rows[$0].cells[0].hasPrefix(rows[note].cells[0]) })
        {
            end = .before(rows[note].cells[0])
        }
    }

    /// The rows of several tables of the same headings, each up to a blank row.
    private mutating func takeBlocks(_ rows: [CSVSample.Row], _ finder: ShapeFinder, last: Int) {
        end = .blankRow
        for start in blocks {
            var place = start + headingRows
            while place < rows.count, rows[place].isBlank { place += 1 }
            while place <= last, !rows[place].isBlank {
                if (finder.width...width).contains(rows[place].cells.count) {
                    data.append(place)
                    lacks = max(lacks, width - rows[place].cells.count)
                } else {
                    odd.append(place)
                }
                place += 1
            }
        }
    }
}
