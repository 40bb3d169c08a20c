import LMIModel
import LMITransform
import Testing

struct SectorExpansionTests {
    private let expansion: SectorExpansion
    init() throws { expansion = SectorExpansion(try DeriveFixture().tree) }

    private func rule(_ sector: String, _ prefix: String, _ weight: String = "1", line: Int = 3) throws
        -> SectorRule
    {
        SectorRule(
            sector: sector, prefix: prefix, weight: try #require(ExactDecimal(weight)),
            at: .line(file: "sectors.yml", line: line, column: 5))
    }

    @Test func `a prefix takes in every industry whose code begins so`() throws {
        #expect(
            try expansion.subclasses(of: [rule("x", "233"), rule("x", "F")]) == [
                "23310", "23320", "41201", "41202", "42110", "43110",
            ])
    }

    @Test func `points and strokes in a code make no difference`() throws {
        #expect(
            try expansion.subclasses(of: [rule("x", "23.32"), rule("x", "28.92/1")]) == ["23320", "28921"])
    }

    @Test func `the longest prefix wins, and a weight of 0 leaves out`() throws {
        let rules = [
            try rule("x", "2331", "0"), try rule("x", "C"), try rule("x", "28", "0"), try rule("x", "28922"),
        ]
        #expect(try expansion.subclasses(of: rules) == ["20110", "20130", "23320", "28922"])
        #expect(try expansion.subclasses(of: rules.reversed()) == ["20110", "20130", "23320", "28922"])
    }

    @Test func `a prefix that begins no code is refused, naming the nearest`() throws {
        let unknown = try rule("ceramics", "2333", line: 7)
        let stop = #expect(throws: Diagnostic.self) { try expansion.subclasses(of: [unknown]) }
        #expect(
            stop?.description == """
                sectors.yml:7:5: error: the sector "ceramics" names "2333", which begins no code of SIC 2007
                  mend: the nearest is "233" (label of 233); correct the code on this line, or add it to codelists/sic2007.csv
                """)
    }

    @Test func `a weight between 0 and 1 is refused`() throws {
        let half = try rule("digital", "28", "0.5")
        let stop = #expect(throws: Diagnostic.self) { try expansion.subclasses(of: [half]) }
        #expect(
            stop?.description == """
                sectors.yml:3:5: error: the weight "0.5" of "28" in the sector "digital" is neither 0 nor 1: a part of an industry cannot be taken in
                  mend: write 1 to take the industry in whole, 0 to leave it out, or name finer codes
                """)
    }

    @Test func `two lines that contradict each other are refused`() throws {
        let rules = [try rule("x", "28", line: 3), try rule("x", "28", "0", line: 9)]
        let stop = #expect(throws: Diagnostic.self) { try expansion.subclasses(of: rules) }
        #expect(
            stop?.description == """
                sectors.yml:9:5: error: the sector "x" both takes in and leaves out "28" (the other line is sectors.yml:3:5)
                  mend: keep one of the two lines
                """)
    }

    @Test func `a partition puts every industry into one sector`() throws {
        let sectors = try expansion.partition([
            rule("farms", "A"), rule("making", "C"), rule("building", "F"),
        ])
        #expect(sectors["farms"] == ["01000"])
        #expect(sectors["building"] == ["41201", "41202", "42110", "43110"])
        #expect(sectors.values.map(\.count).reduce(0, +) == 11)
    }

    @Test func `all overlaps and gaps of a partition are in one report`() throws {
        let rules = [
            try rule("making", "C", line: 3), try rule("ceramics", "23", line: 4),
            try rule("building", "41", line: 5),
        ]
        let stop = #expect(throws: Diagnostic.self) { try expansion.partition(rules) }
        #expect(
            stop?.description == """
                sectors.yml:4:5: error: every industry of SIC 2007 must be in exactly one sector, but 2 are in two: 23310 in "making" (sectors.yml:3:5) and "ceramics" (sectors.yml:4:5), 23320 in "making" (sectors.yml:3:5) and "ceramics" (sectors.yml:4:5); and 3 are in none: 01000, 42110, 43110
                  mend: take each industry out of all sectors but one, and put the others into one
                """)
    }
}

struct IndustryTreeTests {
    @Test func `a code that is its own ancestor is refused`() throws {
        let list = try CodeList(
            Classification("SIC 2007"), file: "codelists/sic2007.csv",
            entries: [.init(code: "A", label: "a", parent: "B"), .init(code: "B", label: "b", parent: "A")])
        let stop = #expect(throws: Diagnostic.self) { try IndustryTree(list) }
        #expect(
            stop?.description == """
                codelists/sic2007.csv:2: error: the parents of "A" lead round in a circle
                  mend: correct the parent of one of these codes
                """)
    }

    @Test func `a code holds the finest codes below it, and a finest code itself`() throws {
        let tree = try DeriveFixture().tree
        #expect(tree.leaves(of: "C") == ["20110", "20130", "23310", "23320", "28921", "28922"])
        #expect(tree.leaves(of: "01000") == ["01000"])
        #expect(tree.leaves(of: "Total") == tree.leaves)
        #expect(tree.leaves.count == 11)
        #expect(tree.leaves(of: "99").isEmpty)
    }
}
