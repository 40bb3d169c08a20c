import Foundation
import LMIModel
import LMITestSupport
import Testing

@testable import LMIExtract

/// Pages parsed by the program as a child that has no network, no files and little memory and time.
struct PageChildTests {
    /// What the parser saw of a page in this process and in a child.
    private func compare(_ bytes: [UInt8], _ what: Comment) throws {
        let program = try builtProgram("lmi")
        let seen = try PageParsing.child(program: program).read(bytes, name: "p.html")
        #expect(seen == (try PageParsing.here.read(bytes, name: "p.html")), what)
    }

    /// What the page of a child that is started by `script` is refused with.
    private func refusal(_ script: String, patience: Int = 60_000) throws -> String {
        try withTemporaryFolder { folder in
            let program = try script.program(in: folder)
            let jail = PageJail(program: program, patience: patience)
            do throws(Diagnostic) {
                return "read: \(try jail.read(Array("<p>".utf8), name: "jobs.html"))"
            } catch {
                return "\(error)\(error.fault == .content ? "" : " [\(error.fault)]")"
            }
        }
    }

    @Test func `the sample page reads the same in a child`() throws {
        let page = packageRoot.appending(path: "SampleInputs/nomis/labour-market-profile.html")
        let bytes = try Array(Data(contentsOf: page))
        try compare(bytes, "the sample page")
        #expect(try PageParsing.here.read(bytes, name: "p.html").tables.count == 3)
    }

    @Test func `every real page reads the same in a child`() throws {
        guard let folder = realDataFolder()?.appending(path: "html") else { return }
        for page in Set(HTMLRealPageTests.cases.map(\.page)) {
            try compare(Array(Data(contentsOf: folder.appending(path: page))), "\(page)")
        }
    }

    @Test(arguments: [
        "", "<p>no table", "<table id=t><tr><td>a&b<sup>1</sup><sup>2</sup></table>",
        "<h2>Pay</h2><table><caption>Weekly</caption><tr><th colspan=2 rowspan=3>a<td>b</table><table>",
        "<table id=''><thead><tr><td>é…</thead><tfoot><tr><td>x</tfoot><tr><td>y</table>",
        "<table>stray<tr><td>1<table><tr><td>2</table></table>", "<p>a</div></p><!DOCTYPE x [",
        "<table><tr><td>3</p></table>", "<table><tr><td colspan=0>\u{7}&#0;</table>",
        String(repeating: "<b>", count: 300),
    ])
    func `what is wrong with a page is the same in a child`(page: String) throws {
        try compare(Array(page.utf8), "\(page.prefix(40))")
    }

    @Test func `a page that a child parsed is refused in the same words`() throws {
        let page = Array("<table id=t><tr><th>A<tr><td>12&#0;3</table>".utf8)
        let jail = PageParsing.child(program: try builtProgram("lmi"))
        let words = [PageParsing.here, jail].map { parsing in
            do throws(Diagnostic) {
                return try HTMLFile(page, name: "jobs.html", encoding: .utf8, parsing: parsing).name
            } catch {
                return "\(error)"
            }
        }
        #expect(words[0].contains("htmlParseCharRef"))
        #expect(words[1] == words[0])
    }

    private static let again = "\n  mend: get the page again; if it is the same, tell its publisher"
    private static let report =
        "\n  mend: get the page again; if it is the same, keep the file and report it: it may be an attack"
    #if arch(arm64)
        private static let trap = 5
    #else
        private static let trap = 4
    #endif

    @Test(arguments: [
        ("trap", "the parser broke down over the page (signal \(trap))\(report)"),
        ("spin", "the parser was still busy with the page after 5 seconds\(again)"),
        ("eat", "the parser needs more than 512 MiB of memory for the page\(again)"),
        (
            "socket",
            "the page made the parser ask for what no parser needs, such as a file or the network, and it was stopped\(report)"
        ),
        (
            "open",
            "the page made the parser ask for what no parser needs, such as a file or the network, and it was stopped\(report)"
        ),
        (
            "start",
            "the page made the parser ask for what no parser needs, such as a file or the network, and it was stopped\(report)"
        ),
        (
            "write-file >\"$0.said\"",
            "the page made the parser ask for what no parser needs, such as a file or the network, and it was stopped\(report)"
        ),
    ])
    func `a child that does what no parser should is stopped`(mischief: String, words: String) throws {
        let script = "exec \(try builtProgram("lmi")) \"$@\" --fail \(mischief)"
        #expect(try refusal(script) == "jobs.html: error: \(words)")
    }

    @Test(arguments: [
        ("exit 0", "the parser's answer about the page makes no sense\(report)"),
        ("echo 'lmi page 1'", "the parser's answer about the page makes no sense\(report)"),
        ("exit 1", "the parser ended without an answer about the page (status 1)\(report)"),
        (
            "exec yes",
            "the tables of the page take more than 32 MiB\n  mend: check that this is the page that was meant"
        ),
        ("exit 72", "the parser needs more than 512 MiB of memory for the page\(again)"),
        (
            "exit 73",
            "the tables of the page take more than 32 MiB\n  mend: check that this is the page that was meant"
        ),
        (
            "exit 71",
            "the parser of pages could not give up its rights on this machine, so it read nothing\n  mend: run lmi where Linux lets a program filter its own system calls (seccomp): a container may forbid it [internal]"
        ),
    ])
    func `a child that is no parser is not believed`(script: String, words: String) throws {
        #expect(try refusal(script) == "jobs.html: error: \(words)")
    }

    @Test(arguments: ["exec sleep 600", "exec >&- 2>&-; exec sleep 600"])
    func `a child that waits is not waited for`(script: String) throws {
        #expect(
            try refusal(script, patience: 300) == """
                jobs.html: error: the parser gave no answer about the page in time
                  mend: run again when the machine has less to do; if it is the same, keep the file and report it
                """)
    }

    @Test func `a child has an environment of its own and three streams`() throws {
        let script = """
            env | grep -v -e ^PWD= -e ^SHLVL= -e ^_= -e ^LD_LIBRARY_PATH= >"$0.said"; echo $@ >>"$0.said"
            ls /proc/$$/fd >>"$0.said"; cp "$0.said" /dev/shm/lmi-said-$PPID; exit 1
            """
        _ = try refusal(script)
        let said = "/dev/shm/lmi-said-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: said) }
        // What the shell opens for itself has numbers of two digits; a pipe would have lower ones for a moment.
        let lines = try String(contentsOfFile: said, encoding: .utf8).split(separator: "\n")
            .filter { Int($0).map { $0 < 10 } ?? true }
        #expect(lines == ["SWIFT_BACKTRACE=enable=no", "parse-page", "0", "1", "2"])
    }

    @Test func `a program that cannot be started is a fault of the machine`() {
        do throws(Diagnostic) {
            _ = try PageJail(program: "/nowhere/lmi").read(Array("<p>".utf8), name: "jobs.html")
            Issue.record("a program was started that is not there")
        } catch {
            #expect(error.fault == .internal)
            #expect(
                "\(error)" == """
                    jobs.html: error: the parser of pages could not be started (system error 2)
                      mend: free some memory or end other programs, then run again
                    """)
        }
    }
}
