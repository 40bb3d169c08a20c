internal import LMIModel

extension RowLabels {
    /// - Throws: ``Diagnostic`` at a cell of a column that always says one thing, and here says another.
    func checkExpected(_ row: Int, of batch: borrowing Batch) throws(Diagnostic) {
        for (column, text) in plan.expect {
            let found = batch.text(row, column)
            guard found != text else { continue }
            throw Diagnostic(
                cell(batch.record(row), column),
                "\(found.quoted) stands where the definition expects \(text.quoted)",
                mend:
                    "if both are wanted, make the column a label in \(layout.definition); else ask for \(text.quoted) alone when fetching"
            )
        }
    }
}
