public import LMIModel

/// What the figures of a table are: measure, unit, period, area, further dimensions, and which are kept.
public struct ObservationLayout: Sendable {
    /// One thing measured, and in what.
    public struct Measure: Hashable, Sendable {
        public var id: String
        public var unit: String
        /// How the publisher rounds it, which gives the figure its bounds.
        public var rounding: RoundingRule
        /// Whether its figures may be added up: counts may, medians and rates may not.
        public var adds: Bool
        /// What its cells mean, where they differ from the other cells of the table.
        public var cells: CellLayout?
        /// The least figure that may be shown.
        public var least: LeastFigure?

        public init(
            id: String, unit: String, rounding: RoundingRule = .none, adds: Bool = true,
            cells: CellLayout? = nil, least: LeastFigure? = nil
        ) {
            self.id = id
            self.unit = unit
            self.rounding = rounding
            self.adds = adds
            self.cells = cells
            self.least = least
        }
    }

    /// A smaller figure is withheld, though its source has a number: it is too uncertain to be shown.
    public struct LeastFigure: Hashable, Sendable {
        /// Above 0, in the unit of the measure.
        public var figure: ExactDecimal
        public var because: String

        public init(figure: ExactDecimal, because: String) {
            self.figure = figure
            self.because = because
        }
    }

    /// Where the measure is said.
    public enum MeasureRule: Sendable {
        case stated(Measure)
        /// Each text of a label is a measure of its own; the texts of several labels are joined with " / ".
        case labels([String], [String: Measure])

        /// Every measure there is, in no order.
        public var all: [Measure] {
            switch self {
            case .stated(let measure): [measure]
            case .labels(_, let measures): Array(measures.values)
            }
        }
    }

    public enum PeriodRule: Sendable {
        case stated(Period)
        /// The text of a label, or of a labelled line above the table.
        case label(PeriodTexts)
    }

    /// How an area is written.
    public struct AreaRule: Sendable {
        /// A prefix of names says which type of area follows.
        public struct Prefix: Hashable, Sendable {
            public var text: String
            public var types: [String]
            /// The code is the text before this, and what follows is a name not needed.
            public var codeBefore: String?

            public init(text: String, types: [String], codeBefore: String? = nil) {
                self.text = text
                self.types = types
                self.codeBefore = codeBefore
            }
        }

        /// Stated for the whole table.
        public var isStated: String?
        /// Codes, or names.
        public var areNames: Bool
        /// The types an area may have whose name has none of the prefixes; nil for any.
        public var types: [String]?
        public var prefixes: [Prefix]
        /// Spellings of this source alone: text to code.
        public var also: [String: String]

        public init(
            isStated: String? = nil, areNames: Bool = false, types: [String]? = nil,
            prefixes: [Prefix] = [],
            also: [String: String] = [:]
        ) {
            self.isStated = isStated
            self.areNames = areNames
            self.types = types
            self.prefixes = prefixes
            self.also = also
        }
    }

    /// Which areas are kept; the rest is counted as dropped.
    public enum AreaFilter: Hashable, Sendable {
        case all
        /// Those marked as ours or for comparison in the list of areas.
        case ours
        case listed([String])
    }

    /// The only texts of a label that are kept.
    public struct Keep: Hashable, Sendable {
        public var label: String
        public var texts: Set<String>

        public init(label: String, texts: Set<String>) {
            self.label = label
            self.texts = texts
        }

        /// What a reading's report calls it where it leaves rows out.
        public var rule: String { "keep \(label)" }
    }

    /// Rows left out on purpose.
    public struct Drop: Hashable, Sendable {
        /// By label, the texts of which a row must have one; of several labels, all must hold.
        public var texts: [String: Set<String>]
        public var because: String

        public init(texts: [String: Set<String>], because: String) {
            self.texts = texts
            self.because = because
        }

        public var labels: [String] { texts.keys.sorted() }

        /// What a reading's report calls it where it leaves rows out.
        public var rule: String { "drop \(labels.joined(separator: ", ")): \(because)" }
    }

    public var measure: MeasureRule
    public var basis: String
    public var period: PeriodRule
    /// Figures of periods that end later are forecasts.
    public var forecastAfter: Period?
    public var area: AreaRule
    public var dimensions: [DimensionRule]
    public var keepAreas: AreaFilter
    /// True where areas that the list of areas lacks are counted as dropped instead of refused.
    public var dropsUnknownAreas: Bool
    /// For some labels, the only texts that are kept; the rest is counted as dropped.
    public var keep: [Keep]
    public var drop: [Drop]
    /// Area codes that must have at least one observation.
    public var mustHaveAreas: [String]

    public init(
        measure: MeasureRule, basis: String = "", period: PeriodRule, forecastAfter: Period? = nil,
        area: AreaRule,
        dimensions: [DimensionRule] = [], keepAreas: AreaFilter = .all,
        dropsUnknownAreas: Bool = false, keep: [Keep] = [], drop: [Drop] = [], mustHaveAreas: [String] = []
    ) {
        self.measure = measure
        self.basis = basis
        self.period = period
        self.forecastAfter = forecastAfter
        self.area = area
        self.dimensions = dimensions
        self.keepAreas = keepAreas
        self.dropsUnknownAreas = dropsUnknownAreas
        self.keep = keep
        self.drop = drop
        self.mustHaveAreas = mustHaveAreas
    }

    /// Every label that a figure needs.
    public var labels: [String] {
        var labels = dimensions.map(\.id)
        if area.isStated == nil { labels.append("area") }
        if case .label(let texts) = period { labels += ["period"] + [texts.kindLabel].compactMap { $0 } }
        if case .labels(let measured, _) = measure { labels += measured }
        return labels + keep.map(\.label) + drop.flatMap(\.labels)
    }
}
