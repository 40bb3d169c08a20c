internal import Glibc
internal import LMIFiles
internal import LMIModel
internal import Synchronization

/// Whether somebody wants the command to end: whoever works asks between the parts of the work, so that a run ends in
/// order, with its record written.
public struct Interruption: Sendable {
    private let poll: @Sendable () -> Int32?
    private let extend: @Sendable (_ seconds: UInt32) -> Void

    /// - Parameters:
    ///   - poll: The number of the signal that came; nil while none did.
    ///   - extend: Gives a command that a signal has asked to end so many seconds from now to do so.
    public init(
        _ poll: @escaping @Sendable () -> Int32?,
        extend: @escaping @Sendable (_ seconds: UInt32) -> Void = { _ in }
    ) {
        self.poll = poll
        self.extend = extend
    }

    /// Nobody ever wants it.
    public static let none = Interruption { nil }

    /// The signal that came, such as 15; nil while none did.
    var signal: Int32? { poll() }

    var hasCome: Bool { poll() != nil }

    /// Gives the command so many seconds from now to end, once a signal has come: for a last word that somebody waits for.
    func allow(seconds: Int) {
        if hasCome { extend(UInt32(seconds)) }
    }

    /// - Throws: ``Diagnostic`` of fault `source` once a signal has come.
    func refuse() throws(Diagnostic) {
        if let signal = poll() { throw Self.fault(signal) }
    }

    static func fault(_ signal: Int32) -> Diagnostic {
        Diagnostic(.error, .source, at: .nowhere, "interrupted by \(name(of: signal))", mend: "run again")
    }

    static func name(of signal: Int32) -> String {
        switch signal {
        case SIGHUP: "SIGHUP"
        case SIGINT: "SIGINT"
        case SIGTERM: "SIGTERM"
        default: "signal \(signal)"
        }
    }
}

extension Interruption {
    /// The first signal; 0 while none came. All that happens at a signal is that a number is written here.
    private static let caught = Atomic<Int32>(0)
    /// How long a run may take to end in order.
    private static let graceSeconds: UInt32 = 4

    /// Takes SIGTERM, SIGINT and SIGHUP up from now on. A second signal, or 4 seconds after the first, ends the program
    /// at once; what readers see is whole even then. A signal that whoever started the program switched off, as `nohup`
    /// does, stays off.
    public static func bySignals() -> Interruption {
        // Whatever happens at first use has then happened, before a handler needs the number.
        caught.store(0, ordering: .sequentiallyConsistent)
        var wanted = sigset_t()
        unsafe sigemptyset(&wanted)
        for number in [SIGTERM, SIGINT, SIGHUP, SIGALRM] { unsafe sigaddset(&wanted, number) }
        let ignored = ignored()
        for number in [SIGTERM, SIGINT, SIGHUP] where ignored >> (number - 1) & 1 == 0 {
            _ = Glibc.signal(number) { number in
                let first = Interruption.caught.compareExchange(
                    expected: 0, desired: number, ordering: .sequentiallyConsistent)
                if first.exchanged { _ = alarm(Interruption.graceSeconds) } else { _exit(128 + number) }
            }
        }
        _ = Glibc.signal(SIGALRM) { _ in
            _exit(128 + Interruption.caught.load(ordering: .sequentiallyConsistent))
        }
        // Whoever started the program may have held them back.
        _ = unsafe pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
        return Interruption(
            {
                let number = caught.load(ordering: .sequentiallyConsistent)
                return number == 0 ? nil : number
            }, extend: { seconds in _ = alarm(seconds) })
    }

    /// The signals that are switched off, one bit each from the lowest for signal 1, as the kernel lists them; none where it
    /// does not say.
    private static func ignored() -> UInt64 {
        // Without the list every signal is taken up, which is what most people who send one want.
        let bytes = (try? Files.read("/proc/self/status", limit: 1 << 16)) ?? []
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let mask = lines.first { $0.hasPrefix("SigIgn:") }?.split(separator: "\t").last
        return mask.flatMap { UInt64($0, radix: 16) } ?? 0
    }
}
