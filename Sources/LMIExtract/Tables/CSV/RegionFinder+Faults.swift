internal import LMIModel

extension RegionFinder {
    /// - Parameter rule: Of the table that does not end; nil where no panel ends so.
    func noEnd(_ text: String, under rule: RowRule? = nil) -> Diagnostic {
        let place = rule.map { " under row \($0.headingRecord)" } ?? ""
        return Diagnostic(
            at: .file(source.name),
            "no row\(place) begins with \(text.quoted), where \(rule == nil ? "a" : "the") table should end",
            mend: "correct `ends:` under `table:`")
    }

    func wrongHeadings(_ wanted: Int) -> Diagnostic {
        switch layout.header {
        case .row(let row), .none(let row):
            return Diagnostic(
                at: .file(source.name),
                "the file has \(record.number - 1) rows, so row \(row) cannot begin the table",
                mend: "correct the row's number under `table:`, or fetch the file again")
        case .panels(let texts, _):
            return noHeading(
                texts.first { panels[$0] == nil } ?? "",
                mend: { "write \($0.quoted) under `first cell:` of `header:` if the table begins so now" },
                otherwise:
                    "look at the file: correct `first cell:` of `header:` under `table:`, or take a table that is gone out of it"
            )
        case .noneAfter(let text):
            return noHeading(
                text, mend: { "write `starts after: \($0)` under `table:` if the data begin there now" },
                otherwise: "correct `starts after:` under `table:`, or `encoding:` or `delimiter:`")
        case .firstCell(let text):
            guard headingRows.isEmpty else { return headingTooMany(text, wanted) }
            return noHeading(
                text, mend: { "write `header: \($0)` under `table:` if that is the heading row now" },
                otherwise:
                    "if the file looks otherwise in an editor, correct `encoding:` or `delimiter:`; else write the first cell of the heading row after `header:` under `table:`"
            )
        }
    }

    private func noHeading(_ text: String, mend: (String) -> String, otherwise: String) -> Diagnostic {
        let nearest = text.nearest(of: Set(firstCells.map(\.text)))
        let row = firstCells.first { $0.text == nearest }?.row
        let hint =
            if let nearest, let row {
                "; the nearest is \(nearest.quoted) in row \(row)"
            } else {
                "; the file begins \((firstCells.first?.text ?? "").quoted)"
            }
        return Diagnostic(
            at: .file(source.name), "no row has the first cell \(text.quoted)\(hint)",
            mend: nearest.map(mend) ?? otherwise)
    }

    private func headingTooMany(_ text: String, _ wanted: Int) -> Diagnostic {
        let tables = wanted == 1 ? "one heading row" : "\(wanted) heading rows"
        let rows = headingRows.map(String.init).joined(separator: ", ")
        return Diagnostic(
            CellReference(
                file: source.name,
                row: headingRows.count > wanted ? headingRows[wanted] : headingRows.first ?? 1, column: 1),
            "\(headingRows.count) row\(headingRows.count == 1 ? " has" : "s have") the first cell \(text.quoted) "
                + "(row\(headingRows.count == 1 ? "" : "s") \(rows)), but \(tables) \(wanted == 1 ? "is" : "are") expected",
            mend: headingRows.count > 1
                ? "write `repeats: \(headingRows.count)` under `table:` if all of them are wanted, or name the one "
                    + "by its number with `header: row \(headingRows.first ?? 1)`"
                : "correct `repeats:` under `table:`")
    }
}
