internal import LMIModel

/// Decodes `dimensions:` of the hub file: the columns of each dimension, once for all tables.
enum DimensionSettings {
    /// The columns that every table has whatever it is about; a dimension's column can have none of these names.
    static let fixedColumns: Set<String> = [
        "area_code", "area_code_scheme", "area_name", "area_type", "area_vintage", "time_period",
        "period_start", "period_end", "indicator", "unit_measure", "basis", "obs_value", "lower", "upper",
        "bounds", "obs_status", "flags", "reason", "note", "derivation", "source_id", "as_of", "display",
    ]

    /// - Throws: ``Diagnostic`` at the first column name that another column of a table has.
    static func columns(_ keys: inout Keys) throws(Diagnostic) -> TableRecipes.Columns {
        var columns: TableRecipes.Columns = [:]
        var taken: [String: String] = [:]
        for entry in try keys.keys("dimensions")?.entries ?? [] {
            var dimension = try entry.value.keys(entry.key)
            let code = try column("code column", like: "sic_code", of: entry.key, &dimension, &taken)
            let name = try column("name column", like: "sic_name", of: entry.key, &dimension, &taken)
            let title = try dimension.demandText("title", like: "Industry (SIC 2007)")
            try dimension.finish()
            columns[entry.key] = (code, name, title)
        }
        return columns
    }

    private static func column(
        _ key: String, like example: String, of dimension: String, _ keys: inout Keys,
        _ taken: inout [String: String]
    ) throws(Diagnostic) -> String {
        let text = try keys.demandText(key, like: example)
        let place = keys.entries.first { $0.key == key }?.value.place ?? keys.place
        guard !fixedColumns.contains(text) else {
            throw Diagnostic(
                .error, .configuration, at: place,
                "every table has a column \(text.quoted) already",
                mend: "give the column of \(dimension.quoted) another name")
        }
        if let other = taken.updateValue(dimension, forKey: text) {
            throw Diagnostic(
                .error, .configuration, at: place,
                "\(text.quoted) is a column of \(other.quoted) already",
                mend: "give each column of \(dimension.quoted) a name of its own")
        }
        return text
    }
}
