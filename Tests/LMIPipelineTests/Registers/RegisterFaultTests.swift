import LMIModel
import LMITestSupport
import Testing

@testable import LMIPipeline

/// Definitions of registers that cannot hold.
struct RegisterFaultTests {
    private let hub: SmallHub

    init() throws {
        hub = try SmallHub()
        try hub.change(
            "hub.yml", "  jobs: {definition: jobs.yml}\n",
            to: "  jobs: {definition: jobs.yml}\n  schools: {definition: schools.yml}\n")
        try hub.pipelines.write(
            """
            \(hub.pipelines.text(of: "hub.yml"))registers:
              schools:
                title: Schools
                description: All of them.
                from: schools
                larger areas: {hub area: {of: area, among: [hub_stoke]}}
            directory:
              title: Directory
              description: Schools by area.
              parts: {schools: {from: schools, by: hub area, in order of: name}}

            """, to: "hub.yml")
        try hub.change(
            "areas.csv", "E07000195,", to: "hub_stoke,hub,Stoke,hub area,2023,,,,E06000021,yes\nE07000195,")
        try hub.pipelines.write(Self.schools, to: "schools.yml")
    }

    private static let schools = """
        source: schools
        title: Schools
        origin:
          publisher: Department for Education
          title: Schools
          url: https://example.org/schools
          licence: {name: Open Government Licence v3.0, url: "https://example.org/licence"}
          attribution: Contains public sector information
        file: schools.csv
        encoding: utf-8
        table: {header: urn}
        columns:
          labels: {urn: urn, name: name, head: head, area: area}
        register:
          key: urn
          columns:
            urn: {as: text}
            name: {as: text}
            area: {as: area}
          kept out: [head]

        """

    @Test func `a register and its directory are read`() throws {
        let pipeline = try hub.definition()
        #expect(pipeline.registers.map(\.id) == ["schools"])
        #expect(
            pipeline.registers[0].columns.flatMap(\.names) == [
                "urn", "name", "area_code", "area_name", "hub_area_code", "hub_area_name",
            ])
        #expect(pipeline.directory?.parts.map(\.groupedBy) == ["hub_area"])
    }

    @Test(
        arguments: [
            (
                "  kept out: [head]\n", "",
                """
                schools.yml:13:40: error: nothing uses the label "head" that `labels:` gives
                  mend: say what it holds under `columns:` of `register:`, or name it under `kept out:` there if it is not to be handed on
                """
            ),
            (
                "kept out: [head]", "kept out: [head, name]",
                """
                schools.yml:15:3: error: "name" is handed on under `columns:` and kept out as well
                  mend: take one of the two away
                """
            ),
            (
                "key: urn", "key: code",
                """
                schools.yml:15:3: error: the key "code" is not a column of the register
                  mend: the columns are: urn, name, area
                """
            ),
            (
                "urn: {as: text}", "urn: {as: text, may be empty: yes}",
                """
                schools.yml:15:3: error: the key "urn" may be empty, so that it cannot tell records apart
                  mend: take `may be empty: yes` away there, or name another column under `key:`
                """
            ),
            (
                "name: {as: text}", "nam: {as: text}",
                """
                schools.yml:15:3: error: `columns:` names "nam", which is not a label of the table
                  mend: did you mean "name"? the labels are: urn, name, head, area
                """
            ),
            (
                "name: {as: text}", "name: {as: word}",
                """
                schools.yml:18:16: error: "word" is not something that `as:` can be
                  mend: choose one of: text, date, number, area, whole number
                """
            ),
            (
                "kept out: [head]", "kept out: [head]\n  valid: {from: name, until: urn}",
                """
                schools.yml:15:3: error: `valid:` names "name", which is not a column of days
                  mend: name a column that is read `as: date`
                """
            ),
            (
                "name: {as: text}\n    area: {as: area}",
                "name: {as: date, written: 2025-03-14, may be empty: yes}\n    area: {as: area}\n  valid: {from: name, until: name}",
                """
                schools.yml:15:3: error: `valid:` names "name", which may be empty: a record without it would never hold
                  mend: take `may be empty: yes` away there, or take `valid:` away and leave records out with `drop:`
                """
            ),
            (
                "area: {as: area}", "area: {as: text}\n  keep: {area: ours}",
                """
                schools.yml:15:3: error: `keep:` says which areas are kept, and no column of areas is called "area"
                  mend: read the column of areas `as: area`, under the label `area`
                """
            ),
            (
                "area: {as: area}", "area: {as: text}\n  unknown areas: drop",
                """
                schools.yml:15:3: error: `unknown areas: drop` leaves nothing out: no column is read `as: area`
                  mend: take the line away, or read the column of areas `as: area`
                """
            ),
        ])
    func `what a source says of its records holds together`(old: String, new: String, message: String) throws
    {
        #expect(try hub.refusal("schools.yml", old, to: new) == message)
    }

    @Test(
        arguments: [
            (
                "    from: schools\n    larger", "    from: jobs\n    larger",
                """
                hub.yml:29:11: error: "jobs" is not a source of records of this pipeline
                  mend: the sources with `register:` are: schools
                """
            ),
            (
                "    from: jobs\n", "    from: schools\n",
                """
                hub.yml:19:11: error: "schools" holds records, of which no table of figures can be made
                  mend: publish it under `registers:`, or name a source of figures
                """
            ),
            (
                "of: area, among", "of: name, among",
                """
                hub.yml:30:35: error: "name" is not a column of areas
                  mend: name one that is read `as: area`
                """
            ),
            (
                "hub area: {of", "area: {of",
                """
                hub.yml:27:5: error: "schools" would have two columns called "area_code"
                  mend: call the column otherwise in one of the definitions, or under `larger areas:`
                """
            ),
            (
                "by: hub area", "by: name",
                """
                hub.yml:34:40: error: "name" holds no codes to make groups of
                  mend: name a column of areas or of codes of a list
                """
            ),
            (
                "in order of: name", "in order of: nam",
                """
                hub.yml:34:63: error: "nam" is not a column of the register "schools"
                  mend: did you mean "name"? its columns are: urn, name, area, hub area
                """
            ),
        ])
    func `what the hub says of its registers holds together`(old: String, new: String, message: String) throws
    {
        #expect(try hub.refusal("hub.yml", old, to: new) == message)
    }
}
