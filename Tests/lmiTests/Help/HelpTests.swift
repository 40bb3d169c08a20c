import LMITestSupport
import Testing

/// What somebody reads who types `lmi` for the first time.
struct HelpTests {
    /// ArgumentParser wraps to the width that the environment names.
    private static let terminal = ["COLUMNS": ""]

    @Test(arguments: [
        "", "run", "fetch", "status", "inspect", "check", "verify", "list", "rollup", "rollback", "hold",
        "unhold", "pin",
        "unpin",
    ])
    func `the help of every command is as it was read aloud`(_ command: String) throws {
        let arguments = command.isEmpty ? ["--help"] : [command, "--help"]
        let result = try run(builtProgram("lmi"), arguments, environment: Self.terminal)
        try expectGolden(result.output, command.isEmpty ? "lmi.txt" : "\(command).txt")
        #expect(result.errors == "")
        #expect(result.status == 0)
    }

    @Test func `a command that does not exist is answered with the nearest that does`() throws {
        let result = try run(builtProgram("lmi"), "chek", environment: Self.terminal)
        #expect(
            result.errors == """
                Error: Unknown command 'chek'. Did you mean 'check'?
                Usage: lmi <subcommand>
                  See 'lmi --help' for more information.

                """)
        #expect(result.status == 64)
    }

    @Test func `an option that does not exist is answered with the nearest that does`() throws {
        let result = try run(builtProgram("lmi"), "run", "--input", "Samples", environment: Self.terminal)
        #expect(
            result.errors == """
                Error: Unknown option '--input'. Did you mean '--inputs'?
                Usage: lmi run [<table> ...] [<options>]
                  See 'lmi run --help' for more information.

                """)
        #expect(result.status == 64)
    }

    @Test(arguments: [
        (
            ["run", "--offline", "--inputs", "x"],
            "--offline and --inputs exclude each other: choose where the bytes come from."
        ),
        (
            ["run", "--origins", "x"],
            "--origins goes with --inputs: it says where the files of that folder come from."
        ),
        (
            ["check", "bres", "--definition", "x.yml"],
            "--definition checks one source: name no others beside it."
        ),
        (["check", "--into", "x"], "--into goes with --definition: it takes the figures of one source."),
        (["check", "--threads", "0"], "--threads takes a number from 1 to 64."),
        (["rollup", "a.yml", "b.csv", "--threads", "65"], "--threads takes a number from 1 to 64."),
        (["run", "--threads", "two"], "The value 'two' is invalid for '--threads <n>'"),
        (["status", "--max-age", "26"], "--max-age takes a number with m, h or d after it, such as 26h."),
        (["status", "--max-age", "0h"], "--max-age takes a number with m, h or d after it, such as 26h."),
        (["rollup"], "Missing expected argument '<definition>'"),
        (["list", "bres"], "Unexpected argument 'bres'"),
    ])
    func `options that make no sense are refused before anything is done`(
        _ arguments: [String], _ words: String
    ) throws {
        let result = try run(builtProgram("lmi"), arguments, environment: Self.terminal)
        #expect(result.errors.split(separator: "\n").first ?? "" == "Error: \(words)")
        #expect(result.status == 64)
    }

    @Test func `without a command the help is shown`() throws {
        let (bare, help) = (
            try run(builtProgram("lmi"), environment: Self.terminal),
            try run(builtProgram("lmi"), "--help", environment: Self.terminal)
        )
        #expect(bare == help)
    }

    @Test func `help that nobody can read does not end well`() throws {
        #expect(
            try run("bash", ["-c", "\"$LMI\" --help >/dev/full"], environment: ["LMI": builtProgram("lmi")])
                .status == 13)
        #expect(
            try run("bash", ["-c", "\"$LMI\" --help >&-"], environment: ["LMI": builtProgram("lmi")]).status
                == 13)
    }
}
