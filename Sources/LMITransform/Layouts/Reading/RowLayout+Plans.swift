internal import LMIModel

extension RowLayout {
    /// Where everything stands in the table, or in each of several tables side by side, from left to right.
    ///
    /// - Throws: ``Diagnostic`` when the widths of tables side by side do not add up to the file's, and as
    ///   ``ColumnPlan`` does.
    func plans(of table: some Table) throws(Diagnostic) -> [ColumnPlan] {
        let blocks = try sideBySide?.blocks(of: table, definition: definition) ?? [table.headings.indices]
        let widest = sideBySide?.widths.max() ?? 0
        var plans: [ColumnPlan] = []
        for block in blocks {
            plans.append(try ColumnPlan(self, table: table, block: block, widest: widest))
        }
        return plans
    }
}

extension SideBySide {
    /// The columns of each table.
    ///
    /// - Throws: ``Diagnostic`` when their widths do not add up to the file's.
    fileprivate func blocks(of table: some Table, definition: String) throws(Diagnostic) -> [Range<Int>] {
        let width = widths.reduce(0, +)
        guard width == table.headings.count, widths.count == says.count else {
            throw Diagnostic(
                CellReference(file: table.file, row: table.headingRecord),
                "the tables side by side have \(width) columns together, but the file has \(table.headings.count)",
                mend: "correct `widths:` under `side by side:` in \(definition)")
        }
        var blocks: [Range<Int>] = []
        for width in widths {
            let start = blocks.last?.upperBound ?? 0
            blocks.append(start..<start + width)
        }
        return blocks
    }
}
