internal import LMIModel

/// Reads the cells of a table in which some measures' cells mean other things than the rest.
struct CellReaders: Sendable {
    private var usual: CellReader
    private var others: [CellLayout: CellReader] = [:]

    init(_ layout: Layout) {
        usual = CellReader(cells: layout.cells, definition: layout.definition)
        for cells in layout.observations.measure.all.compactMap(\.cells) {
            others[cells] = CellReader(cells: cells, definition: layout.definition)
        }
    }

    /// - Throws: ``Diagnostic`` as ``CellReader/read(_:at:of:flag:confidence:)`` does.
    mutating func read(
        _ text: String, at cell: CellReference, of measure: ObservationLayout.Measure,
        flag: (text: String, cell: CellReference)?, confidence: (text: String, cell: CellReference)?
    ) throws(Diagnostic) -> CellReader.Reading {
        if let cells = measure.cells,
            let reading = try others[cells]?.read(
                text, at: cell, of: measure, flag: flag, confidence: confidence)
        {
            return reading
        }
        return try usual.read(text, at: cell, of: measure, flag: flag, confidence: confidence)
    }

    /// - Throws: ``Diagnostic`` as ``CellReader/check(flag:ofConfidence:)`` does.
    func check(
        flag: (text: String, cell: CellReference)?, ofConfidence text: String,
        of measure: ObservationLayout.Measure
    ) throws(Diagnostic) {
        let reader = measure.cells.flatMap { others[$0] } ?? usual
        try reader.check(flag: flag, ofConfidence: text)
    }
}
