internal import LMIModel

extension RowLabels {
    /// - Parameter mayBeEmpty: Whether the row says something only for the rows under it.
    /// - Throws: ``Diagnostic`` at a cell of a column that always says one thing, and here says another.
    func checkExpected(_ row: Int, of batch: borrowing Batch, mayBeEmpty: Bool) throws(Diagnostic) {
        for (column, text) in plan.expect {
            let found = batch.text(row, column)
            guard found != text, !mayBeEmpty || !found.isEmpty else { continue }
            throw Diagnostic(
                cell(batch.record(row), column),
                "\(found.quoted) stands where the definition expects \(text.quoted)",
                mend:
                    "if both are wanted, make the column a label in \(layout.definition); else ask for \(text.quoted) alone when fetching"
            )
        }
    }
}
