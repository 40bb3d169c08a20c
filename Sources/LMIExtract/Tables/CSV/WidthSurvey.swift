internal import LMIModel

/// How many cells the rows of a table have: whether one row is wrong or the file is two files in one.
///
/// Made only where a row has the wrong width, which costs one more reading of the file.
struct WidthSurvey {
    /// The rows of one width.
    private struct Rows {
        var count = 0
        var first: Int
        var last: Int

        /// Such as `rows 11 to 20`.
        var place: String {
            if count == 1 { return "row \(first)" }
            return last - first + 1 == count
                ? "rows \(first) to \(last)" : "the first is row \(first), the last row \(last)"
        }
    }

    private let width: Int
    private var widths: [Int: Rows] = [:]
    private var total = 0
    /// False where a fault of another kind stands further down.
    private var isWhole = true

    init(_ rule: RowRule) {
        width = rule.width
        do throws(Diagnostic) {
            var reader = try RecordReader(rule.source, from: rule.position, before: rule.recordsBefore)
            var record = Record()
            while try reader.next(into: &record) {
                if rule.skipsBlankRows, record.isBlank { continue }
                total += 1
                widths[record.cells.count, default: Rows(first: record.number, last: 0)].count += 1
                widths[record.cells.count]?.last = record.number
            }
        } catch {
            isWhole = false
        }
    }

    private var fitting: Int { widths[width]?.count ?? 0 }

    /// The other rows in words.
    var words: String {
        if total == 1 { return "it is the table's only row" }
        if fitting == total - 1, isWhole {
            return fitting == 1 ? "the table's other row fits" : "the table's \(fitting) other rows fit"
        }
        let sorted = widths.sorted { $0.value.first < $1.value.first }
        var parts = sorted.prefix(4).map { width, rows in
            "\(rows.count) \(rows.count == 1 ? "has" : "have") \(width) (\(rows.place))"
        }
        if sorted.count > 4 { parts.append("the rest has \(sorted.count - 4) other widths") }
        return "of the table's \(isWhole ? "" : "first ")\(total) rows \(parts.joined(separator: ", "))"
    }

    /// The most cells that a row lacks.
    var mostLacking: Int { width - (widths.keys.min() ?? width) }

    /// What to do about rows that are too wide.
    var mend: String {
        let wider = widths.filter { $0.key > width }
        let quotes = "a cell with the delimiter in it must stand in quotes"
        guard wider.count == 1, let rows = wider.values.first, rows.count > 1 else {
            return
                "look at the row: \(quotes), and a row of another file must be taken out; then fetch the file again, or ask the publisher"
        }
        return fitting == 0
            ? "look at the heading row: it lacks cells that all rows have; fetch the file again, or ask the publisher"
            : "rows of two files seem to stand under one heading row: fetch the file again, or give each file its own heading row; else ask the publisher: \(quotes)"
    }
}
