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
}
