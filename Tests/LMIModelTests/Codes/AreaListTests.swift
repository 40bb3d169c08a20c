import LMIModel
import Testing

struct AreaListTests {
    private func area(
        _ code: String, _ name: String, aliases: [String] = [], members: [String] = [], ours: Bool = false
    ) -> Area {
        Area(
            code: code, scheme: .gss, name: name, type: "district", vintage: "2023", aliases: aliases,
            members: members, isOurs: ours)
    }

    @Test func `an area is found by its code, its name and its other spellings`() throws {
        let list = try AreaList(
            file: "areas.csv",
            areas: [
                area("E06000021", "Stoke-on-Trent", aliases: ["Stoke-on-Trent UA"], ours: true),
                area("E07000194", "Lichfield"),
            ])
        #expect(list["E06000021"]?.name == "Stoke-on-Trent")
        #expect(list.named("Stoke-on-Trent UA").map(\.code) == ["E06000021"])
        #expect(list.named("Stoke").isEmpty)
        #expect(list["E06000099"] == nil)
        #expect(list.ours.map(\.code) == ["E06000021"])
    }

    @Test func `two areas of one name are both found, for the caller to tell apart`() throws {
        let list = try AreaList(file: "areas.csv", areas: [area("E1", "Stafford"), area("E2", "Stafford")])
        #expect(list.named("Stafford").map(\.code) == ["E1", "E2"])
    }

    @Test func `an area code may stand once only`() {
        let stop = #expect(throws: Diagnostic.self) {
            try AreaList(file: "areas.csv", areas: [area("E1", "Stafford"), area("E1", "Stone")])
        }
        #expect(
            stop?.description == """
                areas.csv:3: error: the area code "E1" stands twice
                  mend: keep one of the two lines
                """)
    }

    @Test func `a member must be an area of the list`() {
        let stop = #expect(throws: Diagnostic.self) {
            try AreaList(file: "areas.csv", areas: [area("H1", "North", members: ["E9"])])
        }
        #expect(
            stop?.description == """
                areas.csv:2: error: the member "E9" of "North" is not an area of this file
                  mend: add a line for "E9", or correct the member
                """)
    }

    private func refusal(_ areas: Area...) -> String {
        do throws(Diagnostic) {
            _ = try AreaList(file: "areas.csv", areas: areas)
            return "not refused"
        } catch { return error.description }
    }

    @Test func `a member named twice would be counted twice`() {
        #expect(
            refusal(area("E1", "Stoke-on-Trent"), area("H1", "Stoke (hub area)", members: ["E1", "E1"]))
                == """
                areas.csv:3: error: the members of "Stoke (hub area)" name "E1" twice, so that its figures would be counted twice
                  mend: name each member once
                """)
    }

    @Test func `a county and a district of it would count the district twice`() {
        let parts = [area("E1", "Stafford"), area("E2", "Tamworth")]
        let county = area("E10", "Staffordshire", members: ["E1", "E2"])
        #expect(
            refusal(parts[0], parts[1], county, area("H1", "All", members: ["E10", "E2"])) == """
                areas.csv:5: error: the members "E10" and "E2" of "All" both hold "E2", so that its figures would be counted twice
                  mend: keep one of the two members
                """)
        #expect(
            refusal(
                parts[0], parts[1], county, area("H1", "All", members: ["E10", "H2"]),
                area("H2", "East", members: ["E2"]))
                    == """
                    areas.csv:5: error: the members "E10" and "H2" of "All" both hold "E2", so that its figures would be counted twice
                      mend: keep one of the two members
                    """)
    }

    @Test func `a group is not a part of itself`() {
        #expect(
            refusal(area("H1", "North", members: ["H2"]), area("H2", "South", members: ["H1"])) == """
                areas.csv:2: error: "North" is a member of itself, directly or through its members
                  mend: name the districts it is made of in the column `members`
                """)
    }

    @Test func `a group may be made of groups that share no district`() throws {
        let list = try AreaList(
            file: "areas.csv",
            areas: [
                area("E1", "Stafford"), area("E2", "Tamworth"), area("H1", "North", members: ["E1"]),
                area("H2", "All", members: ["H1", "E2"]), area("H3", "All again", members: ["H2"]),
            ])
        #expect(list["H2"]?.members == ["H1", "E2"])
    }
}
