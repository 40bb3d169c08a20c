internal import FoundationEssentials
internal import LMIFiles
internal import LMIModel

/// One page of a list, as the Explore education statistics API sends it.
struct DataSetListing<Item: Decodable & Sendable>: Decodable, Sendable {
    struct Paging: Decodable, Sendable {
        let page: Int
        let totalResults: Int
        let totalPages: Int
    }

    let results: [Item]
    let paging: Paging
}

/// A publication: releases of one kind of figures.
struct PublicationEntry: Decodable, Sendable {
    let id: String
    let title: String
}

/// A data set of a publication.
struct DataSetEntry: Decodable, Sendable {
    let id: String
    let title: String
    let status: String?
    let latestVersion: DataSetVersion?
}

/// A version of a data set.
struct DataSetVersion: Decodable, Sendable {
    let version: String
    let status: String?
    let totalResults: Int
}

/// A list being read page by page, whole.
struct ListingRead<Item: Decodable & Sendable>: Sendable {
    /// The most bytes of one page.
    static var mostBytes: Int { 4 << 20 }
    /// The most pages: no publisher has more, and a server could go on for ever.
    private static var mostPages: Int { 100 }

    /// What is listed, for messages: "publications".
    let what: String
    private(set) var items: [Item] = []
    /// The page to ask for next; nil when all are there.
    private(set) var nextPage: Int? = 1
    private var total: Int?

    init(_ what: String) { self.what = what }

    /// Takes the page that was asked for.
    ///
    /// - Throws: ``Diagnostic`` where the answer is no such page, or the list changed while it was read.
    mutating func take(_ answer: FetchAnswer, _ context: WayContext) throws(Diagnostic) {
        let body = try context.body(of: answer, as: .json)
        let bytes = try Files.read(body.path, limit: Self.mostBytes)
        let page: DataSetListing<Item>
        do {
            page = try JSONDecoder().decode(DataSetListing<Item>.self, from: Data(bytes))
        } catch {
            throw context.fault(
                "the list of \(what) that \(answer.finalURL) sent cannot be read: \(Self.words(error)); it begins \(context.quoted(bytes))",
                mend: "the publisher's API has changed or says what is wrong: open the address in a browser")
        }
        let paging = page.paging
        guard paging.page == nextPage, (0...Self.mostPages).contains(paging.totalPages) else {
            throw context.fault(
                "the list of \(what) says that it is page \(paging.page) of \(paging.totalPages), expected page \(nextPage ?? 0) of at most \(Self.mostPages)",
                mend: "run again later; if it stays so, tell the publisher")
        }
        items += page.results
        let isLast = paging.page >= paging.totalPages
        guard paging.totalResults == total ?? paging.totalResults,
            isLast ? items.count == paging.totalResults : !page.results.isEmpty
        else {
            throw context.fault(
                of: .source,
                "the list of \(what) changed while it was read: it says that it has \(paging.totalResults) entries, \(items.count) came in \(paging.page) of \(paging.totalPages) pages",
                mend: "run again later; if it stays so, tell the publisher")
        }
        total = paging.totalResults
        nextPage = isLast ? nil : paging.page + 1
    }

    private static func words(_ error: any Error) -> String {
        func path(_ keys: [any CodingKey]) -> String {
            keys.map { key in key.intValue.map { "entry \($0 + 1)" } ?? key.stringValue.quoted }
                .joined(separator: ", ")
        }
        return switch error as? DecodingError {
        case .keyNotFound(let key, let context):
            "it has no \((context.codingPath + [key]).last?.stringValue.quoted ?? "")"
                + (context.codingPath.isEmpty ? "" : " in \(path(context.codingPath))")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "what stands in \(path(context.codingPath)) is of another kind than expected"
        default: "it is not whole JSON"
        }
    }
}
