import LMIModel
import Testing

struct QuotingTests {
    @Test(arguments: [
        ("5,000", "\"5,000\""), ("a\"b", "\"a\\\"b\""), ("one\ntwo", "\"one\\ntwo\""),
        ("\u{1B}[31mred", "\"\\u{1B}[31mred\""), ("\u{202E}abc", "\"\\u{202E}abc\""),
        ("5\u{A0}000", "\"5\\u{A0}000\""),
        ("", "\"\""),
    ])
    func `what a file holds cannot write on the reader's terminal`(text: String, quoted: String) {
        #expect(text.quoted == quoted)
    }

    @Test func `a long cell is cut after eighty characters`() {
        #expect(String(repeating: "x", count: 80).quoted == "\"\(String(repeating: "x", count: 80))\"")
        #expect(String(repeating: "x", count: 81).quoted == "\"\(String(repeating: "x", count: 80))…\"")
    }

    @Test(arguments: [("sector", "sectro", 2), ("", "abc", 3), ("same", "same", 0), ("kitten", "sitting", 3)])
    func `the distance is the letters to change`(one: String, other: String, distance: Int) {
        #expect(one.distance(to: other) == distance)
        #expect(other.distance(to: one) == distance)
    }

    @Test func `only a word alike enough is suggested, the first of equals by the alphabet`() {
        #expect("colums".nearest(of: ["rows", "columns"]) == "columns")
        #expect("2333".nearest(of: ["2332", "2331"]) == "2331")
        #expect("xylophone".nearest(of: ["rows", "columns"]) == nil)
        #expect("rows".nearest(of: []) == nil)
    }
}
