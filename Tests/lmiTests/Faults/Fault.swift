import Foundation
import LMITestSupport
import Testing

/// One small change of one file, and all that `lmi run` says of it.
struct Fault: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// The source it is in.
    let source: String
    let path: String
    /// Nil takes the file away.
    let spoil: (@Sendable ([UInt8]) -> [UInt8])?
    let status: Int
    let message: String

    private init(
        _ name: String, in path: String, of source: String, status: Int = 11,
        _ spoil: (@Sendable ([UInt8]) -> [UInt8])?, says message: String
    ) {
        testDescription = name
        self.source = source
        self.path = path
        self.status = status
        self.spoil = spoil
        self.message = message
    }

    /// `old` is replaced where it stands first.
    private static func text(_ old: String, _ new: String) -> @Sendable ([UInt8]) -> [UInt8] {
        { bytes in bytes.replacing(Array(old.utf8), with: Array(new.utf8), maxReplacements: 1) }
    }

    /// Everything before the place where `text` stands first, and that much of it.
    private static func cut(at text: String) -> @Sendable ([UInt8]) -> [UInt8] {
        { bytes in
            guard let place = bytes.firstRange(of: Array(text.utf8)) else { return bytes }
            return Array(bytes[..<place.upperBound])
        }
    }

    static let inFiles = [
        Fault(
            "wrong heading", in: Place.claimants, of: "claimant-count", text("\"AGE_NAME\"", "\"AGE NAME\""),
            says: """
                nomis/claimant-count.csv:1: error: no column is headed "AGE_NAME"; the nearest is "AGE NAME"
                  mend: if the publisher renamed the column, write the new heading under `labels:` in sources/claimant-count.yml
                """),
        Fault(
            "unknown marker", in: Place.destinations, of: "ks4-destinations", text(",2775,", ",n/a,"),
            says: """
                dfe/ks4-destinations.csv:2:20 (cohort): error: "n/a" is not a number or a marker that the definition explains
                  mend: look up "n/a" in the source's notes, then add it under `instead of a number:` in sources/ks4-destinations.yml, for example `"n/a": suppressed_disclosure`
                """),
        Fault(
            "unknown area", in: Place.claimants, of: "claimant-count",
            text("\"E07000192\"", "\"E07000292\""),
            says: """
                nomis/claimant-count.csv:12:2 (GEOGRAPHY_CODE): error: "E07000292" is not an area of areas.csv; the nearest is "E07000192"
                  mend: add a line for it to areas.csv, or `unknown areas: drop` under `observations:` in sources/claimant-count.yml if such areas are to be left out
                """),
        Fault(
            "unknown code", in: Place.claimants, of: "claimant-count",
            text("\"Aged 16-24\"", "\"Aged 16-25\""),
            says: """
                nomis/claimant-count.csv:6:4 (AGE_NAME): error: "Aged 16-25" is not a code of Age (claimant count)
                  mend: the nearest is "Aged 16-24" (Aged 16 to 24); if the publisher uses a new code, add it to codelists/age-claimants.csv; else correct the definition's `of:`
                """),
        Fault(
            "unparsable number", in: Place.claimants, of: "claimant-count", text(",8265,", ",82.6.5,"),
            says: """
                nomis/claimant-count.csv:2:6 (OBS_VALUE): error: "82.6.5" is not a number or a marker that the definition explains
                  mend: look at the cell: if all numbers are written so, correct `numbers:` under `cells:` in sources/claimant-count.yml; if only this one is, ask the publisher
                """),
        Fault(
            "a Windows-1252 byte in UTF-8", in: Place.claimants, of: "claimant-count",
            { bytes in
                var spoilt = bytes
                if let place = bytes.firstRange(of: Array("Aged 50+".utf8)) {
                    spoilt[place.upperBound - 1] = 0xA3
                }
                return spoilt
            },
            says: """
                nomis/claimant-count.csv:10:4: error: byte 0xA3 at offset 1022 is not text in utf-8, which the definition declares
                  mend: write `encoding: windows-1252` in the source's definition if the file was saved so; else fetch it again
                """),
        Fault(
            "UTF-16 declared of UTF-8", in: "Pipelines/sources/claimant-count.yml", of: "claimant-count",
            text("encoding: utf-8", "encoding: utf-16 little endian"),
            says: """
                nomis/claimant-count.csv:1:1: error: half of a UTF-16 pair of bytes at offset 11630 is not text in utf-16 little endian, which the definition declares
                  mend: correct `encoding:` in the source's definition, or fetch the file again
                """),
        Fault(
            "UTF-16 saved where UTF-8 is declared", in: Place.claimants, of: "claimant-count",
            { bytes in [0xFF, 0xFE] + bytes.flatMap { [$0, 0] } },
            says: """
                nomis/claimant-count.csv: error: the file starts with the byte-order mark of UTF-16, but is declared as "utf-8"
                  mend: write `encoding: utf-16 with mark` in the source's definition
                """),
        Fault(
            "a row of a cell too many", in: Place.claimants, of: "claimant-count", text(",8265,", ",8,265,"),
            says: """
                nomis/claimant-count.csv:2: error: the row has 11 cells, the heading row has 10; it begins "2026-09"; the table's 109 other rows fit
                  mend: look at the row: a cell with the delimiter in it must stand in quotes, and a row of another file must be taken out; then fetch the file again, or ask the publisher
                """),
        Fault(
            "a row of a cell too few", in: Place.destinations, of: "ks4-destinations",
            text("2775,2418,119", "2775,2418119"),
            says: """
                dfe/ks4-destinations.csv:2: error: the row has 24 cells, the heading row has 25; it begins "201920"; the table's 54 other rows fit
                  mend: fetch the file again; if rows of this file may lack cells at the end, write `short rows may lack: 1` under `table:`
                """),
        Fault(
            "cut file", in: Place.destinations, of: "ks4-destinations", { Array($0.dropLast(10)) },
            says: """
                dfe/ks4-destinations.csv:56: error: the row has 23 cells, the heading row has 25, and the file ends after "1"
                  mend: the file looks cut: fetch it again; if the publisher's own file is so, write `last row is cut off: {because: …}` under `table:`
                """),
        Fault(
            "unterminated quote", in: Place.claimants, of: "claimant-count", { Array($0.dropLast(25)) },
            says: """
                nomis/claimant-count.csv:111:5: error: the file ends inside this cell, before the quote that closes it: "\\"Claimants as a proportion of residents aged 1"
                  mend: the file was cut off: fetch it again; if the publisher's own file is so, write `last row is cut off: {because: …}` under `table:`
                """),
        Fault(
            "a quote too few", in: Place.claimants, of: "claimant-count",
            text("\"Aged 16-24\"", "\"Aged 16-24"),
            says: """
                nomis/claimant-count.csv:6:4: error: text follows the closing quote of the cell "\\"Aged 16-24,\\""
                  mend: look at the quotes of this cell: one is missing or one too many (a quote within a cell is written twice); if every row is so, correct `delimiter:`
                """),
        Fault(
            "empty file", in: Place.claimants, of: "claimant-count", { _ in [] },
            says: """
                nomis/claimant-count.csv: error: the file is empty
                  mend: fetch the file again, or ask the publisher
                """),
        Fault(
            "a heading and nothing under it", in: Place.claimants, of: "claimant-count",
            cut(at: "RECORD_COUNT\"\n"),
            says: """
                nomis/claimant-count.csv: error: the table has a heading row and nothing under it
                  mend: look at the publisher's page: the file was probably cut off or the query was empty
                """),
        Fault(
            "an area lost", in: Place.claimants, of: "claimant-count",
            { bytes in bytes.replacing(Array("\"E07000199\"".utf8), with: Array("\"E12000005\"".utf8)) },
            says: """
                nomis/claimant-count.csv: error: no figure is about E07000199 (Tamworth)
                  mend: look for "Tamworth" in the file; if the publisher spells it otherwise, add the spelling under `also:` of `area:` in sources/claimant-count.yml
                """),
        Fault(
            "ambiguous HTML table", in: Place.page, of: "profile-earnings",
            text("<caption>Employee jobs (2023)<", "<caption>Earnings by place of work (2025)<"),
            says: """
                nomis/labour-market-profile.html: error: 2 tables have the caption "Earnings by place of work (2025)": table 2 (id "tabjobs", caption "Earnings by place of work (2025)", heading "Employee jobs (2023)", 26 rows × 4 columns); table 3 (id "tabearn", caption "Earnings by place of work (2025)", heading "Earnings by place of work (2025)", 11 rows × 4 columns)
                  mend: under `html:`, choose the table by something it alone has: `id:`, `caption:` or `heading before:`
                """),
        Fault(
            "no such HTML table", in: Place.page, of: "profile-earnings",
            text("<caption>Earnings by place of work (2025)<", "<caption>Earnings by place of work (2026)<"),
            says: """
                nomis/labour-market-profile.html: error: no table has the caption "Earnings by place of work (2025)"; the page has table 1 (id "tabempunemp", caption "Employment and unemployment (Jul 2025-Jun 2026)", heading "Employment and unemployment (Jul 2025-Jun 2026)", 23 rows × 5 columns); table 2 (id "tabjobs", caption "Employee jobs (2023)", heading "Employee jobs (2023)", 26 rows × 4 columns); table 3 (id "tabearn", caption "Earnings by place of work (2026)", heading "Earnings by place of work (2025)", 11 rows × 4 columns)
                  mend: the nearest is "Earnings by place of work (2026)"; correct `caption:` under `html:`
                """),
        Fault(
            "cut HTML page", in: Place.page, of: "profile-earnings", cut(at: "<td>681.4</td>"),
            says: """
                nomis/labour-market-profile.html: error: the page does not end with </html>: it was cut
                  mend: get the page again; if it is the same, tell its publisher
                """),
        Fault(
            "missing file", in: Place.claimants, of: "claimant-count", status: 10, nil,
            says: """
                nomis/claimant-count.csv: error: there is no such file in "SampleInputs"
                  mend: put the file there, or correct `file:` in sources/claimant-count.yml
                """),
        Fault(
            "missing origin", in: "\(Place.claimants).origin.yml", of: "claimant-count", status: 12, nil,
            says: """
                nomis/claimant-count.csv.origin.yml: error: the file has no origin file beside it, so nobody can say whether its figures are real
                  mend: write nomis/claimant-count.csv.origin.yml with `kind: sample` or `kind: live`, and `retrieved:`
                """),
        Fault(
            "a row that stands twice", in: Place.destinations, of: "ks4-destinations",
            { bytes in
                let rows = bytes.split(separator: 0x0A)
                return bytes + rows[1] + [0x0A]
            },
            says: """
                dfe/ks4-destinations.csv:57:21 (education): error: "pupils" of "Stoke-on-Trent" in 2019/20 stands twice for the destination "education" (the other stands at dfe/ks4-destinations.csv:2:21 (education))
                  mend: name what tells the two apart as a dimension of the definition, or leave one out under `drop:`
                """),
    ]

    static let inDefinitions = [
        Fault(
            "unknown key", in: Place.hub, of: "", status: 12,
            text("title: A small hub", "titel: A small hub"),
            says: """
                small.yml:2:1: error: `titel:` is not a key of this file
                  mend: did you mean `title:`?
                """),
        Fault(
            "unknown key beside all that are needed", in: "Pipelines/sources/claimant-count.yml", of: "",
            status: 12, text("  row flag: OBS_STATUS", "  row flags: OBS_STATUS"),
            says: """
                sources/claimant-count.yml:32:3: error: `row flags:` is not a key of `columns:`
                  mend: did you mean `row flag:`? the keys there are: labels, expect, values, row flag, ignore
                """),
        Fault(
            "overlapping partition", in: "Pipelines/small-sectors.yml", of: "", status: 12,
            text("rules: [{sic: \"42\"}]", "rules: [{sic: \"42\"}, {sic: \"411\"}]"),
            says: """
                small-sectors.yml:6:95: error: every industry of SIC 2007 must be in exactly one sector, but 1 is in two: 41100 in "houses" (small-sectors.yml:5:84) and "roads" (small-sectors.yml:6:95)
                  mend: take each industry out of all sectors but one, and put the others into one
                """),
        Fault(
            "a source that is not there", in: Place.hub, of: "", status: 12,
            text("from: claimant-count}", "from: claimant-counts}"),
            says: """
                small.yml:27:63: error: "claimant-counts" is not a source of this pipeline
                  mend: did you mean "claimant-count"? the sources are: claimant-count, ks4-destinations, profile-earnings
                """),
    ]

    /// Makes the change on `desk`.
    func spoil(_ desk: Desk) throws {
        let file = desk.folder.appending(path: path)
        guard let spoil else { return try FileManager.default.removeItem(at: file) }
        let before = try Array(Data(contentsOf: file))
        let after = spoil(before)
        try #require(after != before, "the change leaves \(path) as it was")
        try desk.folder.write(after, to: path)
    }
}
