/// A register as a bundle publishes it, with all that a reader needs to understand it.
public struct BundleRegister: Hashable, Sendable {
    public var id: String
    public var title: String
    /// What the records are and are not, in sentences a parent understands.
    public var description: String
    public var columns: [RegisterColumn]
    public var key: [String]
    /// In any order: they are sorted when written.
    public var records: [RegisterRecord]
    /// How many records each rule leaves out.
    public var leftOut: [String: Int]
    /// The ids of the sources it is made of.
    public var sources: [String]

    public init(
        id: String, title: String, description: String, columns: [RegisterColumn], key: [String],
        records: [RegisterRecord], leftOut: [String: Int], sources: [String]
    ) {
        self.id = id
        self.title = title
        self.description = description
        self.columns = columns
        self.key = key
        self.records = records
        self.leftOut = leftOut
        self.sources = sources
    }
}

/// `directory.json`: registers in groups, such as schools by hub area and employers by sector.
public struct Directory: Hashable, Sendable {
    /// One register of it.
    public struct Part: Hashable, Sendable {
        /// What the part is called, such as `schools`.
        public var name: String
        /// The register's id.
        public var register: String
        /// The column of codes or areas that makes the groups.
        public var groupedBy: String
        /// The column of texts by which the records of a group stand in order.
        public var orderedBy: String

        public init(name: String, register: String, groupedBy: String, orderedBy: String) {
            self.name = name
            self.register = register
            self.groupedBy = groupedBy
            self.orderedBy = orderedBy
        }
    }

    public var title: String
    public var description: String
    public var parts: [Part]

    public init(title: String, description: String, parts: [Part]) {
        self.title = title
        self.description = description
        self.parts = parts
    }
}
