import Foundation
import LMIExtract
import LMIModel
import Testing

/// The sample page in the layout of a Labour Market Profile.
struct HTMLSampleTests {
    private static let area = "Stoke-on-Trent and Staffordshire"

    private func read(_ choice: HTMLChoice, headerRows: Int = 1) throws -> HTMLTable {
        let samples = URL(filePath: #filePath).appending(path: "../../../../SampleInputs/nomis").standardized
        let file = try HTMLFile(
            path: samples.appending(path: "labour-market-profile.html").path,
            name: "nomis/labour-market-profile.html", encoding: .utf8)
        return try file.table(choice, layout: HTMLLayout(headerRows: headerRows, wholePage: true))
    }

    @Test func `employee jobs of the industries make up their total, but for rounding`() throws {
        let jobs = try read(.id("tabjobs"))
        #expect(
            jobs.headings == ["", "\(Self.area) (employee jobs)", "\(Self.area) (%)", "Great Britain (%)"])
        #expect(jobs.sections == [5])
        #expect(jobs.notes.count == 3)
        let rows = try jobs.read(into: Rows(), threads: 1)
        #expect(rows.numbers == Array(2...23))
        let numbers = try rows.cells.filter { $0[1] != "" }
            .map { try #require(Int($0[1].replacing(",", with: ""))) }
        let total = numbers[0]
        #expect(numbers.count == 21)
        #expect(abs(numbers[1] + numbers[2] - total) <= 1000)
        #expect(abs(numbers[3...].reduce(0, +) - total) <= 18 * 500)
    }

    @Test func `a heading over two columns stands over both`() throws {
        let work = try read(.caption("Employment and unemployment (Jul 2025-Jun 2026)"), headerRows: 2)
        #expect(
            work.headings == [
                "", "\(Self.area) | (numbers)", "\(Self.area) | (%)", "West Midlands | (%)",
                "Great Britain | (%)",
            ])
        #expect(work.sections == [3, 9, 15])
        let rows = try work.read(into: Rows(), threads: 1)
        #expect(rows.cells[1] == ["Economically active", "573,400", "79.1", "78.0", "78.6"])
        #expect(rows.cells[11] == ["Unemployed", "#", "#", "5.2", "4.3"])
        #expect(work.marks.count == 15)
        #expect(work.marks.first?.text == "†")
    }

    @Test func `pay stands under its section`() throws {
        let pay = try read(.heading("Earnings by place of work (2025)"))
        let rows = try pay.read(into: Rows(), threads: 1)
        #expect(rows.cells[0] == ["Gross weekly pay", "", "", ""])
        #expect(rows.cells[5] == ["Full-time workers", "17.02", "18.40", "19.66"])
    }
}
