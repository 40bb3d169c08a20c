import Foundation
import LMITestSupport
import Testing

/// Another process that is at work.
extension SmallNight {
    /// Does `work` while a process holds the lock and its file says `note`.
    func whileHeld<Value>(_ note: String, _ work: () throws -> Value) throws -> Value {
        try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
        let holder = Process()
        holder.executableURL = URL(filePath: "/usr/bin/env")
        holder.arguments = [
            "python3", "-c",
            """
            import fcntl, sys
            lock = open(sys.argv[1], "w")
            fcntl.flock(lock, fcntl.LOCK_EX)
            lock.write(sys.argv[2] + "\\n")
            lock.flush()
            print("held", flush=True)
            sys.stdin.read()
            """, "\(state.path)/lock", note,
        ]
        let (ready, go) = (Pipe(), Pipe())
        holder.standardOutput = ready
        holder.standardInput = go
        try holder.run()
        #expect(ready.fileHandleForReading.availableData.starts(with: Data("held".utf8)))
        let result = Result { try work() }
        try go.fileHandleForWriting.close()
        holder.waitUntilExit()
        return try result.get()
    }
}
