import Testing

@testable import LMIPipeline

/// Definitions that are not YAML, in words for someone who has never heard of it.
struct YAMLFaultTests {
    private let hub: SmallHub

    init() throws { hub = try SmallHub() }

    @Test func `a line indented with a tab is refused`() throws {
        #expect(
            try hub.refusal("hub.yml", "  jobs: {d", to: "\tjobs: {d") == """
                hub.yml:13:1: error: the line is indented with a tab
                  mend: put blanks in its place, as many as the lines beside it have
                """)
    }

    @Test func `a quote that is not closed is refused`() throws {
        #expect(
            try hub.refusal("jobs.yml", "title: Jobs by industry", to: #"title: "Jobs by industry"#) == """
                jobs.yml:7:55: error: the line does not fit the lines above: a quote is not closed, or the indentation differs
                  mend: close the quote, or begin the line exactly below the others of its group
                """)
    }

    @Test func `a colon without a blank after it is refused`() throws {
        #expect(
            try hub.refusal("jobs.yml", "title: Jobs by industry", to: "title:Jobs by industry") == """
                jobs.yml:3:1: error: the line above has no colon with a blank after it
                  mend: write it as `key: value`, with a blank after the colon
                """)
    }

    @Test func `a text with a colon in it wants quotes`() throws {
        #expect(
            try hub.refusal("jobs.yml", "title: Jobs by industry", to: "title: Jobs: by industry") == """
                jobs.yml:2:12: error: a second colon stands in the line, or the line is indented further than the one above
                  mend: put a text with a colon in double quotes, or begin the line below the one above
                """)
    }

    @Test func `a line that begins elsewhere than its group is refused`() throws {
        #expect(
            try hub.refusal("jobs.yml", "  publisher: Office", to: "    publisher: Office") == """
                jobs.yml:5:3: error: the line does not fit the lines above: a quote is not closed, or the indentation differs
                  mend: close the quote, or begin the line exactly below the others of its group
                """)
    }

    @Test func `a list that is not closed is refused`() throws {
        #expect(
            try hub.refusal("jobs.yml", "[VALUE]", to: "[VALUE") == """
                jobs.yml:15:6: error: a list that began with `[` is not closed
                  mend: write `]` at its end, and a comma between its items
                """)
    }

    @Test func `a group that is not closed is refused`() throws {
        #expect(
            try hub.refusal("jobs.yml", "{as: year}", to: "{as: year") == """
                jobs.yml:22:7: error: a group that began with `{` is not closed
                  mend: write `}` at its end, and a comma between its keys
                """)
    }

    @Test func `a text that begins with a percent sign wants quotes`() throws {
        #expect(
            try hub.refusal("jobs.yml", "title: Jobs by industry", to: "title: %s by industry") == """
                jobs.yml:2:8: error: a text begins with a character that means something else here
                  mend: put the text in double quotes
                """)
    }

    @Test func `a text that begins with a star wants quotes`() throws {
        #expect(
            try hub.refusal("jobs.yml", "title: Jobs by industry", to: "title: *jobs") == """
                jobs.yml:2:8: error: a text begins with `*`, which means something else here
                  mend: put the text in double quotes
                """)
    }

    @Test func `a character that cannot be seen is refused`() throws {
        #expect(
            try hub.refusal("jobs.yml", "title: Jobs by industry", to: "title: Jobs\u{1} by industry") == """
                jobs.yml:2:12: error: the file has a character that cannot be seen
                  mend: delete it, or type the line anew
                """)
    }

    @Test func `a key that stands twice is refused`() throws {
        #expect(
            try hub.refusal("jobs.yml", "title: Jobs by industry", to: "title: Jobs\ntitle: Work") == """
                jobs.yml:2:1: error: the key "title" stands here and again in line 3
                  mend: keep one of the two
                """)
    }

    @Test func `a source that stands twice is refused`() throws {
        #expect(
            try hub.refusal(
                "hub.yml", "  jobs: {definition: jobs.yml}",
                to: "  jobs: {definition: jobs.yml}\n  jobs: {definition: jobs.yml}") == """
                    hub.yml:13:3: error: the key "jobs" stands here and again in line 14
                      mend: keep one of the two
                    """)
    }

    @Test func `a second definition in the same file is refused`() throws {
        #expect(
            try hub.refusal("jobs.yml", "title: Jobs by industry", to: "---\ntitle: Jobs") == """
                jobs.yml:2:1: error: a line `---` begins a second definition
                  mend: take the line away: a file holds one definition
                """)
    }

    @Test func `a key must be a plain text`() throws {
        #expect(
            try hub.refusal("jobs.yml", "title: Jobs by industry", to: "[title, name]: Jobs") == """
                jobs.yml:2:1: error: a key is not a plain text
                  mend: write each key as a word or in quotes
                """)
    }

    @Test func `an empty file is refused`() throws {
        #expect(
            try hub.refusal("jobs.yml", holding: "") == """
                jobs.yml: error: the file is empty
                  mend: write the definition into it
                """)
    }

    @Test func `a file of nothing but remarks is as empty`() throws {
        #expect(
            try hub.refusal("jobs.yml", holding: "# to be written\n") == """
                jobs.yml: error: the file is empty
                  mend: write the definition into it
                """)
    }

    @Test func `a file that is one text is refused`() throws {
        #expect(
            try hub.refusal("jobs.yml", holding: "jobs\n") == """
                jobs.yml:1:1: error: the file holds "jobs" instead of keys
                  mend: write lines such as `key: value`
                """)
    }

    @Test func `a file that is a list is refused`() throws {
        #expect(
            try hub.refusal("jobs.yml", holding: "- jobs\n- pay\n") == """
                jobs.yml:1:1: error: the file holds a list instead of keys
                  mend: write lines such as `key: value`
                """)
    }

    @Test func `brackets nested without end are refused`() throws {
        #expect(
            try hub.refusal("jobs.yml", holding: String(repeating: "[", count: 100_000)) == """
                jobs.yml:1:102: error: groups stand inside groups a hundred deep
                  mend: close the brackets, or begin the file anew
                """)
    }

    @Test func `a value may not be named for use elsewhere`() throws {
        #expect(
            try hub.refusal("jobs.yml", "{name: Open", to: "&ogl {name: Open") == """
                jobs.yml:7:12: error: `&` gives this value a name for use elsewhere, which definitions do not do
                  mend: take the `&` name away and write the value out wherever `*` stands for it; put a text that begins with `&` in double quotes
                """)
    }

    @Test(arguments: ["!important Jobs", "!!str Jobs", "! Jobs", "!important"])
    func `a text that begins with an exclamation mark wants quotes`(_ text: String) throws {
        #expect(
            try hub.refusal("jobs.yml", "title: Jobs by industry", to: "title: \(text)") == """
                jobs.yml:2:8: error: `!` gives this value a type, which definitions do not do
                  mend: take the word that begins with `!` away; put a text that begins with `!` in double quotes
                """)
    }

    @Test func `a key may not be named for use elsewhere`() throws {
        #expect(
            try hub.refusal("jobs.yml", "title: Jobs by industry", to: "&a title: Jobs") == """
                jobs.yml:2:1: error: `&` gives this value a name for use elsewhere, which definitions do not do
                  mend: take the `&` name away and write the value out wherever `*` stands for it; put a text that begins with `&` in double quotes
                """)
    }

    @Test func `a key may not begin with an exclamation mark`() throws {
        #expect(
            try hub.refusal("jobs.yml", "title: Jobs by industry", to: "!a title: Jobs") == """
                jobs.yml:2:1: error: `!` gives this value a type, which definitions do not do
                  mend: take the word that begins with `!` away; put a text that begins with `!` in double quotes
                """)
    }

    @Test func `a file has at most a hundred thousand entries`() throws {
        #expect(
            try hub.refusal("jobs.yml", holding: String(repeating: "- x\n", count: 100_001)) == """
                jobs.yml:100000:3: error: the file has more than 100000 entries
                  mend: split the file
                """)
    }

    @Test func `keys are no entries of their own`() throws {
        let lines = (1...99_999).map { "k\($0): x\n" }.joined()
        #expect(throws: Never.self) { try YAMLFile.parse(lines, file: "many.yml") }
    }

    @Test(arguments: ["**Jobs**", "& jobs", "*"])
    func `texts that begin like references want quotes`(_ text: String) throws {
        #expect(
            try hub.refusal("jobs.yml", "title: Jobs by industry", to: "title: \(text)") == """
                jobs.yml:2:9: error: a text begins with `*` or `&`, which mean something else here
                  mend: put the text in double quotes
                """)
    }

    @Test func `types are given no names`() throws {
        #expect(
            try hub.refusal("jobs.yml", holding: "# Jobs\n%TAG !a! b\n---\ntitle: Jobs\n") == """
                jobs.yml:2:1: error: the line gives a type a name, which definitions do not do
                  mend: take the line away
                """)
    }

    @Test(arguments: [
        "%@", "\u{FEFF}%@", "---\n%@", "# Jobs\n\n---\n%@", "%@...\n", "%YAML 1.1\n---\n%@",
        "%YAML 1.2\n---\n%@",
    ])
    func `what may stand around a definition changes nothing in it`(_ frame: String) throws {
        for end in ["\n", "\r\n"] {
            let text = frame.replacing("%@", with: "title: Jobs # of all\nlist: [a, b]\n").replacing(
                "\n", with: end)
            var keys = try YAMLFile.parse(text, file: "d.yml").keys("")
            #expect(try keys.text("title") == "Jobs")
            #expect(try keys.take("list")?.texts("list") == ["a", "b"])
            try keys.finish()
        }
    }

    @Test func `a tab is told in files of every system`() throws {
        let text = try hub.refusal("jobs.yml", holding: "source: jobs\r\n\ttitle: Jobs\r\n")
        #expect(
            text == """
                jobs.yml:2:1: error: the line is indented with a tab
                  mend: put blanks in its place, as many as the lines beside it have
                """)
    }

    @Test func `quoted, folded and long texts are read as they are written`() throws {
        let setting = try YAMLFile.parse(
            """
            double: "a: \\"b\\" \\u00A3 # c"
            single: 'it''s'
            folded: >-
              one
              two
            literal: |
              one
              two
            bare: no
            number: 012
            day: 2026-11-21
            empty:
            list: [a, 'b', "c"]
            """, file: "texts.yml")
        var keys = try setting.keys("")
        #expect(try keys.text("double") == "a: \"b\" £ # c")
        #expect(try keys.text("single") == "it's")
        #expect(try keys.text("folded") == "one two")
        #expect(try keys.text("literal") == "one\ntwo\n")
        #expect(try keys.text("bare") == "no")
        #expect(try keys.text("number") == "012")
        #expect(try keys.text("day") == "2026-11-21")
        #expect(try keys.text("empty") == "")
        #expect(try keys.take("list")?.texts("list") == ["a", "b", "c"])
        try keys.finish()
    }
}
