// Whoever takes a figure apart meets the one that has no number.
// expect: switch must be exhaustive
import LMIModel

func text(_ figure: Figure) -> String {
    #if MUST_NOT_COMPILE
        switch figure {
        case .published(let number, _): "\(number)"
        }
    #else
        switch figure {
        case .published(let number, _): "\(number)"
        case .withheld(let reason): reason.rawValue
        }
    #endif
}
