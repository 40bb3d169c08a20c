// A suppressed figure is no zero: there is no number to ask for without saying what happens when there is none.
// expect: value of type 'Figure' has no member 'number'
import LMIModel

func number(of figure: Figure) -> ExactDecimal {
    #if MUST_NOT_COMPILE
        figure.number ?? .zero
    #else
        switch figure {
        case .published(let number, _): number
        case .withheld: .zero
        }
    #endif
}
