internal import Glibc
internal import LMIModel

/// How a child that was to parse a page ended.
enum ChildEnding: Hashable, Sendable {
    case answered([UInt8])
    /// It used up ``Confinement/seconds``.
    case busy
    /// It used up ``Confinement/memory``.
    case memory
    /// It had more to say than ``PageAnswer/limit``.
    case long
    /// It was given no more time.
    case waited
    /// It asked for what a parser does not need.
    case forbidden
    /// A signal ended it: a trap, a hole, or somebody.
    case broke(signal: Int32)
    /// It could not give up its rights, so it did nothing.
    case free
    case exited(Int32)
    /// Its answer is none.
    case babbled

    /// - Parameters:
    ///   - status: As `waitpid` gives it.
    ///   - complained: What it wrote on its standard error.
    init(status: Int32, said: [UInt8], complained: [UInt8]) {
        let signal = status & 0x7F
        guard signal == 0 else {
            // Swift says so before it gives up.
            let isOutOfMemory = complained.firstRange(of: "failed to allocate".utf8) != nil
            self =
                switch signal {
                case SIGXCPU: .busy
                case SIGSYS, SIGXFSZ: .forbidden
                case _ where isOutOfMemory: .memory
                default: .broke(signal: signal)
                }
            return
        }
        let code = status >> 8 & 0xFF
        self =
            switch PageChild.Refusal(rawValue: code) {
            case .free: .free
            case .memory: .memory
            case .long: .long
            case .stream: .exited(code)
            case nil: code == 0 ? .answered(said) : .exited(code)
            }
    }

    /// What is said of the page; not of an answer.
    func refusal(of name: String) -> Diagnostic {
        let (message, mend) = words
        // The machine is at fault only where the child never began.
        let fault: Diagnostic.Fault = self == .free ? .internal : .content
        return Diagnostic(.error, fault, at: .file(name), message, mend: mend)
    }

    private var words: (message: String, mend: String) {
        let report = "get the page again; if it is the same, keep the file and report it: it may be an attack"
        return switch self {
        case .busy:
            (
                "the parser was still busy with the page after \(Confinement.seconds) seconds",
                HTMLFile.mendPage
            )
        case .memory:
            (
                "the parser needs more than \(Confinement.memory >> 20) MiB of memory for the page",
                HTMLFile.mendPage
            )
        case .long:
            (
                "the tables of the page take more than \(PageAnswer.limit >> 20) MiB",
                "check that this is the page that was meant"
            )
        case .waited:
            (
                "the parser gave no answer about the page in time",
                "run again when the machine has less to do; if it is the same, keep the file and report it"
            )
        case .forbidden:
            (
                "the page made the parser ask for what no parser needs, such as a file or the network, and it was stopped",
                report
            )
        case .broke(let signal): ("the parser broke down over the page (signal \(signal))", report)
        case .exited(let code): ("the parser ended without an answer about the page (status \(code))", report)
        case .answered, .babbled: ("the parser's answer about the page makes no sense", report)
        case .free:
            (
                "the parser of pages could not give up its rights on this machine, so it read nothing",
                "run lmi where Linux lets a program filter its own system calls (seccomp): a container may forbid it"
            )
        }
    }
}
