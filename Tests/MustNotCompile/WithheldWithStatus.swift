// What has no number has no status beside its reason: it cannot be both suppressed and provisional.
// expect: extra argument in call
import LMIModel

func withheld() -> Figure {
    #if MUST_NOT_COMPILE
        .withheld(.suppressedDisclosure, [ValueStatus.provisional])
    #else
        .withheld(.suppressedDisclosure)
    #endif
}
