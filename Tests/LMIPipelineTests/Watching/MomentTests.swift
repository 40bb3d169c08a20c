import LMIModel
import Testing

@testable import LMIPipeline

/// Seconds in UTC, which no time zone, summer time or calendar's corner moves.
struct MomentTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1), ("2000-02-29T00:00:00Z", 951_782_400),
        ("2026-03-29T01:30:00Z", 1_774_747_800), ("2026-12-31T23:59:59Z", 1_798_761_599),
        ("2028-02-29T12:00:00Z", 1_835_438_400), ("2036-11-22T02:00:00Z", 2_110_932_000),
    ])
    func `a moment is the same as text and as seconds`(_ text: String, _ seconds: Int) throws {
        #expect(Moment(text)?.seconds == seconds)
        #expect("\(Moment(seconds: seconds))" == text)
    }

    @Test(arguments: [
        "", "2026-11-22", "2026-11-22T02:00:00", "2026-02-29T02:00:00Z", "2026-11-22T24:00:00Z",
        "2026-11-22T02:60:00Z", "2026-11-22T2:00:000Z", "2026-11-22 02:00:00Z", "2026-11-22T+2:00:00Z",
    ])
    func `what is no moment is none`(_ text: String) { #expect(Moment(text) == nil) }

    /// The hour that comes twice in London in October and the one that never comes in March are hours like others.
    @Test func `nights an hour or a day apart are so on every day of the year`() throws {
        let first = try #require(Moment("2027-12-01T01:30:00Z"))
        var text = "\(first)"
        var days: Set<Substring> = []
        for number in 0..<800 {
            let night = first.later(bySeconds: number * Moment.day)
            #expect("\(night)".hasSuffix("T01:30:00Z"))
            #expect(number == 0 || "\(night)" > text)
            text = "\(night)"
            #expect(days.insert(text.prefix(10)).inserted)
            #expect(Moment(text) == night)
        }
        #expect(days.contains("2028-02-29"))
        #expect(days.contains("2028-12-31"))
    }

    @Test(arguments: [
        (0, "0 seconds"), (1, "1 second"), (119, "119 seconds"), (120, "2 minutes"), (7199, "119 minutes"),
        (7200, "2 hours"), (172_799, "47 hours"), (172_800, "2 days"), (-60, "0 seconds"),
    ])
    func `an age is said in the largest unit that says enough`(_ seconds: Int, _ words: String) {
        let moment = Moment(seconds: 1_800_000_000)
        #expect(moment.age(at: moment.later(bySeconds: seconds)) == words)
    }
}
