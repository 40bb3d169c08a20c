internal import LMIExtract
internal import LMIModel

extension Intake {
    func newest(of source: SourceDefinition) throws(Diagnostic) -> Stored {
        throw Diagnostic(.error, .source, at: .nowhere, "x", mend: "")
    }
    func fetch(_ source: SourceDefinition) throws(Diagnostic) -> Stored {
        throw Diagnostic(.error, .source, at: .nowhere, "x", mend: "")
    }
}
