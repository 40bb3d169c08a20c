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
                jobs.yml:2:1: error: the key "title" stands here and again further down
                  mend: keep one of the two
                """)
    }

    @Test func `a source that stands twice is refused`() throws {
        #expect(
            try hub.refusal(
                "hub.yml", "  jobs: {definition: jobs.yml}",
                to: "  jobs: {definition: jobs.yml}\n  jobs: {definition: jobs.yml}") == """
                    hub.yml:13:3: error: the key "jobs" stands here and again further down
                      mend: keep one of the two
                    """)
    }

    /// Yams gives such keys in another order each time, which would tell a person another line each time.
    @Test func `keys that are no texts and stand twice are refused with the same words each time`() throws {
        for _ in 1...20 {
            #expect(
                try hub.refusal(
                    "jobs.yml", "title: Jobs", to: "[a]: 1\n[a]: 1\n? {b: 2}\n: 1\n? {b: 2}\n: 1\ntitle: Jobs"
                ) == """
                    jobs.yml: error: a key that is not a plain text, or has a tag before it, stands in one group twice
                      mend: write each key as a word or in quotes, without `[`, `{` or `!`
                    """)
        }
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
                jobs.yml:1:1: error: a key is not a plain text
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
                jobs.yml:1:1: error: groups stand inside groups a thousand deep
                  mend: close the brackets, or begin the file anew
                """)
    }

    @Test func `a value may not be named for use elsewhere`() throws {
        #expect(
            try hub.refusal("jobs.yml", "{name: Open", to: "&ogl {name: Open") == """
                jobs.yml:7:12: error: `&` gives this value a name for use elsewhere, which definitions do not do
                  mend: take the `&` name away and write the value out wherever `*` stands for it
                """)
    }
}
