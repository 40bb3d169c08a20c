public import Foundation

/// What a program said, and how it ended.
public struct ProgramResult: Hashable, Sendable {
    public let output: String
    public let errors: String
    /// The exit status; 128 + n when signal n ended it, as a shell says it.
    public let status: Int
}

/// Why a program's result could not be had.
public enum ProgramError: Error, CustomStringConvertible {
    case tookTooLong(String, seconds: Int)
    case notWritten(String)

    public var description: String {
        switch self {
        case .tookTooLong(let name, let seconds):
            "\(name) was still running after \(seconds) seconds, and was ended"
        case .notWritten(let said): "the program could not be written: \(said)"
        }
    }
}

/// Runs a program to its end, without standard input, and returns all that it said.
///
/// - Parameters:
///   - executable: A path, or a name to be found on the `PATH`.
///   - environment: Added to this process's own; an empty text takes a variable away.
///   - seconds: A program still running then is ended and the test fails: no test hangs the suite.
public func run(
    _ executable: String, _ arguments: String..., in folder: URL? = nil, environment: [String: String] = [:],
    seconds: Int = 60
) throws -> ProgramResult {
    try run(executable, arguments, in: folder, environment: environment, seconds: seconds)
}

/// The same with the arguments as an array.
public func run(
    _ executable: String, _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:],
    seconds: Int = 60
) throws -> ProgramResult {
    try withTemporaryFolder { scratch in
        // Files rather than pipes: a pipe nobody empties stops its writer once 64 kB are in it
        let (output, errors) = (scratch.appending(path: "output"), scratch.appending(path: "errors"))
        try Data().write(to: output)
        try Data().write(to: errors)

        let program = Process()
        // The threads that tests run on block signals, and a child would inherit that. `timeout` keeps the
        // bound without a thread of ours; -k ends what does not heed the first signal
        program.executableURL = URL(filePath: "/usr/bin/env")
        program.arguments =
            ["--default-signal", "timeout", "-k", "5", String(seconds), executable] + arguments
        program.currentDirectoryURL = folder ?? packageRoot
        program.environment = ProcessInfo.processInfo.environment
            // A crash must end the program, not leave a backtrace asking questions
            .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
            .merging(environment) { $1 }
            .filter { !$0.value.isEmpty }
        program.standardInput = FileHandle.nullDevice
        program.standardOutput = try FileHandle(forWritingTo: output)
        program.standardError = try FileHandle(forWritingTo: errors)
        let started = ContinuousClock.now
        try program.run()
        program.waitUntilExit()

        let status = Int(program.terminationStatus)
        let bySignal = program.terminationReason == .uncaughtSignal
        // 124 is timeout's own word for "it took too long"; after -k it is itself ended by signal 9
        let isEnded = status == 124 || bySignal && status == 9
        guard !isEnded || ContinuousClock.now - started < .seconds(seconds) else {
            throw ProgramError.tookTooLong(executable, seconds: seconds)
        }
        return ProgramResult(
            output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8),
            status: bySignal ? 128 + status : status)
    }
}

/// A program that this package builds, such as `lmi`: it stands beside the tests that run.
///
/// `LMI_PROGRAM` names another one to be tested: the optimised one, which is what people run, and ten times as
/// fast.
public func builtProgram(_ name: String) throws -> String {
    if let given = ProcessInfo.processInfo.environment["LMI_PROGRAM"], !given.isEmpty {
        return URL(filePath: given, relativeTo: packageRoot).path
    }
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(filePath: tests).deletingLastPathComponent().appending(path: name).path
}

extension String {
    /// This line of a shell as a program `child` in `folder`, and its path.
    ///
    /// Another process writes it: whatever this one starts at the same time would hold it open for a moment, and
    /// a file that is open for writing cannot be started.
    public func program(in folder: URL) throws -> String {
        try folder.write("#!/bin/sh\n\(self)\n", to: "script")
        let copied = try run("install", "-m", "700", "script", "child", in: folder)
        guard copied.status == 0 else { throw ProgramError.notWritten(copied.errors) }
        return folder.appending(path: "child").path
    }
}
