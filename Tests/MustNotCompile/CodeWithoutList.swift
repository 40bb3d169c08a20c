// A code in hand is a known code: only a list makes one.
// expect: 'Code' initializer is inaccessible due to 'internal' protection level
import LMIModel

func code(_ list: CodeList) -> Code? {
    #if MUST_NOT_COMPILE
        Code("99999", in: Classification("SIC 2007"))
    #else
        list.code("99999")
    #endif
}
