/// One figure: a measure of one place in one period, broken down by the codes of `coordinates`.
///
/// A figure the source withheld is still an observation. Dropping it would turn "not published"
/// into "no such place", and a chart would join the points on either side.
public struct Observation: Hashable, Sendable {
    /// How a figure came to be.
    public enum Derivation: String, Hashable, Sendable {
        case published, sum, share, quotient, rate, change
    }

    /// What was measured: an id such as `employees`.
    public var indicator: String
    /// What the number counts: `people`, `percent`, `ratio`, …
    public var unit: String
    /// Where people are counted: `workplace`, `residence`, or empty where it has no meaning.
    public var basis: String
    /// An area of the pipeline's ``AreaList``.
    public var area: Area
    /// When, as the source names it.
    public var period: Period
    /// One code for each further dimension, by the dimension's id: `industry`, `sex`, `age`, …
    public var coordinates: [String: Code]
    public var figure: Figure
    public var bounds: Bounds
    /// In words, why there is no number or what is to be known about it; empty otherwise.
    public var note: String
    public var derivation: Derivation
    /// Whether figures of this measure may be added up, as its definition says: counts do, medians and rates do not.
    public var adds: Bool
    /// The source's id in the pipeline.
    public var source: String
    /// The cell it was read from; nil for a derived figure.
    public var cell: CellReference?

    public init(
        indicator: String, unit: String, basis: String, area: Area, period: Period,
        coordinates: [String: Code], figure: Figure, bounds: Bounds = .unknown, note: String = "",
        derivation: Derivation = .published, adds: Bool = true, source: String, cell: CellReference? = nil
    ) {
        self.indicator = indicator
        self.unit = unit
        self.basis = basis
        self.area = area
        self.period = period
        self.coordinates = coordinates
        self.figure = figure
        self.bounds = bounds
        self.note = note
        self.derivation = derivation
        self.adds = adds
        self.source = source
        self.cell = cell
    }
}
