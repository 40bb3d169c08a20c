public import LMIModel

extension Layout {
    /// Reads a table as this layout says.
    ///
    /// A figure the source withheld is still an observation, with its reason. Rows are read in the order of
    /// the file; the first fault stops the source, since a layout that is wrong once is not to be trusted.
    ///
    /// - Parameter goesOn: Whether to go on after a fault and collect all of them, for a person who writes
    ///   the definition; such a reading with faults in it is not to be published.
    /// - Returns: Observations in the order of the file, and an account of every value cell.
    /// - Throws: ``Diagnostic`` at the first cell that the layout cannot explain.
    /// - Complexity: O(*cells*); the table is never held whole, the kept observations are.
    public func read(
        _ table: some Table, areas: AreaList, goesOn: Bool = false
    ) throws(Diagnostic) -> LayoutReading {
        let start = try LayoutRows(self, table: table, areas: areas, goesOn: goesOn)
        let rows = try table.read(into: start, threads: 1)
        return try rows.finished()
    }
}

/// The consumer that turns the rows of one table, or of several side by side, into observations.
struct LayoutRows: BatchConsumer {
    private var blocks: [LayoutBlock] = []
    private var figures: FigureReader

    init(_ layout: Layout, table: some Table, areas: AreaList, goesOn: Bool) throws(Diagnostic) {
        figures = FigureReader(layout, areas: areas, goesOn: goesOn)
        for (number, plan) in try layout.rows.plans(of: table).enumerated() {
            blocks.append(try LayoutBlock(layout, plan: plan, table: table, number: number))
        }
    }

    mutating func take(_ batch: borrowing Batch) throws(Diagnostic) {
        for row in 0..<batch.rows {
            let before = figures.reading.observations.count
            for place in blocks.indices { try blocks[place].take(row, of: batch, into: &figures) }
            figures.reading.report.rows += 1
            if figures.reading.observations.count > before { figures.reading.report.rowsWithFigures += 1 }
        }
    }

    mutating func merge(_ other: consuming LayoutRows) throws(Diagnostic) {
        throw Diagnostic(
            .error, .internal, at: .nowhere, "a layout's rows were read out of their order",
            mend: "this is a fault of lmi: keep the file and report it")
    }

    /// What was read, once no half of a pair waits for the other.
    consuming func finished() throws(Diagnostic) -> LayoutReading {
        for block in blocks { try block.finish(into: &figures) }
        figures.account()
        return figures.reading
    }
}
