internal import CSandbox
internal import Glibc

/// What a process takes from itself for good before it parses a page, and the pipes that lead to it.
///
/// The only file that uses `CSandbox`. Nothing taken here can be had back, neither by this process nor by what
/// a page might make of it.
enum Confinement {
    /// The most memory the process may map, in bytes: what the program itself needs is a quarter of it.
    static let memory = 512 << 20
    /// How many seconds of a processor it may use.
    static let seconds = 5

    /// Leaves the process three open streams, some memory and time, and the calls of ``rules``.
    ///
    /// - Returns: Whether everything was taken: a process that kept something must not go on.
    static func confine() -> Bool {
        // With whoever waits for the answer goes the reason to work on it.
        lmi_prctl(PR_SET_PDEATHSIG, UInt(SIGKILL)) == 0
            && lmi_prctl(PR_SET_DUMPABLE, 0) == 0
            && lmi_close_from(3) == 0
            && limit(RLIMIT_AS, to: memory)
            && limit(RLIMIT_CPU, to: seconds, atMost: seconds + 1)
            && limit(RLIMIT_FSIZE, to: 0)
            && limit(RLIMIT_NOFILE, to: 0)
            && limit(RLIMIT_CORE, to: 0)
            && lmi_prctl(PR_SET_NO_NEW_PRIVS, 1) == 0
            && filter()
    }

    /// - Parameter most: What ends the process where passing the limit only warns it; nil for the limit itself.
    private static func limit(_ resource: __rlimit_resource, to limit: Int, atMost most: Int? = nil) -> Bool {
        var limit = rlimit(rlim_cur: rlim_t(limit), rlim_max: rlim_t(most ?? limit))
        return unsafe setrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0
    }

    private static func filter() -> Bool {
        var rules = rules(process: getpid())
        let count = UInt16(rules.count)
        return unsafe rules.withUnsafeMutableBufferPointer { buffer in
            unsafe lmi_filter_calls(buffer.baseAddress, count) == 0
        }
    }

    /// The calls that reading, writing, memory and the end of a process are made of.
    private static let allowed: [Int32] = [
        __NR_read, __NR_write, __NR_writev, __NR_munmap, __NR_mremap, __NR_madvise, __NR_brk, __NR_futex,
        __NR_getrandom, __NR_clock_gettime, __NR_getpid, __NR_gettid, __NR_rt_sigprocmask, __NR_rt_sigaction,
        __NR_rt_sigreturn, __NR_restart_syscall, __NR_exit, __NR_exit_group,
    ]

    /// The program by which Linux judges each call: one that is not named ends the process.
    ///
    /// - Parameter process: The only one that may be sent a signal, which is how a program ends itself.
    private static func rules(process: pid_t) -> [sock_filter] {
        let kill = sock_filter(code: UInt16(BPF_RET | BPF_K), jt: 0, jf: 0, k: SECCOMP_RET_KILL_PROCESS)
        let allow = sock_filter(code: UInt16(BPF_RET | BPF_K), jt: 0, jf: 0, k: SECCOMP_RET_ALLOW)
        var rules = [
            load(Field.architecture), skip(1, unless: lmi_architecture()), skip(1), kill, load(Field.number),
        ]
        for call in allowed { rules += [skip(1, unless: UInt32(call)), allow] }
        // Memory that can be executed is how a hole in a parser becomes a program.
        for call in [__NR_mmap, __NR_mprotect] {
            rules += [
                skip(4, unless: UInt32(call)), load(Field.thirdArgument),
                sock_filter(
                    code: UInt16(BPF_JMP | BPF_JSET | BPF_K), jt: 0, jf: 1, k: UInt32(PROT_EXEC)),
                kill, allow,
            ]
        }
        rules += [
            skip(3, unless: UInt32(__NR_tgkill)), load(Field.firstArgument),
            skip(1, unless: UInt32(process)), allow,
        ]
        return rules + [kill]
    }

    /// Where the parts of Linux's `seccomp_data` stand; of arguments the low half.
    private enum Field {
        static let number: UInt32 = 0
        static let architecture: UInt32 = 4
        static let firstArgument: UInt32 = 16
        static let thirdArgument: UInt32 = 32
    }

    private static func load(_ place: UInt32) -> sock_filter {
        sock_filter(code: UInt16(BPF_LD | BPF_W | BPF_ABS), jt: 0, jf: 0, k: place)
    }

    private static func skip(_ count: UInt8, unless value: UInt32) -> sock_filter {
        sock_filter(code: UInt16(BPF_JMP | BPF_JEQ | BPF_K), jt: 0, jf: count, k: value)
    }

    private static func skip(_ count: UInt32) -> sock_filter {
        sock_filter(code: UInt16(BPF_JMP | BPF_JA), jt: 0, jf: 0, k: count)
    }
}

extension Confinement {
    /// An open file or pipe, closed when it goes out of scope and in every program that is started.
    struct End: ~Copyable {
        let number: Int32

        fileprivate init(_ number: Int32) { self.number = number }

        deinit { _ = close(number) }

        /// - Returns: The `errno` of a write that failed; zero when all is written.
        func write(_ bytes: [UInt8]) -> Int32 {
            var done = 0
            while done < bytes.count {
                let put = unsafe bytes.withUnsafeBytes { all in
                    unsafe Glibc.write(number, all.baseAddress?.advanced(by: done), all.count - done)
                }
                if put > 0 {
                    done += put
                } else if put == 0 || errno != EINTR {
                    return put == 0 ? EIO : errno
                }
            }
            return 0
        }
    }

    /// The two ends of a pipe.
    struct Pipe: ~Copyable {
        let reading: End
        let writing: End
    }

    /// Leaves a program that is to be started the three streams alone: some part of this one may have opened files
    /// that are not closed by themselves.
    static func startWithoutOthers(_ actions: inout posix_spawn_file_actions_t) {
        unsafe lmi_start_without(&actions, 3)
    }

    /// A new pipe, or nil where the system has none left.
    static func pipe() -> Pipe? {
        var ends: [Int32] = [-1, -1]
        guard unsafe lmi_pipe(&ends, O_CLOEXEC) == 0 else { return nil }
        return Pipe(reading: End(ends[0]), writing: End(ends[1]))
    }

    /// A file that stands in memory alone, holding `bytes` and to be read from its beginning.
    static func memoryFile(_ bytes: [UInt8]) -> End? {
        let number = unsafe lmi_memory_file("page")
        guard number >= 0 else { return nil }
        let file = End(number)
        guard file.write(bytes) == 0, lseek(number, 0, SEEK_SET) == 0 else { return nil }
        return file
    }
}
