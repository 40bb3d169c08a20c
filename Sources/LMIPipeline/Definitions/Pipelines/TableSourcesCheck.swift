internal import LMIModel
internal import LMITransform

/// Whether the sources of one table can stand in one table: the same breakdowns by the same code lists, and
/// each indicator counted the same way.
struct TableSourcesCheck {
    /// The table's id.
    let table: String
    /// Where the table names its sources.
    let place: Diagnostic.Place

    /// How an indicator is counted.
    private struct Counting: Hashable {
        var unit: String
        var basis: String
        var adds: Bool

        var words: String {
            "\(unit.quoted)\(basis.isEmpty ? "" : " by \(basis)"), \(adds ? "may" : "may not") be added up"
        }
    }

    /// - Parameter sources: The table's sources, in the order in which it names them.
    /// - Throws: ``Diagnostic`` at the table's `from:` that names the two sources that differ, and in what.
    func check(_ sources: [SourceDefinition]) throws(Diagnostic) {
        guard let first = sources.first else { return }
        for other in sources.dropFirst() { try compare(first, other) }
        var known: [String: (counting: Counting, source: String)] = [:]
        for source in sources {
            for (indicator, counting) in countings(source) {
                guard let before = known.updateValue((counting, source.id), forKey: indicator),
                    before.counting != counting
                else { continue }
                throw wrong(
                    "the indicator \(indicator.quoted) stands for two things in \(table.quoted): \(before.counting.words) (\(before.source)); \(counting.words) (\(source.id))",
                    mend:
                        "give one of the two another name after `is:`, or correct its `unit:`, `basis:` or `adds:`"
                )
            }
        }
    }

    private func compare(_ first: SourceDefinition, _ other: SourceDefinition) throws(Diagnostic) {
        let (mine, theirs) = (first.dimensions, other.dimensions)
        guard Set(mine.map(\.id)) == Set(theirs.map(\.id)) else {
            throw wrong(
                "the sources of \(table.quoted) are not broken down alike: \(first.id) by \(words(mine)), \(other.id) by \(words(theirs))",
                mend: "make a table of each")
        }
        for dimension in mine {
            guard let twin = theirs.first(where: { $0.id == dimension.id }),
                twin.list.classification != dimension.list.classification
            else { continue }
            throw wrong(
                "\(dimension.id.quoted) of \(table.quoted) has codes of \(dimension.list.classification) (\(first.id)) and of \(twin.list.classification) (\(other.id)): one code would have two meanings",
                mend: "make a table of each, or give the dimension another name in one of the two sources")
        }
    }

    private func words(_ dimensions: [ObservationLayout.DimensionRule]) -> String {
        dimensions.isEmpty ? "nothing" : dimensions.map(\.id).sorted().joined(separator: ", ")
    }

    /// The indicators of a source, in the order of their texts.
    private func countings(_ source: SourceDefinition) -> [(String, Counting)] {
        guard let rules = source.layout?.observations else { return [] }
        let measures: [ObservationLayout.Measure] =
            switch rules.measure {
            case .stated(let stated): [stated]
            case .labels(_, let each): each.sorted { $0.key < $1.key }.map(\.value)
            }
        return measures.map { ($0.id, Counting(unit: $0.unit, basis: rules.basis, adds: $0.adds)) }
    }

    private func wrong(_ message: String, mend: String) -> Diagnostic {
        Diagnostic(.error, .configuration, at: place, message, mend: mend)
    }
}
