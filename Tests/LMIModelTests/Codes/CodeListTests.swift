import LMIModel
import Testing

struct CodeListTests {
    private let cell = CellReference(file: "nomis/bres.csv", row: 7, column: 3, heading: "INDUSTRY_CODE")

    private func list(_ entries: [CodeList.Entry]) throws -> CodeList {
        try CodeList("SIC 2007", entries)
    }

    private let entries = [
        CodeList.Entry(code: "C", label: "Manufacturing", level: "section"),
        .init(
            code: "23", label: "Manufacture of other non-metallic mineral products", level: "division",
            parent: "C"),
        .init(code: "2332", label: "Manufacture of bricks", level: "class", parent: "23"),
    ]

    @Test func `a code that the list has is a code of its classification`() throws {
        let code = try list(entries).code("2332", at: cell)
        #expect(code.text == "2332")
        #expect(code.classification == Classification("SIC 2007"))
    }

    @Test func `an unknown code is refused, naming the nearest`() throws {
        let list = try list(entries)
        let stop = #expect(throws: Diagnostic.self) { try list.code("2333", at: cell) }
        #expect(
            stop?.description == """
                nomis/bres.csv:7:3 (INDUSTRY_CODE): error: "2333" is not a code of SIC 2007
                  mend: the nearest is "2332" (Manufacture of bricks); if the publisher uses a new code, add it to codelists/sic2007.csv; else correct the definition's `of:`
                """)
    }

    @Test func `a code unlike all others is refused without a guess`() throws {
        let list = try list(entries)
        let stop = #expect(throws: Diagnostic.self) { try list.code("Total services", at: cell) }
        #expect(
            stop?.description == """
                nomis/bres.csv:7:3 (INDUSTRY_CODE): error: "Total services" is not a code of SIC 2007
                  mend: if the publisher uses a new code, add it to codelists/sic2007.csv; else correct the definition's `of:`
                """)
    }

    @Test func `where a level is declared, a code of another level is unknown`() throws {
        let list = try list(entries)
        let stop = #expect(throws: Diagnostic.self) { try list.code("23", level: "class", at: cell) }
        #expect(
            stop?.description == """
                nomis/bres.csv:7:3 (INDUSTRY_CODE): error: "23" is not a class of SIC 2007
                  mend: the nearest is "2332" (Manufacture of bricks); if the publisher uses a new code, add it to codelists/sic2007.csv; else correct the definition's `of:`
                """)
    }

    @Test func `a code may stand once only`() {
        let stop = #expect(throws: Diagnostic.self) { try list(entries + [entries[1]]) }
        #expect(
            stop?.description == """
                codelists/sic2007.csv:5: error: the code "23" stands twice in the list of SIC 2007
                  mend: keep one of the two lines
                """)
    }

    @Test func `a parent must be in the list`() {
        let stop = #expect(throws: Diagnostic.self) {
            try list([.init(code: "23", label: "Minerals", level: "division", parent: "C")])
        }
        #expect(
            stop?.description == """
                codelists/sic2007.csv:2: error: the parent "C" of "23" is not in the list of SIC 2007
                  mend: add a line for "C", or correct the parent
                """)
    }
}

extension CodeList {
    fileprivate init(_ name: String, _ entries: [Entry]) throws(Diagnostic) {
        try self.init(Classification(name), file: "codelists/sic2007.csv", entries: entries)
    }
}
