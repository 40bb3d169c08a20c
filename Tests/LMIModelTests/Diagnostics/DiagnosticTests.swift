import LMIModel
import Testing

struct DiagnosticTests {
    private func at(_ row: Int, _ column: Int?) -> Diagnostic {
        Diagnostic(CellReference(file: "a.csv", row: row, column: column), "wrong", mend: "mend it")
    }

    @Test func `a message says where, how grave and what, and how to mend it on a line of its own`() {
        let cell = CellReference(file: "a.csv", row: 214, column: 7, heading: "OBS_VALUE")
        #expect(
            Diagnostic(cell, "\"1.2O4\" is no number", mend: "add it under `flag:`").description == """
                a.csv:214:7 (OBS_VALUE): error: "1.2O4" is no number
                  mend: add it under `flag:`
                """)
    }

    @Test func `what is not known of a place is left out`() {
        #expect("\(CellReference(file: "a.csv", row: 3))" == "a.csv:3")
        #expect("\(CellReference(file: "a.csv", row: 3, column: 2, heading: ""))" == "a.csv:3:2")
        #expect("\(Diagnostic.Place.line(file: "hub.yml", line: 4, column: 3))" == "hub.yml:4:3")
        let nowhere = Diagnostic(.note, .source, at: .nowhere, "nothing new", mend: "nothing to do")
        #expect(nowhere.description == "note: nothing new\n  mend: nothing to do")
    }

    @Test func `of two faults the one that stands first in the file is told, whichever was found first`() {
        #expect(Diagnostic.first(at(9, 1), at(4, 8)) == at(4, 8))
        #expect(Diagnostic.first(at(4, 8), at(9, 1)) == at(4, 8))
        #expect(Diagnostic.first(at(4, 8), at(4, 2)) == at(4, 2))
        #expect(Diagnostic.first(at(4, nil), at(4, 2)) == at(4, nil))
    }

    @Test func `an error is graver than a warning, and a warning than a note`() {
        #expect(Diagnostic.Severity.note < .warning)
        #expect(Diagnostic.Severity.warning < .error)
    }
}
