import LMIModel
import LMITestSupport
import Testing

@testable import LMIExtract

struct NomisPropertyTests {
    @Test("A table of any size, split anywhere, joins to the same bytes", arguments: 1...40)
    func joins(seed: Int) throws {
        var dice = Dice(seed)
        var table = NomisTable(rows: Int.random(in: 1...120, using: &dice), dice: &dice)
        if dice.once(in: 3) { table.lineEnd = "\r\n" }
        if dice.once(in: 4) { table.headings = "\u{FEFF}" + table.headings }
        let publisher = try Publisher()
        let end = try publisher.fetch(.nomis) { request in
            let size = Int.random(in: 1...40, using: &dice)
            return try publisher.pages(of: table, size: size)(request)
        }
        let isSame = end.text?.utf8.elementsEqual(table.whole.utf8)
        #expect(isSame == true)
    }

    /// What a server can do to one page of several.
    enum Damage: CaseIterable {
        case dropsRow, repeatsRow, swapsRows, changesCount, changesOffset, changesHeading, cutsInQuotes
        case repeatsPage, isEmpty
    }

    @Test("A table with one page spoiled is never joined", arguments: Damage.allCases)
    func refuses(damage: Damage) throws {
        for seed in 1...12 {
            var dice = Dice(seed)
            let table = NomisTable(rows: Int.random(in: 9...40, using: &dice), dice: &dice)
            let size = Int.random(in: 3...4, using: &dice)
            let pages = (0..<table.rows.count).filter { $0.isMultiple(of: size) }.dropLast()
            // Page 1 has none before it to repeat, or to have other headings than.
            let spoiled = dice.one(of: Array(pages.dropFirst()))
            let publisher = try Publisher()
            let fault = publisher.fault(
                .nomis,
                answer: publisher.pages(of: table, size: size) { first, page in
                    guard first == spoiled else { return page }
                    return Self.spoil(table, first..<first + size, damage, &dice)
                })
            #expect(fault.hasPrefix("content jobs.csv (page \(spoiled / size + 1))"), "seed \(seed)")
        }
    }

    private static func spoil(
        _ table: NomisTable, _ range: Range<Int>, _ damage: Damage, _ dice: inout Dice
    ) -> String {
        var spoiled = table
        let row = Int.random(in: range.dropLast(), using: &dice)
        switch damage {
        case .dropsRow:
            spoiled.rows.remove(at: row)
            return spoiled.page(range.lowerBound..<range.upperBound - 1)
        case .repeatsRow: spoiled.rows[row + 1] = table.rows[row]
        case .swapsRows: spoiled.rows.swapAt(row, row + 1)
        case .changesCount:
            spoiled.rows[row] = table.rows[row].replacing(
                ",\(row),\(table.rows.count)", with: ",\(row),\(table.rows.count + 1)")
        case .changesOffset:
            spoiled.rows[row] = table.rows[row].replacing(",A,\(row),", with: ",A,\(row + 1),")
        case .changesHeading: spoiled.headings = table.headings.lowercased()
        case .cutsInQuotes:
            spoiled.rows[row] = "2024,\"E0600"
            return spoiled.page(range.lowerBound..<row + 1)
        case .repeatsPage: return table.page(0..<range.count)
        case .isEmpty: return table.headings + "\n"
        }
        return spoiled.page(range)
    }
}
