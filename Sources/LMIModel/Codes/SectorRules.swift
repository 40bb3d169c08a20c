/// Which industries make up each priority sector, rule by rule, as data that the hub can correct.
public struct SectorRules: Sendable {
    /// Whether a sector's industries may also belong to another.
    public enum View: String, Hashable, Sendable, CaseIterable {
        /// Sectors as the hub speaks of them: an industry may be in several, and they do not add up.
        case overlapping
        /// Every industry in exactly one group: the groups add up to the whole economy.
        case partition
    }

    /// One sector of one view.
    public struct Sector: Hashable, Sendable {
        public let id: String
        public let name: String
        public let view: View
        /// `published`, `derived` or `provisional`.
        public let status: String
        /// Where the definition comes from.
        public let source: String
        /// The SIC subclasses it holds whole, sorted.
        public let subclasses: [String]

        public init(
            id: String, name: String, view: View, status: String, source: String, subclasses: [String]
        ) {
            self.id = id
            self.name = name
            self.view = view
            self.status = status
            self.source = source
            self.subclasses = subclasses.sorted()
        }
    }

    public let file: String
    /// The industrial classification the rules are written in.
    public let classification: Classification
    public let sectors: [Sector]

    public init(file: String, classification: Classification, sectors: [Sector]) {
        self.file = file
        self.classification = classification
        self.sectors = sectors
    }

    public func sectors(of view: View) -> [Sector] { sectors.filter { $0.view == view } }
}
