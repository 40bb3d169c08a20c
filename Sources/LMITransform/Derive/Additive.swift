internal import LMIModel

/// Only what adds is added.
enum Additive {
    private static let units: Set<String> = ["percent", "ratio", "index", "rate", "rank"]

    /// Whether figures such as `observation` may be added up.
    static func adds(_ observation: Observation) -> Bool {
        observation.adds && !units.contains(observation.unit) && !isRatio(observation.unit)
    }

    /// Whether a unit is so much per something else, such as `vacancies per establishment`.
    private static func isRatio(_ unit: String) -> Bool {
        unit.utf8.count > 4 && unit.utf8.contains(UInt8(ascii: " "))
            && unit.split(separator: " ").dropLast().contains("per")
    }

    /// - Throws: ``Diagnostic`` at the cell of `observation` when figures of its unit do not add up.
    static func require(_ observation: Observation) throws(Diagnostic) {
        guard !adds(observation) else { return }
        throw Diagnostic(
            .error, .configuration, at: observation.cell.map { .cell($0) } ?? .nowhere,
            "figures of \(observation.indicator.quoted) count \(observation.unit), which does not add up",
            mend: "make no sums of this table; a rate of joined areas or sectors needs the counts behind it")
    }
}
