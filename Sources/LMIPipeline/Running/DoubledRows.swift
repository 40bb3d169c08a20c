internal import LMIModel

/// What tells one figure from another.
struct FigureKey: Hashable {
    private let area: String
    private let start: Day
    private let end: Day
    private let indicator: String
    private let coordinates: [String: Code]

    init(_ row: Observation) {
        area = row.area.code
        start = row.period.start
        end = row.period.end
        indicator = row.indicator
        coordinates = row.coordinates
    }

    /// What to do about two figures of one key.
    static let mend =
        "if the publisher's file has the row twice, ask the publisher; else name what tells the two apart under `broken down by:`, or leave one out under `drop:`"
}

extension BundleTable {
    /// Refuses a table that says the same thing twice: whoever read it could not tell which figure holds.
    ///
    /// - Throws: ``Diagnostic`` at the second of the two, as a fault of the source's content.
    /// - Complexity: O(*n*) in the rows.
    func refuseDoubles() throws(Diagnostic) {
        var seen: [FigureKey: Int] = [:]
        seen.reserveCapacity(rows.count)
        for (place, row) in rows.enumerated() {
            guard let twin = seen.updateValue(place, forKey: FigureKey(row)) else { continue }
            let other = rows[twin].cell.map { " (the other stands at \($0))" } ?? ""
            let words = ([row.area.name, row.period.text] + names(row)).joined(separator: ", ")
            throw Diagnostic(
                .error, .content, at: row.cell.map { .cell($0) } ?? .file(row.source),
                "the table \(id.quoted) has \(row.indicator.quoted) twice for \(words)\(other)",
                mend: FigureKey.mend)
        }
    }

    private func names(_ row: Observation) -> [String] {
        dimensions.compactMap { dimension in
            row.coordinates[dimension.id].map { dimension.labels[$0.text] ?? $0.text }
        }
    }
}
