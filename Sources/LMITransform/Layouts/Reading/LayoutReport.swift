public import LMIModel

/// What became of every cell of a source: the conservation law of ``isConserved``.
///
/// Of a register, rows take the place of cells and records that of figures.
public struct LayoutReport: Hashable, Sendable {
    /// Rows of the table's region.
    public var rows = 0
    /// Rows that figures were taken from; of a pair of rows the second, which completes the figure.
    public var rowsWithFigures = 0
    /// Value cells of those rows.
    public var cells = 0
    /// Observations with a number.
    public var published = 0
    /// Observations without one, by reason.
    public var withheld: [Reason: Int] = [:]
    /// By reason, the texts of the file that stand for it.
    public var markers: [Reason: [String: Int]] = [:]
    /// Cells left out on purpose, by the rule that says so.
    public var dropped: [String: Int] = [:]
    /// Confidence cells that were joined to their figure.
    public var confidences = 0
    /// Areas that the list of areas lacks, where the definition drops them: the first few.
    public var unknownAreas: [String] = []
    /// By label, the texts met under a `keep:`: all that it keeps, and the first few hundred that it does not.
    public var keepTexts: [String: Set<String>] = [:]
    /// The texts of the measures that figures had, where labels say the measure.
    public var measureTexts: Set<String> = []
    /// The styles that periods were read in.
    public var periodStyles: Set<PeriodStyle> = []
    /// The texts that said which kind of period a figure's is, where a label says it.
    public var periodKinds: Set<String> = []
    /// The dimensions of which some code had lost its leading zeros.
    public var paddedDimensions: Set<String> = []
    /// How often the rules that give labels their texts came to do so.
    public var labelUse = LabelUse()
    /// Cells that could not be read, where a reading goes on after a fault.
    public var unread = 0

    /// Enough texts to tell which one a renamed text became; a label of a large table may have millions.
    private static let mostStrangers = 500

    public init() {}

    /// Remembers a text met under a `keep:`.
    mutating func meet(_ text: String, keeping rule: ObservationLayout.Keep) {
        guard rule.texts.contains(text) || keepTexts[rule.label, default: []].count < Self.mostStrangers
        else { return }
        keepTexts[rule.label, default: []].insert(text)
    }

    /// Remembers an area that the list of areas lacks.
    mutating func meet(unknownArea text: String) {
        if unknownAreas.count < 5, !unknownAreas.contains(text) { unknownAreas.append(text) }
    }

    /// Every cell is an observation, or joined to one, or was dropped by a named rule.
    public var isConserved: Bool {
        cells == published + withheld.values.reduce(0, +) + dropped.values.reduce(0, +) + confidences
            + unread
    }

    /// Adds the counts of another table of the same source.
    public mutating func add(_ other: LayoutReport) {
        rows += other.rows
        rowsWithFigures += other.rowsWithFigures
        cells += other.cells
        published += other.published
        withheld.merge(other.withheld, uniquingKeysWith: +)
        markers.merge(other.markers) { $0.merging($1, uniquingKeysWith: +) }
        dropped.merge(other.dropped, uniquingKeysWith: +)
        confidences += other.confidences
        unknownAreas += other.unknownAreas.filter { !unknownAreas.contains($0) }
        unknownAreas = Array(unknownAreas.prefix(5))
        keepTexts.merge(other.keepTexts) { $0.union($1) }
        measureTexts.formUnion(other.measureTexts)
        periodStyles.formUnion(other.periodStyles)
        periodKinds.formUnion(other.periodKinds)
        paddedDimensions.formUnion(other.paddedDimensions)
        labelUse.add(other.labelUse)
        unread += other.unread
    }
}
