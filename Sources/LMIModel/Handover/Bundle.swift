/// The columns of one dimension in a published table.
public struct DimensionColumn: Hashable, Sendable {
    /// The key in ``Observation/coordinates``.
    public var id: String
    /// The column that holds the code, such as `sic_code` or `sex`.
    public var codeColumn: String
    /// The column that holds the code's label, such as `sic_name`.
    public var nameColumn: String
    /// In words, for the schema.
    public var title: String
    public var classification: Classification
    /// The label of every code that occurs.
    public var labels: [String: String]

    public init(
        id: String, codeColumn: String, nameColumn: String, title: String, classification: Classification,
        labels: [String: String]
    ) {
        self.id = id
        self.codeColumn = codeColumn
        self.nameColumn = nameColumn
        self.title = title
        self.classification = classification
        self.labels = labels
    }
}

/// One table of a bundle: observations with all that a reader needs to understand them.
public struct BundleTable: Sendable {
    public var id: String
    public var title: String
    /// What the figures are and are not, in sentences a parent understands.
    public var description: String
    public var dimensions: [DimensionColumn]
    /// In any order: they are sorted when written.
    public var rows: [Observation]
    /// The ids of the sources it is made of.
    public var sources: [String]

    public init(
        id: String, title: String, description: String, dimensions: [DimensionColumn], rows: [Observation],
        sources: [String]
    ) {
        self.id = id
        self.title = title
        self.description = description
        self.dimensions = dimensions
        self.rows = rows
        self.sources = sources
    }
}

/// A table or register of the bundle to be written: made anew, or carried from the last good generation.
public enum TableEntry: Sendable {
    case fresh(BundleTable)
    case register(BundleRegister)
    /// Carried figure for figure. With a reason, one sentence for the website's readers, it is marked stale;
    /// without one it stands as it stood, since nobody asked for it to be made anew.
    case carried(id: String, reason: String?)

    public var id: String {
        switch self {
        case .fresh(let table): table.id
        case .register(let register): register.id
        case .carried(let id, _): id
        }
    }
}

/// Everything a bundle is made of, before it has bytes.
public struct Bundle: Sendable {
    /// The pipeline's id.
    public var pipeline: String
    public var title: String
    public var description: String
    public var homepage: String
    public var entries: [TableEntry]
    /// What `directory.json` holds; nil where there is none.
    public var directory: Directory?
    /// Every snapshot that a fresh table is made of.
    public var snapshots: [Snapshot]
    public var areas: AreaList
    public var sectors: SectorRules
    /// The lists behind the tables' dimensions, such as SIC and SOC.
    public var codeLists: [CodeList]
    /// The version of this program.
    public var toolVersion: String
    /// SHA-256 over every file under `Pipelines/` that was read.
    public var definitionsHash: String

    public init(
        pipeline: String, title: String, description: String, homepage: String, entries: [TableEntry],
        directory: Directory? = nil, snapshots: [Snapshot], areas: AreaList, sectors: SectorRules,
        codeLists: [CodeList],
        toolVersion: String,
        definitionsHash: String
    ) {
        self.pipeline = pipeline
        self.title = title
        self.description = description
        self.homepage = homepage
        self.entries = entries
        self.directory = directory
        self.snapshots = snapshots
        self.areas = areas
        self.sectors = sectors
        self.codeLists = codeLists
        self.toolVersion = toolVersion
        self.definitionsHash = definitionsHash
    }

    /// `sample` if any snapshot is; figures made up to try the program are never taken for real ones.
    public var origin: Origin.Kind {
        snapshots.contains { $0.origin.kind == .sample } ? .sample : .live
    }
}
