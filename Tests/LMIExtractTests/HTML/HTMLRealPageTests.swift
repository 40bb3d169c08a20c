import Foundation
import LMIExtract
import LMIModel
import LMITestSupport
import Testing

/// Real publishers' pages, read by this program, by Python's own parser and by lxml.
struct HTMLRealPageTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let page: String
        let choice: HTMLChoice
        /// The table's place in the page.
        let place: Int
        var layout = HTMLLayout()
        let rows: Int
        let columns: Int
        var testDescription: String { "\(page) table \(place + 1)" }
    }

    static let cases: [Case] = [
        Case(
            page: "companies_house_sic_en.html", choice: .id("sic-codes"), place: 0,
            layout: HTMLLayout(header: .firstCell("Code"), wholePage: true), rows: 752, columns: 2),
        Case(
            page: "dfe_absence_release_section4.html",
            choice: .caption("Table 6: School census pupil absence collection schedule"), place: 0, rows: 3,
            columns: 3),
        Case(
            page: "dfe_absence_release_section4.html",
            choice: .caption(
                "Table 7: Comparison of absence indicators for the 2012/13 academic year based on five half terms and six half terms"
            ), place: 1, rows: 20, columns: 3),
        Case(
            page: "dfe_absence_release_section4.html",
            choice: .caption(
                "Table 8: Comparison of absence indicators for the 2005/06 academic year based on the absence in schools survey and the school census"
            ), place: 2, rows: 15, columns: 3),
        Case(
            page: "dfe_absence_release_section4.html",
            choice: .heading("4.3.1 Coverage - 2006/07 to present"), place: 3, rows: 4, columns: 2),
        Case(
            page: "openregister_local_authority_report.html", choice: .only, place: 0,
            layout: HTMLLayout(wholePage: true), rows: 516, columns: 13),
        Case(
            page: "lsip_developer_guide.html", choice: .heading("I want to update a dataset"), place: 0,
            layout: HTMLLayout(wholePage: true), rows: 12, columns: 4),
        Case(
            page: "trafford_census2021_labour_market.html", choice: .id("metadata"), place: 0, rows: 1,
            columns: 7),
        Case(
            page: "trafford_census2021_labour_market.html", choice: .heading("Hours worked (Persons)"),
            place: 4, layout: HTMLLayout(header: .none, wholePage: true), rows: 6, columns: 2),
    ]

    @Test(arguments: cases)
    func `a real table reads as other parsers read it`(real: Case) throws {
        guard let folder = realDataFolder() else { return }
        let path = folder.appending(path: "html/\(real.page)").path
        let read = try HTMLFile(path: path, name: real.page, encoding: .utf8)
            .table(real.choice, layout: real.layout)
        let rows = try read.read(into: Rows(), threads: 1)
        #expect(rows.cells.count == real.rows)
        #expect(read.headings.count == real.columns)
        for json in try [Self.html(path), LxmlTables.json(path)].compactMap(\.self) {
            let other = try JSONDecoder().decode([[LxmlTables.Row]].self, from: json)[real.place]
            #expect(rows.numbers == other.dropFirst(read.headingRecord).map(\.number))
            #expect(rows.cells == other.dropFirst(read.headingRecord).map(\.texts))
            if read.headingRecord > 0 { #expect(read.headings == other[read.headingRecord - 1].texts) }
        }
    }

    /// The tables that the parser of Python's standard library finds.
    private static func html(_ page: String) throws -> Data {
        let said = try run(
            "python3", packageRoot.appending(path: "Tests/LMIExtractTests/Support/html_tables.py").path, page)
        try #require(said.status == 0, "\(said.errors)")
        return Data(said.output.utf8)
    }
}
