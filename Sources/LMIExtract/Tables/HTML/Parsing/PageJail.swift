internal import Glibc
internal import LMIFiles
internal import LMIModel

/// Has a page parsed by a child process, and believes nothing of what that says.
struct PageJail {
    /// The program that is started, as `program parse-page`.
    let program: String
    /// How long the child may take by the clock on the wall, in milliseconds: it is for children that wait, since
    /// those that work are ended by ``Confinement/seconds``.
    var patience = 60_000

    /// - Parameters:
    ///   - utf8: Valid UTF-8 without a NUL.
    ///   - name: What messages call the page.
    /// - Throws: ``Diagnostic``, of fault `internal` when the child could not be started or kept its rights and
    ///   else `content`.
    func read(_ utf8: [UInt8], name: String) throws(Diagnostic) -> ParsedPage {
        let ending = try run(utf8, name)
        guard case .answered(let bytes) = ending else { throw ending.refusal(of: name) }
        do {
            let page = try PageAnswer.page(of: bytes)
            // libxml2 says so where it has room to; what it saw until then is not the page.
            if page.lapse?.code == Self.outOfMemory { throw ChildEnding.memory.refusal(of: name) }
            return page
        } catch let fault as Diagnostic {
            throw fault
        } catch {
            throw ChildEnding.babbled.refusal(of: name)
        }
    }

    private static let outOfMemory = 2

    private func run(_ utf8: [UInt8], _ name: String) throws(Diagnostic) -> ChildEnding {
        guard let page = Confinement.memoryFile(utf8), let answer = Confinement.pipe(),
            let errors = Confinement.pipe()
        else { throw Self.notStarted(name, errno) }
        var child: pid_t = 0
        let ends = [page.number, answer.writing.number, errors.writing.number]
        let code = unsafe ChildProcess.start(
            program, ["parse-page"], environment: Self.environment,
            streams: { actions in
                for (stream, end) in ends.enumerated() {
                    unsafe posix_spawn_file_actions_adddup2(&actions, end, Int32(stream))
                }
                unsafe Confinement.startWithoutOthers(&actions)
            }, child: &child)
        guard code == 0 else { throw Self.notStarted(name, code) }
        return listen(to: child, answer, errors)
    }

    /// A trap ends the child at once, and it finds the libraries that this program found.
    private static var environment: [String] {
        let libraries = unsafe getenv("LD_LIBRARY_PATH").map {
            unsafe "LD_LIBRARY_PATH=\(String(cString: $0))"
        }
        return ["SWIFT_BACKTRACE=enable=no"] + [libraries].compactMap(\.self)
    }

    private static func notStarted(_ name: String, _ code: Int32) -> Diagnostic {
        Diagnostic(
            .error, .internal, at: .file(name),
            "the parser of pages could not be started (system error \(code))",
            mend: "free some memory or end other programs, then run again")
    }
}

extension PageJail {
    private func listen(
        to child: pid_t, _ answer: consuming Confinement.Pipe, _ errors: consuming Confinement.Pipe
    ) -> ChildEnding {
        // Held open here, the writing ends would never be seen to close.
        let saying = Self.reading(answer)
        let complaining = Self.reading(errors)
        let deadline = Self.clock + patience
        var said = Heard(limit: PageAnswer.limit)
        var complained = Heard(limit: 1 << 16)
        while !said.isOver || !complained.isOver, !said.isTooMuch {
            var waits = [
                pollfd(fd: said.isOver ? -1 : saying.number, events: Int16(POLLIN), revents: 0),
                pollfd(fd: complained.isOver ? -1 : complaining.number, events: Int16(POLLIN), revents: 0),
            ]
            let left = deadline - Self.clock
            guard left > 0 else { return end(child, .waited) }
            guard unsafe poll(&waits, 2, Int32(left)) > 0 else { continue }
            if waits[0].revents != 0 { said.take(from: saying.number) }
            if waits[1].revents != 0 { complained.take(from: complaining.number) }
        }
        guard !said.isTooMuch else { return end(child, .long) }
        // Its streams are closed, so it is ending, or makes believe to.
        var status: Int32 = 0
        while unsafe waitpid(child, &status, WNOHANG) != child {
            guard Self.clock < deadline else { return end(child, .waited) }
            _ = poll(nil, 0, 1)
        }
        return ChildEnding(status: status, said: said.bytes, complained: complained.bytes)
    }

    private func end(_ child: pid_t, _ ending: ChildEnding) -> ChildEnding {
        _ = kill(child, SIGKILL)
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
        return ending
    }

    private static func reading(_ pipe: consuming Confinement.Pipe) -> Confinement.End { pipe.reading }

    /// In milliseconds, since a time that does not matter.
    private static var clock: Int {
        var now = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &now)
        return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
    }
}

/// What came from one of the child's streams.
private struct Heard {
    let limit: Int
    private(set) var bytes: [UInt8] = []
    private(set) var isOver = false
    /// Whether more came than ``limit``; the rest is passed over.
    private(set) var isTooMuch = false
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    init(limit: Int) { self.limit = limit }

    mutating func take(from stream: Int32) {
        let got = unsafe buffer.withUnsafeMutableBytes { unsafe read(stream, $0.baseAddress, $0.count) }
        if got > 0 {
            isTooMuch = isTooMuch || bytes.count + got > limit
            if !isTooMuch { bytes += buffer[..<got] }
        } else if got == 0 || errno != EINTR {
            isOver = true
        }
    }
}
