import Foundation
import LMITestSupport
import Testing

/// The helpers that other tests lean on: one that let everything pass would let all of them pass.
struct TestSupportTests {
    @Test func `a program is run to its end and all that it said is had`() throws {
        let result = try run("sh", "-c", "echo seen; echo said >&2; exit 3")
        #expect(result.output == "seen\n")
        #expect(result.errors == "said\n")
        #expect(result.status == 3)
    }

    @Test func `a program ended by a signal has the status a shell gives it`() throws {
        #expect(try run("sh", "-c", "kill -TERM $$").status == 143)
    }

    @Test func `a program that does not end is ended and said to be so`() throws {
        let stop = #expect(throws: ProgramError.self) { try run("tail", "-f", "/dev/null", seconds: 1) }
        #expect(stop?.description == "tail was still running after 1 seconds, and was ended")
    }

    @Test func `a program gets no standard input, and the environment asked for`() throws {
        let result = try run("sh", "-c", "cat; echo $TZ", environment: ["TZ": "Pacific/Apia"])
        #expect(result.output == "Pacific/Apia\n")
    }

    @Test func `a golden file that differs is an issue that names the line`() throws {
        try withTemporaryFolder { folder in
            let test = try folder.write("", to: "SomeTests.swift").path
            try folder.write("one\ntwo\n", to: "Golden/some.txt")
            try expectGolden("one\ntwo\n", "some.txt", besides: test)
            try withKnownIssue {
                try expectGolden("one\n2\n", "some.txt", besides: test)
            } matching: {
                $0.comments.first?.rawValue == """
                    Golden/some.txt differs from line 2 on (3 lines made, 3 kept)
                      kept: "two"
                      made: "2"
                    """
            }
        }
    }

    @Test func `a golden file that is missing is an issue and is not written`() throws {
        try withTemporaryFolder { folder in
            let test = try folder.write("", to: "SomeTests.swift").path
            withKnownIssue { try expectGolden("one\n", "some.txt", besides: test) }
            #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "Golden/some.txt").path))
        }
    }

    @Test func `a temporary folder is gone afterwards, whatever was thrown`() throws {
        struct Stop: Error {}
        var path = ""
        #expect(throws: Stop.self) {
            try withTemporaryFolder { folder in
                path = try folder.write("text", to: "a/b.txt").path
                #expect(try folder.text(of: "a/b.txt") == "text")
                throw Stop()
            }
        }
        #expect(!path.isEmpty && !FileManager.default.fileExists(atPath: path))
    }

    @Test func `the package's folder is the one with the manifest, and its programs are found`() throws {
        #expect(try packageRoot.text(of: "Package.swift").contains("name: \"lmi\""))
        #expect(try FileManager.default.isExecutableFile(atPath: builtProgram("lmi")))
    }
}
