import LMIModel
import Testing

@testable import LMIExtract

/// Servers that say when they want to be asked again, and cannot be heeded.
struct BusyServerTests {
    private func run(_ publishers: FakePublishers) throws -> [FetchEnding] {
        let request = FetchRequest(url: try SourceURL("https://a.example/"))
        var scheduler = Scheduler(
            [FetchTask(id: "a", conversation: OneRequest(request: request))], manners: Manners(),
            driver: publishers, clock: publishers, jitter: { _ in 0 })
        return scheduler.run { false }
    }

    @Test(arguments: [
        ("121", "121"), ("1000000000", "1000000000"), ("99999999999999999999999", "9223372036854775807"),
        ("Sun, 22 Nov 2026 03:00:00 GMT", "3600"),
    ])
    func `a server that wants to be left alone for too long is given up at once`(
        written: String, seconds: String
    ) throws {
        let publishers = FakePublishers([
            "https://a.example/": [.status(429, "Retry-After: \(written)"), .status(200)]
        ])
        let endings = try run(publishers)
        #expect(publishers.asked == ["0 https://a.example/"])
        #expect(
            endings.first?.said == """
                https://a.example/: error: the server answered 429 (too many requests) and is to be asked again after \(seconds) s, which is more than the 120 s that are waited
                  mend: run again later; if the server always says so, raise `most wait seconds` under `fetching:`
                """)
    }

    @Test func `a wish that says no time is told when all attempts are over`() throws {
        let publishers = FakePublishers(["https://a.example/": [.status(503, "Retry-After: soon")]])
        let endings = try run(publishers)
        #expect(publishers.asked.count == 4)
        #expect(
            endings.first?.said == """
                https://a.example/: error: the server answered 503 (out of service), expected 200; asked 4 times; its Retry-After says "soon", which is neither a number of seconds nor a date and was not heeded
                  mend: try again later; if it stays so, tell the publisher
                """)
    }
}
