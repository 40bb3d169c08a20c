internal import Glibc

/// What time it is, and how far apart two moments are.
protocol FetchClock {
    /// Milliseconds since some moment; never goes back, whoever sets the machine's clock.
    var milliseconds: Int { get }
    /// Seconds since 1970.
    var seconds: Int { get }
}

/// The machine's own clocks.
struct MachineClock: FetchClock {
    private let start = ContinuousClock.now

    var milliseconds: Int {
        let passed = start.duration(to: .now).components
        return Int(passed.seconds) * 1000 + Int(passed.attoseconds / 1_000_000_000_000_000)
    }

    var seconds: Int { time(nil) }
}
