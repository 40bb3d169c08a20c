import LMIModel
import LMITransform
import Testing

/// Districts added up to the hub's own areas.
struct AreaSumsTests {
    private let areas: AreaList

    init() throws {
        func area(_ code: String, _ name: String, members: [String] = []) -> Area {
            Area(
                code: code, scheme: members.isEmpty ? .gss : .hub, name: name,
                type: members.isEmpty ? "district" : "hub area", vintage: "2023", members: members,
                isOurs: true)
        }
        areas = try AreaList(
            file: "areas.csv",
            areas: [
                area("E07000195", "Newcastle-under-Lyme"), area("E07000198", "Staffordshire Moorlands"),
                area("hub_north", "North", members: ["E07000195", "E07000198"]),
            ])
    }

    private func district(_ code: String) throws -> Area { try #require(areas[code]) }

    private func sum(of observations: [Observation]) throws -> Observation {
        let sums = try AreaSums(areas, for: ["hub_north"]).sums(of: observations)
        #expect(sums.count == 1)
        return try #require(sums.first)
    }

    @Test func `counts of two districts add up, and so do the ranges they stand for`() throws {
        let sum = try sum(of: [
            DeriveFixture.count(8000, area: district("E07000195")),
            DeriveFixture.count(3000, area: district("E07000198")),
        ])
        #expect(sum.figure == .published(ExactDecimal(units: 11000)))
        #expect(sum.bounds.lower == ExactDecimal(units: 9500))
        #expect(sum.bounds.upper == ExactDecimal(units: 12500))
        #expect(sum.area.code == "hub_north")
        #expect(sum.derivation == .sum)
    }

    @Test func `a district that was withheld leaves a range, never a number that looks whole`() throws {
        let sum = try sum(of: [
            DeriveFixture.count(8000, area: district("E07000195")),
            DeriveFixture.withheld(area: district("E07000198")),
        ])
        #expect(sum.figure == .withheld(.partial))
        #expect(sum.bounds.lower == ExactDecimal(units: 7000))
        #expect(sum.bounds.upper == nil)
        #expect(sum.note.contains("Staffordshire Moorlands"))
    }

    @Test func `a district without a row is not a zero`() throws {
        let sum = try sum(of: [DeriveFixture.count(8000, area: district("E07000195"))])
        #expect(sum.figure == .withheld(.notDerivable))
        #expect(sum.bounds.lower == ExactDecimal(units: 7000))
        #expect(sum.note == "the publisher gives no figure for Staffordshire Moorlands")
    }

    @Test func `medians of districts are not added`() throws {
        var one = try DeriveFixture.count(30000, area: district("E07000195"))
        var other = try DeriveFixture.count(28000, area: district("E07000198"))
        (one.adds, other.adds) = (false, false)
        let sum = try sum(of: [one, other])
        #expect(sum.figure == .withheld(.notDerivable))
        #expect(sum.bounds == .unknown)
    }

    @Test func `a published figure of the area is better than a sum, so none is made`() throws {
        var published = try DeriveFixture.count(11000, area: district("E07000195"))
        published.area = try district("hub_north")
        let observations = [
            published, try DeriveFixture.count(8000, area: district("E07000195")),
            try DeriveFixture.count(3000, area: district("E07000198")),
        ]
        #expect(try AreaSums(areas, for: ["hub_north"]).sums(of: observations).isEmpty)
    }

    @Test func `an area without members cannot be asked for`() {
        let fault = #expect(throws: Diagnostic.self) { try AreaSums(areas, for: ["E07000195"]) }
        #expect(
            fault?.description == """
                areas.csv: error: the area "E07000195" has no members to be added up
                  mend: name its districts in the column `members` of areas.csv
                """)
    }
}
