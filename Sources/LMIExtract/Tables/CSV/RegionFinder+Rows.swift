internal import LMIModel

extension RegionFinder {
    /// Reads on to the end of the table. The record that ended it is held where it begins the next.
    ///
    /// - Returns: How many records the table's rows take, blank ones included.
    mutating func countRows(_ rule: RowRule, _ own: inout RowsAround) throws(Diagnostic) -> Int {
        upper = []
        var count = 0
        var lastRow = (number: rule.headingRecord, cells: rule.width, hasLineEnd: true)
        var hasRows = false
        var fewestNumbers = Int.max
        isHeld = layout.isHeadless
        while try nextRow(rule, &own) {
            if endsAtHeadings, startsTable() {
                isHeld = true
                return count - giveBack(upTo: count, rule, &own)
            }
            if ends(hasRows: hasRows) {
                self.count(isBelow: isLast)
                if looksForStrays {
                    let width = max(1, rule.width - rule.mayLack)...rule.width
                    ended = EndedTable(row: record.number, width: width, numbers: fewestNumbers)
                }
                return count
            }
            hasRows = hasRows || !record.isBlank
            if looksForStrays, !record.isBlank {
                fewestNumbers = min(fewestNumbers, record.numbers)
            }
            if rule.skipsBlankRows, record.isBlank { own.blank += 1 } else { try rule.check(record) }
            if layout.hasPanels, firstCells.count < 1000 {
                firstCells.append((record.text(0), record.number))
            }
            keepUpper(isCounted: false)
            lastRow = (record.number, record.cells.count, record.hasLineEnd)
            count += 1
        }
        if case .before(let text) = layout.ends, !layout.hasPanels { throw noEnd(text, under: rule) }
        if layout.lastRowIsCut, own.cutOff == nil { throw whole(lastRow) }
        return count
    }

    /// Reads the next row; false at the end of the file, or of what can be read of it.
    private mutating func nextRow(_ rule: RowRule, _ own: inout RowsAround) throws(Diagnostic) -> Bool {
        do throws(Diagnostic) {
            guard try next() else { return false }
        } catch {
            guard isCut(rule) else { throw error }
            own.cutOff = CellReference(file: source.name, row: record.number)
            return false
        }
        guard isCut(rule) else { return true }
        own.cutOff = CellReference(file: source.name, row: record.number)
        return false
    }

    /// Whether the file ends inside the record in hand, as was declared. A record over several lines is none:
    /// a quote left open far above the end would swallow good rows.
    private func isCut(_ rule: RowRule) -> Bool {
        layout.lastRowIsCut && reader.isAtEnd && !record.hasLineEnd && record.cells.count < rule.width
            && !record.bytes.isEmpty && !record.bytes.contains(0x0A)
    }

    /// Leaves the rows above a heading that are heading rows of the next table out of this one.
    ///
    /// - Returns: How many of the table's `count` records they are.
    private mutating func giveBack(upTo count: Int, _ rule: RowRule, _ own: inout RowsAround) -> Int {
        let given = upper.suffix(count)
        own.blank -= rule.skipsBlankRows ? given.count { $0.isBlank } : 0
        return given.count
    }

    private mutating func ends(hasRows: Bool) -> Bool {
        switch layout.ends {
        case .endOfFile, .nextHeading: return false
        case .blankRow: return hasRows && record.isBlank
        case .before(let text):
            let isEnd = record.text(0).utf8.starts(with: text.utf8)
            hasEndText = hasEndText || isEnd
            return isEnd
        }
    }

    /// A panel may have rows of headings above the next, which look like rows of figures.
    private var looksForStrays: Bool { layout.ends == .blankRow && !layout.hasPanels }

    func checkBelow() throws(Diagnostic) {
        guard layout.below == .error, !record.isBlank else { return }
        throw Diagnostic(
            CellReference(file: source.name, row: record.number, column: 1),
            "text stands under the table: \(record.text(0).quoted)",
            mend:
                "write `below: notes` under `table:` if it is no figure, or `below: other tables` if it is not what this definition is about; else correct `ends:`"
        )
    }

    private func whole(_ row: (number: Int, cells: Int, hasLineEnd: Bool)) -> Diagnostic {
        let cells = "\(row.cells) cell\(row.cells == 1 ? "" : "s")"
        return Diagnostic(
            CellReference(file: source.name, row: row.number),
            "the file is whole: its last row has \(cells)\(row.hasLineEnd ? " and a line end" : "")",
            mend:
                "take `last row is cut off:` under `table:` away; if a cell of the row lacks its end all the same, leave the row out with `drop:`"
        )
    }
}
