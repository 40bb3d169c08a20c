/// How a source's file is fetched: the way to it, and what its publisher may answer with. A plan is made of a definition
/// alone: no clock and no secret is in it.
public struct FetchPlan: Hashable, Sendable, Codable {
    /// One of the ways that publishers give their files away.
    public enum Way: Hashable, Sendable, Codable {
        /// One address.
        case plain(url: String)
        /// A query of the Nomis API, in pages.
        case nomis(NomisQuery)
        /// A data set of the Explore education statistics API, found by its title.
        case dataSet(DataSetQuery)
        /// A file that a page links to.
        case link(LandingPage)
        /// An address with a day in it.
        case dated(DatedAddress)
        /// A file that the hub itself puts into the folder of its own files.
        case ownFile
    }

    /// What the body must be.
    public enum Form: String, Hashable, Sendable, Codable { case csv, html }

    public var way: Way
    public var form: Form
    /// Hosts beside the way's own that an answer may redirect to.
    public var hosts: [String]
    /// The most bytes a body may have.
    public var mostBytes: Int
    /// The least share of the bytes kept before, in percent, that a new body may have; 0 for any.
    public var leastPercent: Int
    /// The secret that is sent as a parameter of the address; nil where none is.
    public var secret: SecretUse?

    public init(
        way: Way, form: Form, hosts: [String] = [], mostBytes: Int = 256 << 20, leastPercent: Int = 50,
        secret: SecretUse? = nil
    ) {
        self.way = way
        self.form = form
        self.hosts = hosts
        self.mostBytes = mostBytes
        self.leastPercent = leastPercent
        self.secret = secret
    }
}

/// A query of the Nomis API. Rows come in pages, and a page without a key is cut silently at 25,000 rows.
public struct NomisQuery: Hashable, Sendable, Codable {
    public struct Parameter: Hashable, Sendable, Codable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Where the API stands, such as `https://www.nomisweb.co.uk/api/v01`.
    public var address: String
    /// Such as `NM_189_1`.
    public var dataset: String
    /// In the order of the definition.
    public var parameters: [Parameter]
    /// The columns asked for, without those that count rows; empty for all.
    public var columns: [String]

    public init(address: String, dataset: String, parameters: [Parameter], columns: [String]) {
        self.address = address
        self.dataset = dataset
        self.parameters = parameters
        self.columns = columns
    }
}

/// A data set of the Explore education statistics API, found by titles, since its ids change.
public struct DataSetQuery: Hashable, Sendable, Codable {
    /// Where the API stands, such as `https://api.education.gov.uk/statistics/v1`.
    public var address: String
    public var publication: String
    public var dataSet: String
    /// Such as `2.*`; nil for the newest.
    public var version: String?

    public init(address: String, publication: String, dataSet: String, version: String?) {
        self.address = address
        self.publication = publication
        self.dataSet = dataSet
        self.version = version
    }
}

/// A page that links to the file. Exactly one link may be meant.
public struct LandingPage: Hashable, Sendable, Codable {
    public enum Link: Hashable, Sendable, Codable {
        /// The link's words, a template: `{…}` stands for any.
        case text(String)
        /// The address that it leads to, a template.
        case address(String)
    }

    public var page: String
    public var link: Link

    public init(page: String, link: Link) {
        self.page = page
        self.link = link
    }
}

/// An address with a day in it, such as `https://…/edubasealldata{YYYYMMDD}.csv`.
public struct DatedAddress: Hashable, Sendable, Codable {
    public var pattern: String
    /// How many days back a file is looked for when that of the day is not there yet.
    public var daysBack: Int

    public init(pattern: String, daysBack: Int) {
        self.pattern = pattern
        self.daysBack = daysBack
    }
}

/// Which secret is sent, and under which name.
public struct SecretUse: Hashable, Sendable, Codable {
    /// The name of the parameter, such as `uid`.
    public var parameter: String
    /// The name of the secret, such as `NOMIS_UID`; never its value.
    public var secret: String
    /// Whether the file can be had without it.
    public var isOptional: Bool

    public init(parameter: String, secret: String, isOptional: Bool) {
        self.parameter = parameter
        self.secret = secret
        self.isOptional = isOptional
    }
}
