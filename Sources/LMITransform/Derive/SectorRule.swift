public import LMIModel

/// One line of a sector's definition: all industries whose code begins so are in, or out.
public struct SectorRule: Hashable, Sendable {
    /// The sector's id.
    public var sector: String
    /// A code of the industrial classification at any level, with or without its points: `C`, `23`, `23.32`.
    public var prefix: String
    /// 1 takes the industries in, 0 leaves them out.
    public var weight: ExactDecimal
    /// The line that says so.
    public var place: Diagnostic.Place

    public init(sector: String, prefix: String, weight: ExactDecimal, at place: Diagnostic.Place) {
        self.sector = sector
        self.prefix = prefix
        self.weight = weight
        self.place = place
    }
}
