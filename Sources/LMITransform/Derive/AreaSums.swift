public import LMIModel

/// Counts of districts added up to the areas they make: the hub's own areas, the county, the LEP.
public struct AreaSums: Sendable {
    private let areas: AreaList
    private let targets: [Area]

    /// - Parameter codes: The areas wanted, each with members in the list.
    /// - Throws: ``Diagnostic`` when one is unknown or has no members.
    public init(_ areas: AreaList, for codes: [String]) throws(Diagnostic) {
        var targets: [Area] = []
        for code in codes {
            guard let area = areas[code], !area.members.isEmpty else {
                throw Diagnostic(
                    .error, .configuration, at: .file(areas.file),
                    "the area \(code.quoted) has no members to be added up",
                    mend: "name its districts in the column `members` of \(areas.file)")
            }
            targets.append(area)
        }
        self.areas = areas
        self.targets = targets
    }

    /// One observation for each area wanted and each series that some member has, in the order of the areas.
    ///
    /// A figure that the source publishes for the area itself is better than a sum, so none is made beside it.
    /// What does not add up, such as a median or a rate, is said to be not derivable. Where a member has no
    /// row, nothing is known of the area but its least.
    ///
    /// - Complexity: O(*n* × *a*) in observations and areas.
    public func sums(of observations: [Observation]) throws(Diagnostic) -> [Observation] {
        let series = AreaSeries(observations)
        var derived: [Observation] = []
        for area in targets {
            for group in series.groups where group[area.code] == nil {
                let parts = area.members.compactMap { group[$0] }
                guard let first = parts.first else { continue }
                var observation = first
                observation.area = area
                observation.derivation = .sum
                observation.cell = nil
                let absent = area.members.filter { group[$0] == nil }.map { areas[$0]?.name ?? $0 }
                let result = try sum(of: parts, absent: absent, area)
                (observation.figure, observation.bounds, observation.note) = result
                derived.append(observation)
            }
        }
        return derived
    }

    /// What is to be known of every part alike, such as that its rounding is assumed.
    private static func common(_ notes: [String]) -> String {
        guard let first = notes.first, notes.allSatisfy({ $0 == first }) else { return "" }
        return first
    }

    private func sum(
        of parts: [Observation], absent: [String], _ area: Area
    ) throws(Diagnostic) -> (Figure, Bounds, String) {
        guard let first = parts.first, Additive.adds(first) else {
            return (
                .withheld(.notDerivable), .unknown,
                "figures of districts such as medians and rates cannot be put together into one of \(area.name)"
            )
        }
        let named = parts.map { FigureSum.Part($0.area.name, $0.figure, $0.bounds) }
        do {
            guard absent.isEmpty else {
                let certain = named.filter { $0.bounds.kind.isHard }
                let lower = certain.isEmpty ? nil : try HardRange.lower(certain).exactDecimal
                return (
                    .withheld(.notDerivable),
                    lower.map { Bounds(lower: $0, upper: nil, kind: .rounding) } ?? .unknown,
                    "the publisher gives no figure for \(NameList.text(absent))"
                )
            }
            let sum = try FigureSum(of: named)
            return (sum.figure, sum.bounds, sum.note.isEmpty ? Self.common(parts.map(\.note)) : sum.note)
        } catch {
            throw error.diagnostic("the sum for \(area.name.quoted)")
        }
    }
}

/// Observations put together by all but their area, in the order they first stood in.
private struct AreaSeries {
    /// Each series' observations by the area's code.
    private(set) var groups: [[String: Observation]] = []

    init(_ observations: [Observation]) {
        var places: [SeriesKey: Int] = [:]
        for observation in observations {
            var key = SeriesKey(observation, without: "")
            key.area = ""
            if let place = places[key] {
                groups[place][observation.area.code] = observation
            } else {
                places[key] = groups.count
                groups.append([observation.area.code: observation])
            }
        }
    }
}
