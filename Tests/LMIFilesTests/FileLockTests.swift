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
}
