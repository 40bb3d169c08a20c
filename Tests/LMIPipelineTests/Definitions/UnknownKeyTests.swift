import Testing

@testable import LMIPipeline

/// Keys that nobody asks for, at every level of the definitions: the nearest that exists is named.
struct UnknownKeyTests {
    private let hub: SmallHub

    init() throws { hub = try SmallHub() }

    @Test func `a key of the hub file`() throws {
        #expect(
            try hub.refusal("hub.yml", "areas: areas.csv", to: "areas: areas.csv\ncolour: red") == """
                hub.yml:6:1: error: `colour:` is not a key of this file
                  mend: the keys there are: pipeline, title, description, homepage, fetching, areas, code lists, sectors, sources, dimensions, tables, registers, directory
                """)
    }

    @Test func `a misspelt key of the hub file that must be there is pointed at`() throws {
        #expect(
            try hub.refusal("hub.yml", "code lists:", to: "codelists:") == """
                hub.yml:7:1: error: `codelists:` is not a key of this file
                  mend: did you mean `code lists:`?
                """)
    }

    @Test func `a misspelt key with two letters swapped is pointed at`() throws {
        #expect(
            try hub.refusal("jobs.yml", "{name: Open", to: "{nmae: Open") == """
                jobs.yml:7:13: error: `nmae:` is not a key of `licence:`
                  mend: did you mean `name:`?
                """)
    }

    @Test func `a key of a dimension`() throws {
        #expect(
            try hub.refusal("hub.yml", "title: Sector}", to: "title: Sector, titel: red}") == """
                hub.yml:11:77: error: `titel:` is not a key of `sector:`
                  mend: did you mean `title:`? the keys there are: code column, name column, title
                """)
    }

    @Test func `a key of a source in the hub file`() throws {
        #expect(
            try hub.refusal("hub.yml", "{definition: jobs.yml}", to: "{definition: jobs.yml, requierd: yes}")
                == """
                hub.yml:13:32: error: `requierd:` is not a key of `jobs:`
                  mend: did you mean `required:`? the keys there are: definition, required, max age days
                """)
    }

    @Test func `a key of a table`() throws {
        #expect(
            try hub.refusal("hub.yml", "    from: jobs\n", to: "    from: jobs\n    form: jobs\n") == """
                hub.yml:19:5: error: `form:` is not a key of `jobs-by-sector:`
                  mend: did you mean `from:`? the keys there are: title, description, from, sums by sector, sums for areas
                """)
    }

    @Test func `a key of sums by sector`() throws {
        #expect(
            try hub.refusal("hub.yml", "      of: industry\n", to: "      of: industry\n      shares: 1\n")
                == """
                hub.yml:22:7: error: `shares:` is not a key of `sums by sector:`
                  mend: did you mean `share:`? the keys there are: view, of, absent rows are zero, total, share, location quotient
                """)
    }

    @Test func `a key of the total`() throws {
        #expect(
            try hub.refusal(
                "hub.yml", "{published as: Total}", to: "{published as: Total, sum of evry: section}") == """
                    hub.yml:22:36: error: `sum of evry:` is not a key of `total:`
                      mend: did you mean `sum of every:`? the keys there are: published as, sum of every
                    """)
    }

    @Test func `a key of the share`() throws {
        #expect(
            try hub.refusal("hub.yml", "{decimals: 1}", to: "{decimals: 1, decimal: 2}") == """
                hub.yml:23:28: error: `decimal:` is not a key of `share:`
                  mend: did you mean `decimals:`? the keys there are: decimals
                """)
    }

    @Test func `a key of the sectors' file`() throws {
        #expect(
            try hub.refusal("sectors.yml", "partition:", to: "partitoin:") == """
                sectors.yml:9:1: error: `partitoin:` is not a key of this file
                  mend: did you mean `partition:`?
                """)
    }

    @Test func `a key of a sector`() throws {
        #expect(
            try hub.refusal(
                "sectors.yml", "    name: Ceramics\n", to: "    name: Ceramics\n    valid form: 2018-04-01\n")
                    == """
                    sectors.yml:5:5: error: `valid form:` is not a key of `sectors:`
                      mend: did you mean `valid from:`? the keys there are: id, name, status, source, valid from, rules
                    """)
    }

    @Test func `a key of a sector's rule`() throws {
        #expect(
            try hub.refusal("sectors.yml", #"{sic: "24"}"#, to: #"{sic: "24", wieght: 0}"#) == """
                sectors.yml:22:21: error: `wieght:` is not a key of `rules:`
                  mend: did you mean `weight:`? the keys there are: sic, weight, basis, confidence, note
                """)
    }

    @Test func `a key of a source's definition`() throws {
        #expect(
            try hub.refusal("jobs.yml", "encoding: utf-8", to: "encoding: utf-8\ndelimeter: comma") == """
                jobs.yml:11:1: error: `delimeter:` is not a key of this file
                  mend: did you mean `delimiter:`? the keys there are: source, title, origin, fetch, releases, file, encoding, table, delimiter, register, columns, rows, split, cells, observations, checks
                """)
    }

    @Test func `a key of the origin`() throws {
        #expect(
            try hub.refusal(
                "jobs.yml", "  url: https://example.org/jobs",
                to: "  url: https://example.org/jobs\n  atribution: x") == """
                    jobs.yml:7:3: error: `atribution:` is not a key of `origin:`
                      mend: did you mean `attribution:`? the keys there are: publisher, title, url, licence, attribution, permission
                    """)
    }

    @Test func `a key of the table's place in the file`() throws {
        #expect(
            try hub.refusal("jobs.yml", "{header: YEAR}", to: "{header: YEAR, bellow: notes}") == """
                jobs.yml:11:23: error: `bellow:` is not a key of `table:`
                  mend: did you mean `below:`? the keys there are: html, above, header, starts at row, starts after, heading rows, footnotes in headings, expect headings, spanning headings, repeats, ends, blank rows, short rows may lack, below, spaces around cells, last row is cut off, side by side
                """)
    }

    @Test func `a key of the columns`() throws {
        #expect(
            try hub.refusal("jobs.yml", "  values: [VALUE]", to: "  values: [VALUE]\n  igmore: rest") == """
                jobs.yml:15:3: error: `igmore:` is not a key of `columns:`
                  mend: did you mean `ignore:`? the keys there are: labels, expect, values, row flag, ignore
                """)
    }

    @Test func `a key of the cells`() throws {
        #expect(
            try hub.refusal("jobs.yml", "  numbers: plain", to: "  numbers: plain\n  flags: {A: normal}")
                == """
                jobs.yml:17:3: error: `flags:` is not a key of `cells:`
                  mend: did you mean `flag:`? the keys there are: numbers, instead of a number, flag, confidence, instead of a confidence, negative
                """)
    }

    @Test func `a key of the observations`() throws {
        #expect(
            try hub.refusal("jobs.yml", "  basis: workplace", to: "  basis: workplace\n  unknown aeras: drop")
                == """
                jobs.yml:21:3: error: `unknown aeras:` is not a key of `observations:`
                  mend: did you mean `unknown areas:`? the keys there are: measure, basis, period, area, broken down by, keep, drop, unknown areas, must have areas
                """)
    }

    @Test func `a key of the period`() throws {
        #expect(
            try hub.refusal("jobs.yml", "{as: year}", to: "{as: year, becuase: x}") == """
                jobs.yml:21:22: error: `becuase:` is not a key of `period:`
                  mend: did you mean `because:`? the keys there are: as, is, written, because, forecast after
                """)
    }

    @Test func `a key of the area`() throws {
        #expect(
            try hub.refusal("jobs.yml", "{are: codes}", to: "{are: codes, prefixs: x}") == """
                jobs.yml:22:22: error: `prefixs:` is not a key of `area:`
                  mend: did you mean `prefixes:`? the keys there are: is, are, type, prefixes, also
                """)
    }

    @Test func `a key of a breakdown`() throws {
        #expect(
            try hub.refusal("jobs.yml", "{of: SIC 2007}", to: "{of: SIC 2007, levle: section}") == """
                jobs.yml:24:30: error: `levle:` is not a key of `industry:`
                  mend: did you mean `level:`? the keys there are: texts, of, level, keep level, code before, leading zeros, also
                """)
    }
}
