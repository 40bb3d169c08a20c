import LMIModel
import LMITestSupport

@testable import LMIExtract

/// A query of the Nomis API and what it comes to.
struct NomisTable {
    var rows: [String]
    var headings = "DATE,GEOGRAPHY_CODE,INDUSTRY_NAME,OBS_VALUE,OBS_STATUS,RECORD_OFFSET,RECORD_COUNT"
    var lineEnd = "\n"

    /// - Parameter dice: For cells in quotes, with commas and line ends in them.
    init(rows count: Int, dice: inout Dice) {
        rows = (0..<count).map { row in
            let name = dice.one(of: [
                "Retail", "\"Mining, quarrying\"", "\"Food\nand drink\"", "\"\"\"Other\"\"\"", "",
            ])
            return "2024,E0600\(row),\(name),\(dice.one(of: ["5", "", "1200"])),A,\(row),\(count)"
        }
    }

    init(rows count: Int) {
        var dice = Dice(1)
        self.init(rows: count, dice: &dice)
    }

    /// The table as one file.
    var whole: String { page(0..<rows.count) }

    func page(_ range: Range<Int>) -> String {
        ([headings] + rows[range]).map { $0 + lineEnd }.joined()
    }
}

extension FetchPlan {
    static var nomis: FetchPlan {
        FetchPlan(
            way: .nomis(
                NomisQuery(
                    address: "https://nomis.example/api/v01", dataset: "NM_189_1",
                    parameters: [
                        NomisQuery.Parameter(name: "geography", value: "MAKE|hub|1;2,E06000021"),
                        NomisQuery.Parameter(name: "date", value: "latestMINUS4-latest"),
                    ],
                    columns: ["DATE", "GEOGRAPHY_CODE", "INDUSTRY_NAME", "OBS_VALUE", "OBS_STATUS"])),
            form: .csv)
    }
}

extension FetchRequest {
    /// The number that the page of a query is asked to begin with.
    var offset: Int? {
        url.text.split(separator: "&").first { $0.hasPrefix("recordOffset=") }
            .flatMap { Int($0.dropFirst("recordOffset=".count)) }
    }
}

extension Publisher {
    /// Answers with pages of `size` rows of `table`, as the API does: `change` may spoil them.
    func pages(
        of table: NomisTable, size: Int, change: @escaping (Int, String) -> String = { $1 }
    ) -> (FetchRequest) throws -> FetchAnswer {
        { request in
            let first = min(request.offset ?? 0, table.rows.count)
            let page = table.page(first..<min(first + size, table.rows.count))
            return try self.answer(change(first, page), etag: "\"\(first)\"", url: "\(request.url)")
        }
    }
}
