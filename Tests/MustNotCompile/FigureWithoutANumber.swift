// A published figure has a number; what has none is withheld, with a reason.
// expect: 'nil' is not compatible with expected argument type 'ExactDecimal'
import LMIModel

func blank() -> Figure {
    #if MUST_NOT_COMPILE
        .published(nil)
    #else
        .withheld(.missing)
    #endif
}
