internal import LMIModel

/// What observations have in common that differ in one coordinate only.
struct SeriesKey: Hashable, Sendable {
    var indicator: String
    var unit: String
    var basis: String
    var source: String
    var area: String
    var period: Period
    var others: [String: Code]

    /// - Parameter dimension: The coordinate that is left out.
    init(_ observation: Observation, without dimension: String) {
        indicator = observation.indicator
        unit = observation.unit
        basis = observation.basis
        source = observation.source
        area = observation.area.code
        period = observation.period
        others = observation.coordinates
        others[dimension] = nil
    }
}

/// Observations put together by what they have in common, in the order they first stood in.
struct SeriesGroups: Sendable {
    private(set) var keys: [SeriesKey] = []
    private(set) var groups: [[Observation]] = []
    private(set) var places: [SeriesKey: Int] = [:]

    /// - Throws: ``Diagnostic`` when one lacks the coordinate `dimension`, or two have all in common.
    init(_ observations: [Observation], along dimension: String) throws(Diagnostic) {
        for observation in observations {
            guard observation.coordinates[dimension] != nil else {
                throw Diagnostic(
                    .error, .content, at: observation.cell.map { .cell($0) } ?? .nowhere,
                    "a figure of \(observation.indicator.quoted) has no \(dimension), along which it was to be put together",
                    mend:
                        "give every figure of this table its \(dimension), or leave the row out under `drop:` with a reason"
                )
            }
            let key = SeriesKey(observation, without: dimension)
            if let place = places[key] {
                groups[place].append(observation)
            } else {
                places[key] = groups.count
                keys.append(key)
                groups.append([observation])
            }
        }
        for group in groups { try Self.refuseTwins(group, along: dimension) }
    }

    private static func refuseTwins(_ group: [Observation], along dimension: String) throws(Diagnostic) {
        var seen: [Code: Int] = [:]
        seen.reserveCapacity(group.count)
        for (place, observation) in group.enumerated() {
            guard let code = observation.coordinates[dimension],
                let twin = seen.updateValue(place, forKey: code)
            else { continue }
            let other = group[twin].cell.map { " (the other stands at \($0))" } ?? ""
            throw Diagnostic(
                .error, .content, at: observation.cell.map { .cell($0) } ?? .nowhere,
                "\(observation.indicator.quoted) of \(observation.area.name.quoted) in \(observation.period.text) stands twice for the \(dimension) \(code.text.quoted)\(other)",
                mend:
                    "name what tells the two apart as a dimension of the definition, or leave one out under `drop:`"
            )
        }
    }
}
