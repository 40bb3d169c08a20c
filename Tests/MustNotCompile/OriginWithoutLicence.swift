// Bytes of which nobody knows the terms cannot enter the pipeline.
// expect: missing argument for parameter 'licence'
import LMIModel

func origin(_ terms: Origin.Licence) -> Origin {
    #if MUST_NOT_COMPILE
        Origin(kind: .live, publisher: "", title: "", url: "", attribution: "", retrieved: "")
    #else
        Origin(kind: .live, publisher: "", title: "", url: "", licence: terms, attribution: "", retrieved: "")
    #endif
}
