import LMIModel
import Testing

struct DayTests {
    @Test(arguments: [
        (2026, 2, 30), (2025, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0),
    ])
    func `a day that the calendar has not is none`(year: Int, month: Int, day: Int) {
        #expect(Day(year, month, day) == nil)
    }

    @Test(arguments: [(2024, 2, 29), (2000, 2, 29), (2026, 12, 31)])
    func `a day that the calendar has is one`(year: Int, month: Int, day: Int) {
        #expect(Day(year, month, day) != nil)
    }

    @Test(arguments: [
        "2026-2-3", "26-02-03", "2026-02-30", "2026/02/03", "03-02-2026", "２０２６-02-03", "2026-02-03T00", "",
    ])
    func `a date is written one way only`(text: String) {
        #expect(Day(text) == nil)
    }

    @Test func `a date is read as it is written`() throws {
        #expect(try #require(Day("2026-11-22")).description == "2026-11-22")
        #expect(try #require(Day("2025-12-31")) < #require(Day("2026-01-01")))
    }

    @Test func `a fortnight later is a day of the next month, or of the next year`() {
        #expect(Day(2026, 12, 20)?.later(byDays: 14) == Day(2027, 1, 3))
        #expect(Day(2028, 2, 15)?.later(byDays: 14) == Day(2028, 2, 29))
        #expect(Day(2027, 2, 15)?.later(byDays: 14) == Day(2027, 3, 1))
        #expect(Day(2026, 11, 22)?.later(byDays: 0) == Day(2026, 11, 22))
    }
}
