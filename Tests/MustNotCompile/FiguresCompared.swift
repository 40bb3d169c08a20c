// A suppressed figure is neither the smallest nor the largest.
// expect: binary operator '<' cannot be applied to two 'Figure' operands
import LMIModel

func isSmaller(_ left: Figure, _ right: Figure) -> Bool {
    #if MUST_NOT_COMPILE
        left < right
    #else
        left != right
    #endif
}
