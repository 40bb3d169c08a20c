internal import Glibc
internal import LMIModel

/// An open file or folder, closed when it goes out of scope.
struct Descriptor: ~Copyable {
    let number: Int32

    /// - Parameter number: What `open` returned: not negative.
    init(_ number: Int32) { self.number = number }

    deinit { _ = close(number) }

    /// Closes now, because some disks report a lost write only then.
    consuming func closeChecked() -> Int32 {
        let result = close(number)
        let code = result == 0 ? 0 : errno
        discard self
        return code
    }

    /// Up to `count` bytes, or fewer at the end of the file.
    ///
    /// - Throws: The `errno` of a read that failed.
    func read(into buffer: inout [UInt8], count: Int) throws(SystemError) -> Int {
        let number = number
        while true {
            let got = unsafe buffer.withUnsafeMutableBytes {
                unsafe Glibc.read(number, $0.baseAddress, count)
            }
            if got >= 0 { return got }
            guard errno == EINTR else { throw SystemError(code: errno) }
        }
    }

    /// Writes every byte, however many calls that takes.
    func write(_ bytes: Span<UInt8>) throws(SystemError) {
        let number = number
        var done = 0
        while done < bytes.count {
            let put = unsafe bytes.withUnsafeBytes { all in
                unsafe Glibc.write(number, all.baseAddress?.advanced(by: done), all.count - done)
            }
            if put > 0 {
                done += put
            } else if put == 0 {
                throw SystemError(code: EIO)
            } else if errno != EINTR {
                throw SystemError(code: errno)
            }
        }
    }

    /// Waits until the disk has what was written.
    func sync() throws(SystemError) {
        guard fsync(number) == 0 else { throw SystemError(code: errno) }
    }
}

/// The `errno` of a call that failed, before it has words.
struct SystemError: Error {
    let code: Int32
}
