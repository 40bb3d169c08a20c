import LMIModel
import Testing

struct FigureTests {
    @Test(arguments: [
        (Reason.suppressedDisclosure, "Q"), (.suppressedQuality, "Q"), (.low, "N"), (.notAvailable, "L"),
        (.notCollected, "L"), (.notApplicable, "M"), (.missing, "O"), (.notDerivable, "O"), (.partial, "O"),
    ])
    func `each reason has its letter`(reason: Reason, letter: String) {
        #expect(Figure.withheld(reason).letter == letter)
        #expect(Figure.withheld(reason).flags.isEmpty)
    }

    @Test func `a number never bears a letter of a blank, nor a blank one of a number`() {
        let ofBlanks = Set(Reason.allCases.map(\.letter))
        #expect(ofBlanks == ["L", "M", "N", "O", "Q"])
        for status in ValueStatus.allCases {
            #expect(!ofBlanks.contains(Figure.published(.zero, [status]).letter))
        }
    }

    @Test func `of several statuses the gravest is the letter, and all are flags`() {
        let figure = Figure.published(ExactDecimal(units: 5), [.provisional, .lowReliability, .normal])
        #expect(figure.letter == "U")
        #expect(figure.flags == [.lowReliability, .provisional])
        #expect(Figure.published(.zero).letter == "A")
    }
}
