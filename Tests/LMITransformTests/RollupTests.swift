import LMIModel
import Testing

@testable import LMITransform

/// A table given as texts, handed out a few rows at a time to several copies of a consumer.
struct GivenTable {
    var headings: [String]
    var rows: [[String]]

    func rollUp(_ plan: RollupPlan, rowsAtATime: Int = 2, copies: Int = 1) throws(Diagnostic) -> RollupResult
    {
        let start = try RollupConsumer(plan, headings: headings, file: "t.csv")
        var consumers = Array(repeating: start, count: copies)
        var next = 0
        for from in stride(from: 0, to: rows.count, by: rowsAtATime) {
            var batch = Batch(width: headings.count)
            for row in from..<min(from + rowsAtATime, rows.count) { batch.append(rows[row], record: row + 2) }
            batch.pad()
            try consumers[next].take(batch)
            next = (next + 1) % copies
        }
        var total = consumers.removeFirst()
        for other in consumers { try total.merge(other) }
        return try total.result()
    }
}

struct RollupTests {
    static let table = GivenTable(
        headings: ["year", "area", "code", "value"],
        rows: [
            ["2021", "Stoke", "01", "10"], ["2021", "Stoke", "02", "20"], ["2021", "Stoke", "03", "*"],
            ["2021", "Leek", "01", "-5"], ["2022", "Stoke", "03", "*"], ["2022", "Leek", "02", "0.5"],
            ["2022", "Paris", "01", "99"], ["2022", "Leek", "77", "7"], ["2022", "Leek", "09", "8"],
        ])
    static let plan = RollupPlan(
        keep: [.init(column: "area", texts: ["Stoke", "Leek"])],
        groupBy: [
            .init(name: "year", column: "year"),
            .init(
                name: "sector", column: "code",
                crosswalk: RollupCrosswalk(
                    targets: [
                        "01": [.init(text: "kilns")],
                        "02": [
                            .init(text: "kilns", thousandths: 250), .init(text: "shops", thousandths: 750),
                        ],
                        "03": [.init(text: "shops")], "09": [],
                    ], unmapped: .drop)),
            .init(name: "area", column: "area"),
        ],
        value: "value", insteadOfANumber: ["*": .suppressedQuality], decimals: 1)

    private func fault(_ value: String, code: String = "01", _ change: (inout RollupPlan) -> Void = { _ in })
        -> String
    {
        var plan = Self.plan
        change(&plan)
        let table = GivenTable(
            headings: Self.table.headings, rows: Self.table.rows + [["2022", "Leek", code, value]])
        do throws(Diagnostic) {
            _ = try table.rollUp(plan)
            return "none"
        } catch {
            return error.description
        }
    }

    @Test func `values are summed by group, weighted, and a group without a number has no total`() throws {
        #expect(
            String(decoding: try Self.table.rollUp(Self.plan).csv(), as: UTF8.self) == """
                year,sector,area,total,n,suppressed
                2021,kilns,Leek,-5.0000,1,0
                2021,kilns,Stoke,15.0000,2,0
                2021,shops,Stoke,15.0000,2,1
                2022,kilns,Leek,0.1250,1,0
                2022,shops,Leek,0.3750,1,0
                2022,shops,Stoke,,1,1

                """)
    }

    @Test func `every row is accounted for`() throws {
        let counts = try Self.table.rollUp(Self.plan).counts
        #expect(counts.read == 9)
        #expect(counts.notKept == 1)
        #expect(counts.unmapped == 1)
        #expect(counts.withoutTarget == 1)
        #expect(counts.summed == 6)
        #expect(counts.withheld == [.suppressedQuality: 2])
    }

    @Test func `the result has the same bytes whatever the batches and the number of copies`() throws {
        let whole = try Self.table.rollUp(Self.plan, rowsAtATime: 100)
        for rowsAtATime in 1...4 {
            for copies in 1...4 {
                let other = try Self.table.rollUp(Self.plan, rowsAtATime: rowsAtATime, copies: copies)
                #expect(other.csv() == whole.csv())
                #expect(other.counts == whole.counts)
            }
        }
    }

    @Test func `texts alike in their first sixteen bytes are kept apart`() throws {
        let rows = [
            ["abcdefghijklmnop1234", "1"], ["abcdefghijklmnop1235", "2"], ["abcdefghijklmnop", "4"],
            ["abcdefghijklmnop1234", "8"], ["\"a\", b", "16"], ["abcdefghijklmnop12345", "32"],
        ]
        let plan = RollupPlan(groupBy: [.init(name: "k", column: "k")], value: "v")
        for copies in 1...2 {
            let result = try GivenTable(headings: ["k", "v"], rows: rows).rollUp(
                plan, rowsAtATime: 1, copies: copies)
            #expect(
                String(decoding: result.csv(), as: UTF8.self) == """
                    k,total,n,suppressed
                    \"\"\"a\"\", b",16.000,1,0
                    abcdefghijklmnop,4.000,1,0
                    abcdefghijklmnop1234,9.000,2,0
                    abcdefghijklmnop12345,32.000,1,0
                    abcdefghijklmnop1235,2.000,1,0

                    """)
        }
    }

    @Test func `a filter of long texts lets only the very same texts pass`() throws {
        let rows = [
            ["abcdefghijklmnop1234", "1"], ["abcdefghijklmnop1235", "2"], ["abcdefghijklmnop1234", "4"],
        ]
        let plan = RollupPlan(
            keep: [.init(column: "k", texts: ["abcdefghijklmnop1235"])],
            groupBy: [.init(name: "k", column: "k")],
            value: "v")
        let result = try GivenTable(headings: ["k", "v"], rows: rows).rollUp(plan)
        #expect(result.count == 1)
        #expect(result[0].total == ExactDecimal(units: 2))
    }

    @Test func `four decimals are kept exactly, and minus signs`() throws {
        let rows = [["a", "0.0001"], ["a", "-12.3456"], ["a", "7"]]
        let plan = RollupPlan(groupBy: [.init(name: "k", column: "k")], value: "v", decimals: 4)
        #expect(
            try GivenTable(headings: ["k", "v"], rows: rows).rollUp(plan)[0].total?.description
                == "-5.3455000"
        )
    }

    @Test func `a declared text stands for no number even where it reads as one`() throws {
        let plan = RollupPlan(
            groupBy: [.init(name: "k", column: "k")], value: "v", insteadOfANumber: ["-9": .notAvailable])
        let result = try GivenTable(headings: ["k", "v"], rows: [["a", "-9"], ["a", "-8"]]).rollUp(plan)
        #expect(result[0] == .init(key: ["a"], total: ExactDecimal(units: -8), rows: 2, suppressed: 1))
    }

    @Test func `an unknown mark is an error, never a nought`() {
        #expect(
            fault("n/a") == """
                t.csv:11:4 (value): error: "n/a" is neither a number nor a declared text instead of one
                  mend: if the source's notes explain "n/a", add it under `instead of a number:`
                """)
    }

    @Test func `an empty cell is an error unless it is declared`() {
        #expect(
            fault("") == """
                t.csv:11:4 (value): error: "" is neither a number nor a declared text instead of one
                  mend: if the source's notes explain "", add it under `instead of a number:`
                """)
    }

    @Test func `a number with more decimals than declared is an error, not rounded`() {
        #expect(
            fault("0.25") == """
                t.csv:11:4 (value): error: "0.25" has more decimals than the 1 declared
                  mend: raise "decimals:" in the rollup's definition
                """)
    }

    @Test(arguments: ["9223372036854775808", "9223372036854775807", "-99999999999999999999"])
    func `a number that would overflow is an error`(text: String) {
        #expect(
            fault(text) == """
                t.csv:11:4 (value): error: the number "\(text)" has more digits than can be summed exactly
                  mend: ask the publisher whether the number is right
                """)
    }

    @Test func `a sum that would overflow is an error`() {
        #expect(
            fault("900000000000000000") == """
                t.csv: error: the sum for "2022", "kilns", "Leek" has more digits than a figure can hold
                  mend: lower "decimals:" in the rollup's definition, or group by more columns
                """)
    }

    @Test func `a code that the crosswalk lacks is an error unless such rows are dropped by name`() {
        #expect(
            fault("1", code: "55") { plan in
                plan.groupBy[1].crosswalk?.unmapped = .error
                plan.groupBy[1].crosswalk?.targets["77"] = []
            } == """
                t.csv:11:3 (code): error: the crosswalk does not have the code "55"
                  mend: add the code to the crosswalk, or write `codes it lacks: drop` there to leave such rows out and have them counted
                """)
    }

    @Test func `a column that is not there is named with the nearest`() {
        #expect(
            fault("1") { $0.value = "valeu" } == """
                t.csv: error: no column has the heading "valeu"; the nearest is "value"
                  mend: write the heading in the definition as the file has it
                """)
    }

    @Test func `two columns of one heading are not chosen between`() {
        let table = GivenTable(headings: ["k", "v", "v"], rows: [])
        #expect(
            throws: Diagnostic(
                at: .file("t.csv"), "columns 2 and 3 both have the heading \"v\"",
                mend: "ask the publisher which of the two is meant")
        ) {
            try table.rollUp(RollupPlan(groupBy: [.init(name: "k", column: "k")], value: "v"))
        }
    }

    @Test func `a weight is a share, not more`() {
        #expect(
            fault("1") { $0.groupBy[1].crosswalk?.targets["01"] = [.init(text: "kilns", thousandths: 1001)] }
                == """
                t.csv: error: the code "01" counts 1001 thousandths under "kilns", but 0 to 1000 are possible
                  mend: correct the weight in the crosswalk
                """)
    }

    @Test func `a code counts once under a target`() {
        #expect(
            fault("1") {
                $0.groupBy[1].crosswalk?.targets["01"] = [.init(text: "kilns"), .init(text: "kilns")]
            } == """
                t.csv: error: the code "01" counts twice under "kilns"
                  mend: keep one of the two lines of the crosswalk
                """)
    }

    @Test func `one column is mapped, not two`() {
        #expect(
            fault("1") { $0.groupBy[0].crosswalk = RollupCrosswalk(targets: [:]) } == """
                t.csv: error: the rollup maps 2 columns ("year", "sector"), but one is possible
                  mend: keep one crosswalk, and roll the result up again
                """)
    }

    @Test func `a rollup without groups is one row`() throws {
        let plan = RollupPlan(groupBy: [], value: "v")
        let table = GivenTable(headings: ["v"], rows: [["1"], ["2"]])
        #expect(
            String(decoding: try table.rollUp(plan, rowsAtATime: 1, copies: 2).csv(), as: UTF8.self)
                == "total,n,suppressed\n3.000,2,0\n")
        #expect(try GivenTable(headings: ["v"], rows: []).rollUp(plan).count == 0)
    }
}
