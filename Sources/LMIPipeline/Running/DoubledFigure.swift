internal import LMIModel

/// Two figures that say the same thing: whoever read them could not tell which holds.
struct DoubledFigure {
    private let figure: Observation
    /// The one before it.
    private let twin: Observation

    /// What tells one figure from another.
    private struct Key: Hashable {
        let area: String
        let start: Day
        let end: Day
        let indicator: String
        let coordinates: [String: Code]

        init(_ row: Observation) {
            area = row.area.code
            start = row.period.start
            end = row.period.end
            indicator = row.indicator
            coordinates = row.coordinates
        }
    }

    /// The first two of `rows`; nil where none stands twice.
    ///
    /// - Complexity: O(*n*) in the rows.
    init?(in rows: [Observation]) {
        var seen: [Key: Int] = [:]
        seen.reserveCapacity(rows.count)
        for (place, row) in rows.enumerated() {
            guard let twin = seen.updateValue(place, forKey: Key(row)) else { continue }
            (figure, self.twin) = (row, rows[twin])
            return
        }
        return nil
    }

    /// The fault, at the second of the two.
    ///
    /// - Parameters:
    ///   - whole: What has both, such as `the table "jobs"`.
    ///   - names: What the figure's coordinates say, in words.
    func diagnostic(of whole: String, names: (Observation) -> [String]) -> Diagnostic {
        let other = twin.cell.map { " (the other stands at \($0))" } ?? ""
        let words = ([figure.area.name, figure.period.text] + names(figure)).joined(separator: ", ")
        return Diagnostic(
            .error, .content, at: figure.cell.map { .cell($0) } ?? .file(figure.source),
            "\(whole) has \(figure.indicator.quoted) twice for \(words)\(other)",
            mend:
                "if the publisher's file has the row twice, ask the publisher; else name what tells the two apart under `broken down by:`, or leave one out under `drop:`"
        )
    }
}

extension BundleTable {
    /// Refuses a table that says the same thing twice.
    ///
    /// - Throws: ``Diagnostic`` at the second of the two, as a fault of the source's content.
    /// - Complexity: O(*n*) in the rows.
    func refuseDoubles() throws(Diagnostic) {
        if let doubled = DoubledFigure(in: rows) {
            throw doubled.diagnostic(of: "the table \(id.quoted)", names: names)
        }
    }

    private func names(_ row: Observation) -> [String] {
        dimensions.compactMap { dimension in
            row.coordinates[dimension.id].map { dimension.labels[$0.text] ?? $0.text }
        }
    }
}
