import LMIModel
import Testing

struct TemplateTests {
    @Test func `a label of three dimensions is cut into them`() throws {
        let template = try Template("T09a:{number} ({sex} - {occupation} (SOC2010) : {hours} )")
        #expect(
            template.match("T09a:7 (All people - Science, Research (SOC2010) : Full-time )")
                == .fits([
                    "number": "7", "sex": "All people", "occupation": "Science, Research",
                    "hours": "Full-time",
                ]))
        #expect(template.match("T09b:7 (All people - Science, Research (SOC2010) : Full-time )") == .differs)
    }

    @Test func `a gap holds at least one character`() throws {
        let template = try Template("{sex} ({age})")
        #expect(template.match("Males ()") == .differs)
        #expect(template.match(" (16-64)") == .differs)
        #expect(template.match("M (1)") == .fits(["sex": "M", "age": "1"]))
    }

    @Test func `a text that can be cut in two ways fits in neither`() throws {
        #expect(try Template("{a} - {b}").match("Males - Other - Part-time") == .isAmbiguous)
    }

    @Test func `a template without gaps fits the text that it is`() throws {
        #expect(try Template("Back to contents").match("Back to contents") == .fits([:]))
        #expect(try Template("Back to contents").match("Back to content") == .differs)
    }

    @Test func `a text of many letters is cut in no more steps than it has letters times gaps`() throws {
        let names = (1...Template.mostGaps).map { "{g\($0)}" }.joined(separator: "a")
        let template = try Template(names)
        #expect(template.match(String(repeating: "a", count: 5_000)) == .isAmbiguous)
        #expect(template.match(String(repeating: "b", count: 5_000)) == .differs)
        let only = Array(repeating: "b", count: Template.mostGaps).joined(separator: "a")
        guard case .fits(let texts) = template.match(only) else {
            Issue.record("\(only) fits")
            return
        }
        #expect(texts.count == Template.mostGaps)
        #expect(Set(texts.values) == ["b"])
    }

    @Test(arguments: [
        ("{a", Template.Fault.looseBrace), ("a}", .looseBrace), ("{a{b}}", .looseBrace),
        ("{}", .gapName("")), ("{a} {a}", .gapName("a")), ("{a}{b}", .adjacentGaps),
        ((1...13).map { "{g\($0)}" }.joined(separator: " "), .tooManyGaps),
    ])
    func `what a template cannot be is refused`(text: String, fault: Template.Fault) {
        #expect(throws: fault) { try Template(text) }
    }
}
