import Foundation
import LMITestSupport
import Testing

/// One digit of one input file, and the figures that it reaches.
struct OneDigitTests {
    struct Change: CustomTestStringConvertible, Sendable {
        let path: String
        let old: String
        let new: String
        let table: String
        /// Whether a row of the table is about the figure that was changed.
        let rows: @Sendable (Substring) -> Bool
        var testDescription: String { path }
    }

    private static let changes = [
        Change(
            path: Place.claimants, old: "\"E07000195\",\"Total\",\"Aged 25-49\",\"Claimant count\",",
            new: "", table: "claimants"
        ) { $0.hasPrefix("E07000195,") && $0.contains("Aged 25 to 49") },
        Change(
            path: Place.destinations,
            old:
                "Stoke-on-Trent,Total,Provider location,State-funded mainstream schools,Total,Number of pupils,2775,2418",
            new:
                "Stoke-on-Trent,Total,Provider location,State-funded mainstream schools,Total,Number of pupils,2775,2419",
            table: "destinations"
        ) { $0.hasPrefix("E06000021,") && $0.contains(",2019/20,") && $0.contains(",education,") },
        Change(
            path: Place.page, old: "<td>681.4</td>", new: "<td>681.5</td>", table: "earnings"
        ) { $0.hasPrefix("E37000032,") && $0.contains(",681.5,") },
    ]

    @Test(arguments: changes)
    func `a digit changes the figures that depend on it and no other byte of a table`(
        _ change: Change
    ) throws {
        try Desk.withSmallHub { desk in
            #expect(try desk.run().status == 0)
            let first = try desk.latest().generation
            let tables = ["claimants", "destinations", "earnings"]
            let before = try tables.map { try desk.published("data/\($0).csv") }
            if change.new.isEmpty {
                // The last digit after the text
                try desk.change(change.path) { text in
                    guard let place = text.firstRange(of: change.old)?.upperBound,
                        let comma = text[place...].firstIndex(of: ",")
                    else { return text }
                    let digit = text.index(before: comma)
                    return text.replacingCharacters(in: digit..<comma, with: text[digit] == "0" ? "5" : "0")
                }
            } else {
                try desk.replace(change.old, with: change.new, in: change.path)
            }
            #expect(try desk.run().status == 0)
            #expect(try desk.latest().generation != first)
            for (name, old) in zip(tables, before) {
                let new = try desk.published("data/\(name).csv")
                guard name == change.table else {
                    #expect(new == old)
                    continue
                }
                let (was, now) = (old.split(separator: "\n"), new.split(separator: "\n"))
                #expect(was.count == now.count)
                let different = zip(was, now).filter { $0 != $1 }.map(\.1)
                #expect(different.count == 1)
                #expect(different.allSatisfy(change.rows))
            }
        }
    }
}
