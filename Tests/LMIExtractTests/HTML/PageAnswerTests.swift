import LMIModel
import LMITestSupport
import Testing

@testable import LMIExtract

/// What a child says of a page, as bytes that may be anything.
struct PageAnswerTests {
    private static let page = """
        <h2>Pay</h2><table id=t><caption>Weekly</caption><thead><tr><th>Area<th colspan=2>Jobs<sup>1</sup></thead>
        <tr><td>Stoke…<td rowspan=2>23<td>4</table><table>stray<tr><td>3</p><td colspan=x>5</table></div>&#0;
        """

    private func seen() throws -> ParsedPage {
        try PageParsing.here.read(Array(Self.page.utf8), name: "p.html")
    }

    private func answer() throws -> [UInt8] { try #require(PageAnswer.bytes(of: seen())) }

    @Test func `an answer says all that was seen`() throws {
        let page = try seen()
        #expect(page.tables.count == 2)
        #expect(page.lapse != nil && page.tables[1].lapse != nil && page.tables[1].fault != nil)
        #expect(try PageAnswer.page(of: answer()) == page)
    }

    @Test func `an answer that is cut anywhere, or goes on, is none`() throws {
        let answer = try answer()
        for count in answer.indices {
            #expect(throws: PageAnswer.Malformed.self) { try PageAnswer.page(of: Array(answer[..<count])) }
        }
        #expect(throws: PageAnswer.Malformed.self) { try PageAnswer.page(of: answer + [0]) }
    }

    @Test func `whatever one byte becomes, an answer is read within its bounds or is none`() throws {
        let answer = try answer()
        var refused = 0
        for place in answer.indices {
            for value in [0, 1, 0x1B, 0x7F, 0x80, 0xFF] as [UInt8] {
                var changed = answer
                changed[place] = value
                guard let page = try? PageAnswer.page(of: changed) else {
                    refused += 1
                    continue
                }
                #expect(page.tables.allSatisfy { $0.size.count < 40 })
                for cell in page.tables.flatMap(\.rows).flatMap(\.cells) {
                    #expect((1...1000).contains(cell.columns) && (1...1000).contains(cell.rows))
                }
            }
        }
        #expect(refused > answer.count)
    }

    @Test func `lengths and numbers out of bounds are refused before anything is made of them`() throws {
        let start = Array("lmi page 1\n".utf8)
        let none: [UInt8] = [0, 0, 0, 0]
        let huge: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF]
        #expect(try PageAnswer.page(of: start + none + none + none) == ParsedPage())
        for lie in [
            start + huge + none + none, start + none + huge + none, start + none + none + huge,
            start + none + none + [1, 0, 0, 0], start + none + none + [1, 0, 0, 0] + none + huge,
        ] { #expect(throws: PageAnswer.Malformed.self) { try PageAnswer.page(of: lie) } }
    }

    @Test func `an answer never writes on the reader's terminal`() throws {
        var page = try seen()
        page.tables[1].fault = .init(row: 0, message: "has \u{1B}[2Jnothing", mend: "run this")
        let lie = try #require(PageAnswer.bytes(of: page))
        #expect(throws: PageAnswer.Malformed.self) { try PageAnswer.page(of: lie) }
        page.tables[1].fault = .init(row: 0, message: "has nothing", mend: "run this")
        let plain = try #require(PageAnswer.bytes(of: page))
        #expect(try PageAnswer.page(of: plain).tables[1].fault?.mend == HTMLFile.mendTable)
    }

    @Test func `an answer longer than any page's is not given`() {
        var table = PageTable(heading: "")
        let text = String(repeating: "x", count: 1 << 16)
        let cell = PageTable.Cell(text: text, marks: [], columns: 1, rows: 1)
        table.rows = [PageTable.Row(part: .body, partNumber: 0, cells: Array(repeating: cell, count: 256))]
        #expect(PageAnswer.bytes(of: ParsedPage(tables: [table])) != nil)
        #expect(PageAnswer.bytes(of: ParsedPage(tables: [table, table])) == nil)
    }
}
