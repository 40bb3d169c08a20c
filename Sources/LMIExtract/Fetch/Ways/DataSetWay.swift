internal import LMIModel

extension DataSetQuery {
    private static let pageSize = 20

    func publications(page: Int) -> String {
        "\(address)/publications?search=\(publication.escapedForQuery)&page=\(page)&pageSize=\(Self.pageSize)"
    }

    func dataSets(of publication: String, page: Int) -> String {
        "\(address)/publications/\(publication)/data-sets?page=\(page)&pageSize=\(Self.pageSize)"
    }

    func versions(of dataSet: String, page: Int) -> String {
        "\(address)/data-sets/\(dataSet)/versions?page=\(page)&pageSize=\(Self.pageSize)"
    }

    func file(of dataSet: String, version: String) -> String {
        "\(address)/data-sets/\(dataSet)/csv?dataSetVersion=\(version)"
    }
}

/// A data set of the Explore education statistics API: its publication by title, itself by title, its version, its file.
struct DataSetWay: WaySteps {
    private enum State: Sendable {
        case publications(ListingRead<PublicationEntry>)
        case dataSets(publication: String, ListingRead<DataSetEntry>)
        case versions(dataSet: String, ListingRead<DataSetVersion>)
        case file(DataSetVersion)
    }

    private let context: WayContext
    private let query: DataSetQuery
    private var state: State = .publications(ListingRead("publications"))
    private var request: FetchRequest?

    init(_ context: WayContext, _ query: DataSetQuery) {
        self.context = context
        self.query = query
    }

    mutating func next(_ answer: FetchAnswer?) throws(Diagnostic) -> FetchStep {
        guard let answer, let request else { return try ask(query.publications(page: 1)) }
        switch state {
        case .publications(var list):
            try list.take(answer, context)
            if let page = list.nextPage {
                state = .publications(list)
                return try ask(query.publications(page: page))
            }
            let publication = try DataSetChoice(context).publication(query.publication, among: list.items)
            state = .dataSets(publication: publication, ListingRead("data sets"))
            return try ask(query.dataSets(of: publication, page: 1))
        case .dataSets(let publication, var list):
            try list.take(answer, context)
            if let page = list.nextPage {
                state = .dataSets(publication: publication, list)
                return try ask(query.dataSets(of: publication, page: page))
            }
            let entry = try DataSetChoice(context).dataSet(query.dataSet, among: list.items)
            guard query.version != nil else {
                return try askFile(entry.id, DataSetChoice(context).newest(of: entry))
            }
            state = .versions(dataSet: entry.id, ListingRead("versions"))
            return try ask(query.versions(of: entry.id, page: 1))
        case .versions(let dataSet, var list):
            try list.take(answer, context)
            if let page = list.nextPage {
                state = .versions(dataSet: dataSet, list)
                return try ask(query.versions(of: dataSet, page: page))
            }
            let pattern = query.version ?? "*"
            return try askFile(dataSet, DataSetChoice(context).version(pattern, among: list.items))
        case .file(let version):
            if try context.isUnchanged(answer, to: request) { return .unchanged }
            let file = try context.body(of: answer, as: BodyCheck.Form(context.plan.form))
            try checkRows(file, version)
            return try context.whole(file, answer, url: request.url)
        }
    }

    private mutating func ask(_ url: String) throws(Diagnostic) -> FetchStep {
        let bytes = min(context.plan.mostBytes, ListingRead<DataSetEntry>.mostBytes)
        let request = try context.request(url, isForFile: false, mostBytes: bytes)
        self.request = request
        return .ask(request)
    }

    private mutating func askFile(_ id: String, _ version: DataSetVersion) throws(Diagnostic) -> FetchStep {
        state = .file(version)
        let request = try context.request(query.file(of: id, version: version.version), isForFile: true)
        self.request = request
        return .ask(request)
    }

    /// Refuses a file that lost rows on the way, which no length and no status need show.
    private func checkRows(_ file: FetchedFile, _ version: DataSetVersion) throws(Diagnostic) {
        let source = CSVSource(
            path: file.path, name: context.name, encoding: .utf8, delimiter: UInt8(ascii: ","))
        var reader = try RecordReader(source)
        var record = Record()
        var records = 0
        while try reader.next(into: &record) { records += 1 }
        guard records - 1 == version.totalResults else {
            throw context.fault(
                "the file has \(max(0, records - 1)) rows, and its publisher says that version \(version.version) has \(version.totalResults)",
                mend: "run again later: the file may have been cut; if it stays so, tell the publisher")
        }
    }
}
