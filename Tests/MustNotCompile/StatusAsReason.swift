// A status of a number is no reason for having none.
// expect: type 'Reason' has no member 'provisional'
import LMIModel

func withheld() -> Figure {
    #if MUST_NOT_COMPILE
        .withheld(.provisional)
    #else
        .withheld(.notAvailable)
    #endif
}
