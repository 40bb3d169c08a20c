import LMITestSupport
import Testing

struct HouseRulesTests {
    @Test func `the rules of the house that no compiler keeps are kept`() throws {
        let result = try run("python3", "Tests/Fences/house_rules.py", ".")
        #expect(result.status == 0, "\(result.output)\(result.errors)")
    }
}
