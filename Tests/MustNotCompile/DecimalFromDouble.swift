// No binary fraction stands on the way to a bundle: 0.1 is one tenth exactly.
// expect: cannot convert value of type 'Double' to expected argument type
import LMIModel

func tenth() -> ExactDecimal? {
    #if MUST_NOT_COMPILE
        ExactDecimal(units: 0.1)
    #else
        ExactDecimal(units: 1, scale: 1)
    #endif
}
