internal import LMIModel
internal import LMITransform

/// Decodes `columns:`, `rows:`, `split:`, `cells:` and `observations:` of a source's definition.
enum LayoutSettings {
    static func layout(
        _ keys: inout Keys, source: String, path: String, table: TableSettings, shared: SharedLists
    ) throws(Diagnostic) -> Layout {
        var rows = RowLayout(
            definition: path, above: table.above,
            columns: try ColumnSettings.columns(&keys, hasFigures: true),
            sideBySide: table.sideBySide)
        let pairs = try RowSettings.rows(&keys, into: &rows, hasFigures: true)
        let hasConfidence = pairs != nil || rows.columns.values.contains { $0.parts.contains(.confidence) }
        let cells = try CellSettings.cells(&keys, hasConfidence: hasConfidence)
        var observationKeys = try keys.demand("observations", like: "{measure: …}").keys("observations")
        let observations = try ObservationSettings.observations(
            &observationKeys, shared: shared, cells: cells, source: source, path: path)
        try observationKeys.finish()
        return Layout(source: source, rows: rows, pairs: pairs, cells: cells, observations: observations)
    }
}
