import Foundation
import LMIFiles
import LMIModel
import LMITestSupport
import Testing

@Suite(.serialized) struct FolderTests {
    let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    @Test func `a file is written whole and nothing is left beside it`() throws {
        try Files.write(Array("one".utf8), to: "\(scratch.path)/a.txt")
        try Files.write(Array("two".utf8), to: "\(scratch.path)/a.txt")
        #expect(try Files.read("\(scratch.path)/a.txt", limit: 3) == Array("two".utf8))
        #expect(try scratch.names == ["a.txt"])
    }

    @Test func `what is served can be read by all and what is private by none, whatever the umask`() throws {
        let before = umask(0o077)
        defer { umask(before) }
        try Files.write([1], to: "\(scratch.path)/served")
        try Files.write([1], to: "\(scratch.path)/kept", isPrivate: true)
        _ = try Folder(making: "\(scratch.path)/open/inner")
        _ = try Folder(making: "\(scratch.path)/closed", mode: 0o700)
        #expect(try scratch.rights("served") == 0o644)
        #expect(try scratch.rights("kept") == 0o600)
        #expect(try scratch.rights("open") == 0o755)
        #expect(try scratch.rights("open/inner") == 0o755)
        #expect(try scratch.rights("closed") == 0o700)
    }

    @Test func `a link in place of a folder is not followed`() throws {
        let elsewhere = try ScratchFolder()
        try FileManager.default.createSymbolicLink(
            atPath: "\(scratch.path)/out", withDestinationPath: elsewhere.path)
        let path = "\(scratch.path)/out"
        let fault = #expect(throws: Diagnostic.self) { try Files.write([1], to: "\(path)/a") }
        #expect(
            fault?.description == """
                \(path): error: cannot open the folder: too many levels of symbolic links
                  mend: \(path) is a symbolic link, which is never followed here: name what it leads to instead
                """)
        #expect(try elsewhere.names == [])
    }

    @Test func `a link in place of a file is replaced, and what it led to keeps its bytes`() throws {
        try Files.write(Array("mine".utf8), to: "\(scratch.path)/target")
        try FileManager.default.createSymbolicLink(
            atPath: "\(scratch.path)/a", withDestinationPath: "target")
        try Files.write(Array("new".utf8), to: "\(scratch.path)/a")
        #expect(try Files.read("\(scratch.path)/target", limit: 9) == Array("mine".utf8))
        #expect(try Files.read("\(scratch.path)/a", limit: 9) == Array("new".utf8))
    }

    @Test func `a missing folder is named with its mend`() throws {
        let path = "\(scratch.path)/none"
        let fault = #expect(throws: Diagnostic.self) { try Files.write([1], to: "\(path)/a") }
        #expect(
            fault?.description == """
                \(path): error: cannot open the folder: no such file or directory
                  mend: check the spelling of \(path), or put it there
                """)
    }

    @Test func `a file over its limit is refused`() throws {
        try Files.write([1, 2, 3], to: "\(scratch.path)/a")
        let fault = #expect(throws: Diagnostic.self) { try Files.read("\(scratch.path)/a", limit: 2) }
        #expect(
            fault?.description == """
                \(scratch.path)/a: error: the file has more than the 2 bytes it may have
                  mend: check that this is the file that was meant
                """)
    }

    @Test func `a folder is not read as a file`() throws {
        let fault = #expect(throws: Diagnostic.self) { try Files.digest(scratch.path) }
        #expect(
            fault?.description == """
                \(scratch.path): error: not an ordinary file: is a directory
                  mend: a file is wanted where a folder stands: rename or remove that folder
                """)
    }

    @Test func `the digest of a file larger than a piece is that of its bytes`() throws {
        let bytes = (0..<300_000).map { UInt8($0 % 253) }
        try Files.write(bytes, to: "\(scratch.path)/a")
        #expect(
            try Files.digest("\(scratch.path)/a") == FileDigest(sha256: SHA256.hex(of: bytes), bytes: 300_000)
        )
        #expect(try Files.read("\(scratch.path)/a", limit: 300_000) == bytes)
    }

    @Test func `a link is pointed elsewhere in one step, and never replaces a file`() throws {
        let folder = try Folder(opening: scratch.path)
        try folder.pointLink("current", to: "generations/a")
        try folder.pointLink("current", to: "generations/b")
        #expect(try folder.linkTarget("current") == "generations/b")
        try folder.write([1], to: "plain")
        do throws(Diagnostic) {
            try folder.pointLink("plain", to: "x")
            Issue.record("the file was replaced")
        } catch {
            #expect(
                error.description == """
                    \(scratch.path)/plain: error: a symbolic link is wanted here, and a file or folder stands in its place
                      mend: move \(scratch.path)/plain away, then run again
                    """)
        }
        #expect(try scratch.names == ["current", "plain"])
    }

    @Test func `a folder is removed with its links and without what they lead to`() throws {
        let elsewhere = try ScratchFolder()
        try Files.write([1], to: "\(elsewhere.path)/kept")
        let folder = try Folder(opening: scratch.path)
        let inner = try folder.makeFolder("a").makeFolder("b")
        try inner.pointLink("away", to: elsewhere.path)
        try inner.write([1], to: "c")
        #expect(try inner.list().map(\.name) == ["away", "c"])
        #expect(try inner.list().map(\.kind) == [.link, .file])
        try folder.removeFolder("a")
        #expect(try scratch.names == [])
        #expect(try elsewhere.names == ["kept"])
    }
}
