import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// What a definition means when nothing is wrong with it, and files that cannot be read at all.
struct DefinitionTests {
    private let hub: SmallHub

    init() throws { hub = try SmallHub() }

    @Test func `the smallest pipeline is whole`() throws {
        let pipeline = try hub.definition()
        #expect(pipeline.id == "hub")
        #expect(pipeline.sources.map(\.definition.id) == ["jobs"])
        #expect(pipeline.tables.map(\.id) == ["jobs-by-sector"])
        #expect(pipeline.lists.areas.ours.map(\.code) == ["E06000021", "E07000195"])
        #expect(pipeline.sectors.sectors.map(\.id) == ["ceramics", "farming", "making"])
        #expect(pipeline.sectors.sectors.map(\.subclasses) == [["23"], ["01"], ["23", "24"]])
    }

    @Test(arguments: [
        "no", "yes", "true", "null", "~", "012", "0x1F", "1e3", "1_000", "12:30", "2026-11-21", ".inf",
    ])
    func `a word that YAML has ideas about stays the text it is`(_ text: String) throws {
        try hub.change("hub.yml", "title: A small hub", to: "title: \(text)")
        #expect(try hub.definition().title == text)
    }

    @Test func `a definition that is not UTF-8 is refused`() throws {
        try hub.pipelines.write([0x74, 0x69, 0xE9, 0x0A], to: "jobs.yml")
        #expect(
            hub.refusal() == """
                jobs.yml: error: the file is not UTF-8
                  mend: save it as UTF-8 in the editor
                """)
    }

    @Test func `a list of areas that is not UTF-8 is refused`() throws {
        try hub.pipelines.write([0x63, 0x6F, 0xE9, 0x0A], to: "areas.csv")
        #expect(
            hub.refusal() == """
                areas.csv: error: the file is not UTF-8
                  mend: save it as UTF-8 in the editor
                """)
    }

    @Test func `values that multiply each other are refused at the first`() throws {
        let lists = zip("bcdefghij", "abcdefghi").map { new, old in
            "\(new): &\(new) [\(Array(repeating: "*\(old)", count: 9).joined(separator: ", "))]\n"
        }
        #expect(
            try hub.refusal("jobs.yml", holding: "a: &a [x, x]\n\(lists.joined())") == """
                jobs.yml:1:4: error: `&` gives this value a name for use elsewhere, which definitions do not do
                  mend: take the `&` name away and write the value out wherever `*` stands for it; put a text that begins with `&` in double quotes
                """)
    }

    @Test(arguments: [
        ("hub.yml", "A small hub"), ("jobs.yml", "Survey of jobs"), ("sectors.yml", "name: Ceramics"),
        ("areas.csv", "Newcastle-under-Lyme"), ("sic.csv", "Metals"),
    ])
    func `every file that was read has a part in the hash of the definitions`(
        _ file: String, _ text: String
    ) throws {
        let before = try hub.definition().definitionsHash
        #expect(try hub.definition().definitionsHash == before)
        try hub.change(file, text, to: "\(text) too")
        #expect(try hub.definition().definitionsHash != before)
    }
}
