import LMIModel
import Testing

@testable import LMILoad

struct DisplayTextTests {
    private func display(
        _ figure: Figure, _ unit: String = "people", lower: String? = nil, upper: String? = nil,
        _ kind: Bounds.Kind = .rounding, note: String = ""
    ) throws -> String {
        let bounds = Bounds(
            lower: lower.flatMap { ExactDecimal($0) }, upper: upper.flatMap { ExactDecimal($0) }, kind: kind)
        var row = try TinyBundle.row("E06000021", "digital", figure, bounds, note: note)
        row.unit = unit
        return DisplayText.of(row)
    }

    private func number(_ text: String, _ statuses: Set<ValueStatus> = []) throws -> Figure {
        .published(try #require(ExactDecimal(text)), statuses)
    }

    @Test func `a number is grouped and has its unit`() throws {
        #expect(try display(number("15000")) == "15,000")
        #expect(try display(number("37.50"), "percent") == "37.50%")
        #expect(try display(number("-1.2"), "percentage_points") == "−1.2 percentage points")
        #expect(try display(number("612.40"), "£ a week") == "£612.40 a week")
        #expect(try display(number("-1240"), "£") == "−£1,240")
    }

    @Test func `pounds are written with their sign, and pence with two digits`() throws {
        #expect(try display(number("33008"), "pounds") == "£33,008")
        #expect(try display(number("681.4"), "pounds") == "£681.40")
        #expect(try display(number("-0.5"), "pounds") == "−£0.50")
        #expect(try display(number("12.345"), "pounds") == "£12.345")
        #expect(try display(number("612.4"), "£ a week") == "£612.40 a week")
        #expect(
            try display(.withheld(.partial), "pounds", lower: "600.5", upper: "700")
                == "between £600.50 and £700")
    }

    @Test func `bounds of a count are whole numbers that are never tighter than the truth`() throws {
        #expect(try display(.withheld(.partial), "jobs", lower: "867.5") == "at least 867")
        #expect(
            try display(.withheld(.partial), lower: "1867.5", upper: "2452.1")
                == "between 1,867 and 2,453")
        #expect(try display(.withheld(.partial), lower: "-2.5", upper: "-0.5") == "between −3 and 0")
        #expect(try display(.withheld(.partial), lower: "867.0") == "at least 867")
        #expect(try display(.withheld(.partial), "percent", lower: "12.5") == "at least 12.5%")
        #expect(try display(.withheld(.partial), "ratio", upper: "1.25") == "at most 1.25")
        #expect(try display(.withheld(.partial), "vacancies per workplace", upper: "1.25") == "at most 1.25")
    }

    @Test func `a zero that was rounded is never nothing`() throws {
        #expect(try display(number("0"), lower: "0", upper: "2.5") == "rounds to 0")
        #expect(try display(number("0")) == "0")
    }

    @Test func `a number that is less than sure says so`() throws {
        #expect(try display(number("5", [.provisional])) == "5 (provisional)")
        #expect(try display(number("5", [.provisional, .lowReliability])) == "5 (unreliable)")
        #expect(try display(number("5", [.definitionDiffers])) == "5")
    }

    @Test func `a sum with parts missing is a range`() throws {
        #expect(
            try display(.withheld(.partial), lower: "14000", upper: "16000") == "between 14,000 and 16,000")
        #expect(try display(.withheld(.partial), lower: "3000") == "at least 3,000")
        #expect(try display(.withheld(.partial), upper: "3000") == "at most 3,000")
        #expect(
            try display(
                .withheld(.partial), lower: "3000", note: "2 of the 9 figures in it are not published (1, 2)")
                == "at least 3,000: 2 of the 9 figures in it are not published (1, 2)")
        #expect(
            try display(.withheld(.notDerivable), lower: "3000")
                == "at least 3,000; the rest cannot be worked out from this source: it does not list all that would be needed"
        )
        #expect(
            try display(.withheld(.partial)) == "not known exactly: some of its parts are not published")
    }

    @Test func `a reason is said in words, and its own note takes the place of the usual ones`() throws {
        #expect(
            try display(.withheld(.suppressedDisclosure))
                == "not published: the publisher suppressed it so that nobody can be identified")
        #expect(
            try display(.withheld(.notDerivable), note: "it does not list 28.22")
                == "cannot be worked out from this source: it does not list 28.22")
        #expect(
            try display(.withheld(.notDerivable), lower: "3000", note: "it does not list 28.22")
                == "at least 3,000: it does not list 28.22")
    }

    @Test func `a long list of missing codes ends after some of them, and says that there are others`() throws
    {
        let codes = (1...40).map { "20\($0)" }
        let note = "the publisher gives no figure for \(codes.joined(separator: ", "))"
        #expect(
            try display(.withheld(.notDerivable), note: note)
                == "cannot be worked out from this source: the publisher gives no figure for 201, 202, 203, 204, 205 and others"
        )
        let short = "the publisher gives no figure for 010"
        #expect(
            try display(.withheld(.notDerivable), note: short)
                == "cannot be worked out from this source: \(short)")
    }

    @Test func `the bounds of a suppressed rate are not told, for they say nothing`() throws {
        #expect(
            try display(.withheld(.suppressedQuality), "percent", lower: "0", upper: "100")
                == "not published: the publisher found it too unreliable")
    }

    @Test func `only a marker that means below a threshold says below`() throws {
        #expect(try display(.withheld(.low), lower: "0", upper: "500", .threshold) == "below 500")
        #expect(
            try display(.withheld(.low))
                == "too small to publish: it is below the smallest figure that the publisher shows")
    }
}
