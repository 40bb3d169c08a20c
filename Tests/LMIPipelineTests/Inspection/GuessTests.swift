import LMIExtract
import Testing

@testable import LMIPipeline

/// What is concluded from the looks of texts.
struct GuessTests {
    private func rows(_ lines: [String]) -> [CSVSample.Row] {
        lines.enumerated().map { place, line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            return CSVSample.Row(number: place + 1, cells: line.isEmpty ? [""] : cells)
        }
    }

    @Test(arguments: [
        "1240", "-3.2", "1,240", "1,234,567.5", "£1,200", "\u{FFFD}900", "12%", "-0.5%", "1.2e-05", "0161",
    ])
    func `a number is known in every way that publishers write one`(_ text: String) {
        #expect(NumberLook(text) != nil)
    }

    @Test(arguments: [
        "", "c", "1,24", "12,3456", "1 240", "16 to 24", "2019-12", "3.", "-", "£", "%", "1,234e5",
    ])
    func `what only begins like a number is none`(_ text: String) {
        #expect(NumberLook(text) == nil)
    }

    @Test(arguments: [
        (["2019", "2020"], "", "{as: year}"),
        (["201718", "201819"], "time_period", "{as: academic year, written: \"201718\"}"),
        (["2024-25"], "", "{as: financial year, written: \"2024-25\"}"),
        (["2007-12", "2008-01"], "DATE", "{as: month}"),
        (["1992 Q1"], "", "{as: quarter, written: \"1992 Q1\"}"),
        (["Apr 2022-Mar 2023"], "", "{as: rolling year, written: \"Jan 2021-Dec 2021\"}"),
        (["2021-03-14"], "", "{as: snapshot day}"),
    ])
    func `texts that are all written one way are periods`(_ texts: [String], _ hint: String, _ rule: String) {
        #expect(PeriodGuess(texts, hint: hint)?.definition == rule)
    }

    @Test(arguments: [["2019", "all"], ["1240", "65"], ["9999"], []])
    func `texts of which one is no period are none`(_ texts: [String]) {
        #expect(PeriodGuess(texts, hint: "year") == nil)
    }

    @Test(
        arguments: [
            ("bres_employment_2017", "2017"), ("figures 2017-2020", nil), ("ofsted_202122", "202122"),
            ("table 12", nil),
        ] as [(String, String?)])
    func `a name that says one period says it`(_ name: String, _ period: String?) {
        #expect(PeriodGuess.stated(in: name)?.text == period)
    }

    @Test func `a table is found between lines of text, whatever is padded`() {
        let shape = TableShape(
            rows([
                "Figures by area||", "date|2018|", "||", "Area|Year|Jobs", "A|2018|10", "B|2018|c",
                "C|2018|30", "||",
                "Source: a survey||",
            ]))
        #expect(shape.headings == ["Area", "Year", "Jobs"])
        #expect(shape.data == [4, 5, 6])
        #expect(shape.end == .blankRow)
        #expect(shape.below == [8])
    }

    @Test func `years as headings are headings`() {
        let shape = TableShape(rows(["Area|2018|2019", "A|10|20", "B|2001|40", "C|50|60"]))
        #expect(shape.header == 0)
        #expect(shape.data == [1, 2, 3])
    }

    @Test func `a table whose first row has figures has no headings`() {
        let shape = TableShape(rows(["A|10|20", "B|30|40", "C|50|60"]))
        #expect(shape.header == nil)
        #expect(shape.headings == ["", "", ""])
        #expect(shape.data == [0, 1, 2])
    }

    @Test func `headings that come again begin a table again`() {
        let shape = TableShape(
            rows([
                "date|2018", "", "Area|Jobs", "A|10", "B|20", "", "date|2019", "", "Area|Jobs", "A|30",
                "B|40",
            ]))
        #expect(shape.blocks == [2, 8])
        #expect(shape.data == [3, 4, 9, 10])
    }

    @Test func `two heading rows are read as one`() {
        let shape = TableShape(rows(["Area|Men|Women", "|number|number", "A|10|20", "B|30|40", "C|50|60"]))
        #expect(shape.headingRows == 2)
        #expect(shape.headings == ["Area", "Men | number", "Women | number"])
    }

    @Test(arguments: [
        ("plain words", "plain words"), ("yes", "\"yes\""), ("12", "\"12\""), ("a: b", "\"a: b\""),
        ("", "\"\""),
        ("say \"so\"\n", "\"say \\\"so\\\"\\n\""), ("\u{FFFD}", "\"\\uFFFD\""), ("ends ", "\"ends \""),
    ])
    func `texts stand in a draft as YAML reads them back`(_ text: String, _ yaml: String) throws {
        #expect(YAMLText.plain(text) == yaml)
        let setting = try YAMLFile.parse("key: \(yaml)\n", file: "draft.yml")
        var keys = try setting.keys("")
        #expect(try keys.text("key") == text)
    }
}
