import LMIModel
import Testing

@testable import LMIExtract

/// Who is asked when, how often and for how long, on a clock that nobody waits for.
struct SchedulerTests {
    private func run(
        _ publishers: FakePublishers, _ addresses: [String], _ manners: Manners = Manners(),
        isSecond: Bool = false,
        jitter: @escaping (Int) -> Int = { _ in 0 }, isInterrupted: () -> Bool = { false }
    ) throws -> [FetchEnding] {
        let tasks = try addresses.map {
            FetchTask(id: $0, conversation: OneRequest(request: FetchRequest(url: try SourceURL($0))))
        }
        var scheduler = Scheduler(
            tasks, manners: manners, isSecond: isSecond, driver: publishers, clock: publishers, jitter: jitter
        )
        return scheduler.run(isInterrupted: isInterrupted)
    }

    private func message(_ ending: FetchEnding?) -> String {
        guard case .failure(let refusal) = ending?.outcome else { return "no refusal" }
        return refusal.message
    }

    @Test func `no more transfers than the manners allow are under way at once`() throws {
        let addresses = (1...6).map { "https://\($0).example/" }
        let publishers = FakePublishers(
            Dictionary(uniqueKeysWithValues: addresses.map { ($0, [.status(200)]) }))
        var manners = Manners()
        manners.atOnce = 2
        let endings = try run(publishers, addresses, manners)
        #expect(publishers.mostAtOnce == 2)
        let moments = publishers.asked.map { String($0.prefix { $0 != " " }) }
        #expect(moments == ["0", "0", "100", "100", "200", "200"])
        #expect(endings.map { $0.requests.map(\.url) } == addresses.map { [$0] })
    }

    @Test func `one server is asked once at a time, and given a rest in between`() throws {
        let addresses = [
            "https://a.example/1", "https://a.example/2", "https://b.example/1", "https://a.example/3",
        ]
        let publishers = FakePublishers(
            Dictionary(uniqueKeysWithValues: addresses.map { ($0, [.status(200)]) }))
        _ = try run(publishers, addresses)
        #expect(
            publishers.asked == [
                "0 https://a.example/1", "0 https://b.example/1", "1100 https://a.example/2",
                "2200 https://a.example/3",
            ])
    }

    @Test func `servers that were asked until just now are given a rest before they are asked again`() throws
    {
        let addresses = ["https://a.example/1", "https://a.example/2", "https://b.example/1"]
        let publishers = FakePublishers(
            Dictionary(uniqueKeysWithValues: addresses.map { ($0, [.status(200)]) }))
        _ = try run(publishers, addresses, isSecond: true)
        #expect(
            publishers.asked == [
                "1000 https://a.example/1", "1000 https://b.example/1", "2100 https://a.example/2",
            ])
    }

    @Test func `a server that stands more is asked more at once`() throws {
        let addresses = ["https://a.example/1", "https://a.example/2", "https://a.example/3"]
        let publishers = FakePublishers(
            Dictionary(uniqueKeysWithValues: addresses.map { ($0, [.status(200)]) }))
        var manners = Manners()
        manners.perHost = ["a.example": 2]
        _ = try run(publishers, addresses, manners)
        #expect(
            publishers.asked == [
                "0 https://a.example/1", "0 https://a.example/2", "1100 https://a.example/3",
            ])
    }

    @Test func `each wait before another attempt is twice the last, up to the most`() throws {
        let publishers = FakePublishers(["https://a.example/": [.failure(.cutShort)]])
        var manners = Manners()
        manners.attempts = 5
        manners.mostWaitMilliseconds = 25_000
        let endings = try run(publishers, ["https://a.example/"], manners)
        #expect(
            publishers.asked.compactMap { Int($0.prefix { $0 != " " }) } == [
                0, 5_100, 15_200, 35_300, 60_400,
            ])
        #expect(message(endings.first) == "the answer broke off before its end; asked 5 times")
        #expect(endings.first?.requests.map(\.milliseconds) == [60_500])
    }

    @Test func `chance adds up to half of a wait`() throws {
        let publishers = FakePublishers(["https://a.example/": [.failure(.noSuchName), .status(200)]])
        let endings = try run(publishers, ["https://a.example/"]) { $0 }
        #expect(publishers.asked == ["0 https://a.example/", "7600 https://a.example/"])
        #expect(endings.first?.requests.map(\.attempts) == [2])
    }

    @Test(arguments: [
        (["Retry-After: 60"], 60_100),
        (["Retry-After: 120"], 120_100),
        (["Retry-After: 0"], 5_100),
        (["Retry-After: Sun, 22 Nov 2026 02:01:30 GMT", "Date: Sun, 22 Nov 2026 02:01:00 GMT"], 30_100),
        (["Retry-After: Sun, 22 Nov 2026 02:00:40 GMT"], 40_100),
        (["Retry-After: Sun, 22 Nov 2026 01:00:00 GMT"], 5_100),
        // What says no time is as if it were not there.
        (["Retry-After: soon"], 5_100), (["Retry-After: -1"], 5_100), (["Retry-After: 1.5"], 5_100),
        (["Retry-After: 1e9"], 5_100), (["Retry-After:"], 5_100), (["Retry-After: 2 minutes"], 5_100),
    ])
    func `a server that says when to ask again is asked then`(headers: [String], moment: Int) throws {
        var busy = FakePublishers.Play.status(503)
        for line in headers { busy.answer.headers.take(Array("\(line)\r\n".utf8)) }
        let publishers = FakePublishers(["https://a.example/": [busy, .status(200)]])
        let endings = try run(publishers, ["https://a.example/"])
        #expect(publishers.asked == ["0 https://a.example/", "\(moment) https://a.example/"])
        #expect(endings.first?.requests.map(\.status) == [200])
    }

    @Test func `a server that wants to be left alone is left alone for all its files`() throws {
        let publishers = FakePublishers([
            "https://a.example/1": [.status(429, "Retry-After: 60"), .status(200)],
            "https://a.example/2": [.status(200)],
        ])
        _ = try run(publishers, ["https://a.example/1", "https://a.example/2"])
        #expect(
            publishers.asked == [
                "0 https://a.example/1", "60100 https://a.example/1", "61200 https://a.example/2",
            ])
    }

    @Test func `one that waits keeps no other from being asked`() throws {
        let publishers = FakePublishers([
            "https://a.example/": [.status(500), .status(200)], "https://b.example/": [.status(200)],
        ])
        var manners = Manners()
        manners.atOnce = 1
        _ = try run(publishers, ["https://a.example/", "https://b.example/"], manners)
        #expect(
            publishers.asked == ["0 https://a.example/", "100 https://b.example/", "5100 https://a.example/"])
    }

    @Test(arguments: [
        (
            FakePublishers.Play(connects: .max, answers: .max), 20_000,
            "the server took too long: no connection was made within 20 s"
        ),
        (
            FakePublishers.Play(connects: 5_000, answers: .max), 65_000,
            "the server took too long: no answer began within 60 s"
        ),
        (
            FakePublishers.Play(answers: 1_000, bytesPerSecond: 60), 61_000,
            "the server took too long: fewer than 100 bytes a second came for 60 s"
        ),
        (
            FakePublishers.Play(bytesPerSecond: 120), 900_000,
            "the server took too long: the answer was not whole after 900 s"
        ),
    ])
    func `each deadline ends a transfer when it is missed`(
        play: FakePublishers.Play, moment: Int, said: String
    ) throws {
        let publishers = FakePublishers(["https://a.example/": [play]])
        var manners = Manners()
        manners.attempts = 1
        let endings = try run(publishers, ["https://a.example/"], manners)
        #expect(message(endings.first) == said)
        // It is looked at five times a second.
        #expect((moment...moment + 200).contains(publishers.milliseconds))
        #expect(publishers.givenUp == 1)
    }

    @Test func `a server that is late is asked again`() throws {
        let publishers = FakePublishers([
            "https://a.example/": [FakePublishers.Play(connects: .max, answers: .max), .status(200)]
        ])
        let endings = try run(publishers, ["https://a.example/"])
        #expect(publishers.asked == ["0 https://a.example/", "25000 https://a.example/"])
        #expect(endings.first?.said == "unreadable")
    }

    @Test func `all sources together have a time, and what is not whole then is given up`() throws {
        let publishers = FakePublishers([
            "https://a.example/": [.status(200)],
            "https://b.example/": [FakePublishers.Play(bytesPerSecond: 500)],
            "https://c.example/": [.status(200)],
        ])
        var manners = Manners()
        manners.atOnce = 1
        manners.runMilliseconds = 10_000
        let addresses = ["https://a.example/", "https://b.example/", "https://c.example/"]
        let endings = try run(publishers, addresses, manners)
        #expect(publishers.milliseconds == 10_000)
        let late = """
            error: the time for fetching is over: all sources together had 10 s
              mend: run again later; if it always takes longer, raise `run minutes` under `fetching:`
            """
        #expect(
            endings.map(\.said) == [
                "unreadable", "https://b.example/: \(late)", "https://c.example/: \(late)",
            ])
        #expect(endings.map(\.requests.count) == [1, 1, 0])
    }

    @Test func `an interruption is asked after five times a second, and ends all`() throws {
        let publishers = FakePublishers(["https://a.example/": [FakePublishers.Play()]])
        var asked = 0
        let addresses = ["https://a.example/", "https://a.example/2"]
        let endings = try run(
            publishers, addresses,
            isInterrupted: {
                asked += 1
                return publishers.milliseconds >= 2_000
            })
        #expect(asked >= 11)
        #expect(publishers.milliseconds == 2_000)
        #expect(endings.map(\.said) == addresses.map { "\($0): error: interrupted\n  mend: run again" })
    }

    @Test func `a library that cannot go on ends all`() throws {
        let publishers = FakePublishers([:])
        publishers.fault = .library("libcurl could not go on: out of memory")
        let endings = try run(publishers, ["https://a.example/", "https://b.example/"])
        #expect(
            endings.map(\.said)
                == Array(
                    repeating: """
                        error: libcurl could not go on: out of memory
                          mend: see that memory is free and that `libcurl4` is that of Debian 12 or later; then run again
                        """, count: 2))
    }

    @Test(arguments: [
        (
            TransferFailure.noSuchName, "the server's name is not known",
            "check the source's `url:`, and whether this machine is on the internet"
        ),
        (
            .unreachable("no route to host"), "the server cannot be reached: no route to host",
            "try again later; if other addresses fail too, check this machine's way to the internet"
        ),
        (
            .tooSlow(.connect), "the server took too long: no connection was made within 20 s",
            "try again later; if the server always needs longer, raise `connect seconds` under `fetching:`"
        ),
        (
            .untrusted(.notYetValid),
            "the server cannot prove that it is the publisher's: its certificate is not valid yet",
            "check this machine's clock; if it is right, tell the publisher"
        ),
    ])
    func `what the network does is said in words`(failure: TransferFailure, said: String, mend: String) throws
    {
        let publishers = FakePublishers(["https://a.example/?key=1": [.failure(failure)]])
        var manners = Manners()
        manners.attempts = 1
        let endings = try run(publishers, ["https://a.example/?key=1"], manners)
        #expect(endings.first?.said == "https://a.example/?key=…: error: \(said)\n  mend: \(mend)")
    }

    @Test func `a conversation of several requests keeps a record of each`() throws {
        let publishers = FakePublishers([
            "https://a.example/1": [.status(200)], "https://a.example/2": [.status(503), .status(200)],
        ])
        let pages = TwoPages(
            pages: [try SourceURL("https://a.example/1"), try SourceURL("https://a.example/2")])
        var scheduler = Scheduler(
            [FetchTask(id: "a", conversation: pages)], manners: Manners(), driver: publishers,
            clock: publishers,
            jitter: { _ in 0 })
        let ending = try #require(scheduler.run { false }.first)
        #expect(ending.requests.map(\.url) == ["https://a.example/1", "https://a.example/2"])
        #expect(ending.requests.map(\.attempts) == [1, 2])
        #expect(
            publishers.asked == [
                "0 https://a.example/1", "1100 https://a.example/2", "6200 https://a.example/2",
            ])
    }
}

/// Asks for two files, one after the other.
private struct TwoPages: Conversation {
    var pages: [SourceURL]

    mutating func next(_ answer: FetchAnswer?) throws(Diagnostic) -> FetchStep {
        if let body = answer?.body, pages.isEmpty { return .whole(body, nil) }
        return .ask(FetchRequest(url: pages.removeFirst()))
    }
}
