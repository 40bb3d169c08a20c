// A figure is not taken for its number.
// expect: cannot convert value of type 'Figure' to specified type 'ExactDecimal'
import LMIModel

func keep(_ figure: Figure, _ number: ExactDecimal) -> ExactDecimal {
    #if MUST_NOT_COMPILE
        let kept: ExactDecimal = figure
    #else
        let kept: ExactDecimal = number
    #endif
    return kept
}
