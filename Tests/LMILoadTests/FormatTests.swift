import LMIModel
import Testing

@testable import LMILoad

struct FormatTests {
    private func csv(_ cells: [Cell]) -> String {
        var csv = CSVText(headings: ["a"])
        csv.append(cells)
        return String(decoding: csv.bytes, as: UTF8.self)
    }

    private func fault(_ text: String) -> String {
        do throws(Diagnostic) {
            _ = try JSONParser.parse(Array(text.utf8), file: "a.json")
            return "taken"
        } catch { return error.description }
    }

    @Test func `a cell with a comma, a quote or a line break is quoted`() {
        #expect(
            csv([.text("a,b"), .text("say \"x\""), .text("1\n2"), .empty, .text("plain")])
                == "a\n\"a,b\",\"say \"\"x\"\"\",\"1\n2\",,plain\n")
    }

    @Test(arguments: ["=1+1", "+1", "-1", "@x", "\tx"])
    func `a text that a spreadsheet would run is made harmless`(_ text: String) {
        #expect(csv([.text(text)]) == "a\n'\(text)\n")
    }

    @Test func `a carriage return at the front is made harmless and quoted`() {
        #expect(csv([.text("\rx")]) == "a\n\"'\rx\"\n")
    }

    @Test func `a number below zero stays a number`() {
        #expect(csv([.number(ExactDecimal(units: -32, scale: 1))]) == "a\n-3.2\n")
    }

    @Test func `JSON is harmless inside a page`() {
        let value: JSONValue = ["a": .string("</script>&\u{2028}\"\\\n\u{1}é")]
        #expect(
            String(decoding: value.file(depth: 0), as: UTF8.self)
                == #"{"a":"\u003c/script\u003e\u0026\u2028\"\\\n\u0001é"}"# + "\n")
    }

    @Test func `what is read back is what was written, digits and order and all`() throws {
        let text = #"{"b":[-3.20,1e5,null,true,"é\ud83d\ude00"],"a":{}}"#
        let value = try JSONParser.parse(Array(text.utf8), file: "a.json")
        #expect(
            value
                == .object([
                    .init(
                        name: "b",
                        value: [.number("-3.20"), .number("1e5"), .null, true, "é😀"]),
                    .init(name: "a", value: [:]),
                ]))
        #expect(try JSONParser.parse(value.file(), file: "a.json") == value)
    }

    @Test func `what is no JSON is refused at its place`() {
        let mend = "\n  mend: put a.json back from a copy; this program writes it and nobody edits it by hand"
        #expect(
            fault("{\"a\":1,\n\"a\":2}")
                == "a.json:2:4: error: the file is not JSON: the member \"a\" stands twice"
                + mend)
        #expect(fault("[1,]") == "a.json:1:4: error: the file is not JSON: a value is missing" + mend)
        #expect(
            fault("[01]")
                == "a.json:1:3: error: the file is not JSON: a comma or a closing bracket is missing" + mend)
        #expect(
            fault("{}x") == "a.json:1:3: error: the file is not JSON: more text after the end of the JSON"
                + mend)
        #expect(
            fault("\"a") == "a.json:1:3: error: the file is not JSON: the text has no closing quote" + mend)
        #expect(
            fault("\"\\ud800\"") == "a.json:1:8: error: the file is not JSON: half a surrogate pair" + mend)
        #expect(
            fault(String(repeating: "[", count: 65))
                == "a.json:1:66: error: the file is not JSON: values are nested "
                + "deeper than 64" + mend)
        #expect(fault("") == "a.json:1:1: error: the file is not JSON: a value is missing" + mend)
    }
}
