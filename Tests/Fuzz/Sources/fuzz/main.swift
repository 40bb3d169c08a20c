internal import CLibFuzzer
internal import Glibc

/// The harness named by the first argument.
enum Chosen {
    static let harnesses: [String: @Sendable (Input) -> Void] = [
        "csv": CSVHarness.run, "number": NumberHarness.run, "period": PeriodHarness.run,
        "html": HTMLHarness.run, "yaml": YAMLHarness.run,
    ]

    static let harness: @Sendable (Input) -> Void = {
        if CommandLine.arguments.count > 1, let named = harnesses[CommandLine.arguments[1]] { return named }
        print("usage: fuzz \(harnesses.keys.sorted().joined(separator: "|")) [arguments of libFuzzer]")
        exit(64)
    }()
}

if CommandLine.arguments.count > 2, CommandLine.arguments[1] == "chunks" {
    for path in CommandLine.arguments.dropFirst(2) { ChunkSweep.run(path) }
    exit(0)
}

// libFuzzer is not shown the name of the harness.
_ = Chosen.harness
var count = CommandLine.argc - 1
unsafe CommandLine.unsafeArgv[1] = CommandLine.unsafeArgv[0]
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv + 1
exit(
    unsafe LLVMFuzzerRunDriver(&count, &arguments) { data, size in
        unsafe Chosen.harness(Input(data, size))
        return 0
    })
