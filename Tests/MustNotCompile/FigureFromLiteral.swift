// A blank cell cannot be given a zero in passing.
// expect: cannot convert value of type 'Int' to specified type 'Figure'
import LMIModel

func blank() -> Figure {
    #if MUST_NOT_COMPILE
        let figure: Figure = 0
    #else
        let figure: Figure = .published(.zero)
    #endif
    return figure
}
