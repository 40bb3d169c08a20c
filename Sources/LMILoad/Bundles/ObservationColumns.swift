internal import LMIModel

/// The columns of one table of observations, in their order.
struct ObservationColumns: Sendable {
    let columns: [Column]
    /// The columns that tell one row from another, by which the rows are sorted.
    let key: [String]

    /// - Parameter table: Its rows say which units and kinds occur; their values are not looked at, but for
    ///   whether any number is below zero.
    init(_ table: BundleTable) {
        let isNeverNegative = table.rows.allSatisfy { row in
            guard case .published(let number, _) = row.figure else { return true }
            return !number.isNegative
        }
        columns =
            Self.places + Self.times + [Self.indicator]
            + table.dimensions.flatMap(Self.dimension)
            + Self.figures(
                units: Set(table.rows.map(\.unit)).sorted(), minimum: isNeverNegative ? "0" : nil)
            + Self.provenance(sources: table.sources.sorted())
        key = ["area_code", "period_start", "period_end", "indicator"] + table.dimensions.map(\.codeColumn)
    }

    private static let places = [
        Column(name: "area_code", title: "Area code", description: "The code of the place"),
        Column(
            name: "area_code_scheme", title: "Kind of area code",
            description: "The family the area code belongs to",
            categories: Area.Scheme.allCases.map { .init(value: $0.rawValue, label: words($0)) }),
        Column(name: "area_name", title: "Area", description: "The name of the place"),
        Column(name: "area_type", title: "Kind of area", description: "Such as district, region or country"),
        Column(
            name: "area_vintage", title: "Boundaries", description: "The boundaries meant, by their year",
            isRequired: false),
    ]

    private static func words(_ scheme: Area.Scheme) -> String {
        switch scheme {
        case .gss: "Office for National Statistics, nine characters"
        case .hub: "the hub's own group of districts"
        case .nuts: "NUTS"
        case .itl: "International Territorial Level"
        case .nomis: "a place that only Nomis draws, such as a town; the code is the hub's own"
        }
    }

    private static let times = [
        Column(name: "time_period", title: "Period", description: "The period as the source names it"),
        Column(name: "period_start", kind: .date, title: "First day", description: "The period's first day"),
        Column(name: "period_end", kind: .date, title: "Last day", description: "The period's last day"),
    ]

    private static let indicator = Column(
        name: "indicator", title: "Indicator", description: "What was measured")

    private static func dimension(_ dimension: DimensionColumn) -> [Column] {
        let categories = dimension.labels.sorted { $0.key < $1.key }.map {
            Column.Category(value: $0.key, label: $0.value)
        }
        return [
            Column(
                name: dimension.codeColumn, title: dimension.title,
                description: "\(dimension.title): a code of \(dimension.classification)",
                categories: categories),
            Column(
                name: dimension.nameColumn, title: "\(dimension.title), in words",
                description: "The label of \(dimension.codeColumn)", isRequired: false),
        ]
    }

    private static func figures(units: [String], minimum: String?) -> [Column] {
        [
            Column(
                name: "unit_measure", title: "Unit", description: "What the number counts",
                categories: units.map { .init(value: $0, label: $0.replacing("_", with: " ")) }),
            Column(
                name: "basis", title: "Basis",
                description:
                    "Where what is counted is counted: at the workplace, where people live, or where those are who provide it, such as schools",
                isRequired: false),
            Column(
                name: "obs_value", kind: .number, title: "Value",
                description: "The number, or nothing when obs_status is one of L, M, N, O, Q",
                isRequired: false, minimum: minimum),
            Column(
                name: "lower", kind: .number, title: "Lower bound",
                description: "The least the number can be",
                isRequired: false),
            Column(
                name: "upper", kind: .number, title: "Upper bound", description: "The most the number can be",
                isRequired: false),
            Column(
                name: "bounds", title: "Kind of bounds", description: "What the bounds come from",
                categories: [
                    .init(value: "rounding", label: "the publisher's rounding"),
                    .init(value: "threshold", label: "a marker that means below a threshold"),
                    .init(value: "ci95", label: "a 95% confidence interval"),
                    .init(value: "cv", label: "two coefficients of variation either way"),
                    .init(value: "none", label: "nothing is known"),
                ]),
            Column(
                name: "obs_status", title: "Status",
                description: "How the value is to be taken (SDMX letters)",
                categories: statuses),
            Column(
                name: "flags", title: "Flags",
                description: "Every status of the number, gravest first, with a space between",
                isRequired: false),
            Column(
                name: "reason", title: "Reason", description: "Why there is no number", isRequired: false,
                categories: Reason.allCases.map { .init(value: $0.rawValue, label: $0.words) }),
            Column(
                name: "note", title: "Note", description: "What is to be known about this figure",
                isRequired: false),
            Column(
                name: "derivation", title: "Derivation",
                description: "Whether the publisher printed the figure or it was worked out",
                categories: [
                    .init(value: "published", label: "printed by the publisher"),
                    .init(value: "sum", label: "added up"), .init(value: "share", label: "a part of a total"),
                    .init(value: "quotient", label: "one share over another"),
                    .init(value: "rate", label: "one count over another"),
                    .init(value: "change", label: "the difference between two periods"),
                ]),
        ]
    }

    private static let statuses: [Column.Category] =
        ValueStatus.allCases.map { .init(value: $0.rawValue, label: $0.words) }
        + StatusWord.lettersWithout.map { letter in
            let reasons = Reason.allCases.filter { $0.letter == letter }.map(\.head)
            return .init(value: letter, label: "no number: \(Self.joined(reasons))")
        }

    /// Each text once, in its first place.
    private static func joined(_ texts: [String]) -> String {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }.joined(separator: ", ")
    }

    private static func provenance(sources: [String]) -> [Column] {
        [
            Column(
                name: "source_id", title: "Source", description: "The id of the source it comes from",
                categories: sources.map { .init(value: $0, label: $0) }),
            Column(
                name: "as_of", kind: .datetime, title: "As of",
                description: "When the newest of the table's sources was first had"),
            Column(
                name: "display", title: "Ready-made text", description: "The figure as a page may print it"),
        ]
    }
}
