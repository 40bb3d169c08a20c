import Foundation
import LMIFiles
import LMITestSupport
import Testing

struct FileLockTests {
    let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    /// What a second process would be told.
    private func holder() throws -> String? {
        switch try FileLock.take("\(scratch.path)/lock", note: "second") {
        case .taken: nil
        case .held(let by): by
        }
    }

    @Test func `a lock that is held names its holder`() throws {
        let first = try FileLock.take("\(scratch.path)/lock", note: "lmi run")
        #expect(try holder() == "\(getpid()) lmi run")
        _ = consume first
    }

    @Test func `a lock ends with its holder, though the file stays`() throws {
        do { _ = try FileLock.take("\(scratch.path)/lock") }
        #expect(try scratch.names == ["lock"])
        #expect(try holder() == nil)
    }

    @Test func `a lock file removed while held locks nobody out of the new one`() throws {
        let first = try FileLock.take("\(scratch.path)/lock")
        try FileManager.default.removeItem(atPath: "\(scratch.path)/lock")
        #expect(try holder() == nil)
        _ = consume first
    }

    @Test func `looking at a lock says how it stands, and keeps nobody from it`() throws {
        let path = "\(scratch.path)/lock"
        #expect(try FileLock.look(path) == .free(left: ""))
        #expect(try scratch.names == [])
        let first = try FileLock.take(path, note: "lmi run")
        #expect(try FileLock.look(path) == .held(by: "\(getpid()) lmi run"))
        _ = consume first
        #expect(try FileLock.look(path) == .free(left: ""))
        let looker = unsafe open(path, O_RDONLY)
        #expect(flock(looker, LOCK_SH | LOCK_NB) == 0)
        // The one who looks is gone once it has been waited for.
        let gone = Thread { _ = close(looker) }
        gone.start()
        #expect(try holder() == nil)
    }

    @Test func `what a dead holder left stands again where the next one does not tell it`() throws {
        let path = "\(scratch.path)/lock"
        try Data("4711 lmi run, publishing\n".utf8).write(to: URL(filePath: path))
        do { _ = try FileLock.take(path, note: "lmi hold, with a longer note than that", keepsLeft: true) }
        #expect(try FileLock.look(path) == .free(left: "4711 lmi run, publishing"))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "4711 lmi run, publishing\n")
        do { _ = try FileLock.take(path, note: "lmi run") }
        #expect(try FileLock.look(path) == .free(left: ""))
    }
}
